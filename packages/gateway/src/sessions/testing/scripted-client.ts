import type { ClientSettings, Credentials, Output, RdpClient } from "@passerelle/rdp";

/** What a `ScriptedClient` tells its server: a method that was called on it. */
export interface Call {
  readonly call: string;
  readonly given: readonly unknown[];
}

/** An output as it crosses the wire: bytes are said by their length. */
export type ScriptedOutput = Record<string, unknown> & { readonly type: string };

const text = new TextEncoder();

/**
 * Stands in for RdpClient where a test is about sessions and not about RDP: its server sends outputs, one line of JSON
 * each, and reads the calls that were made.
 */
export class ScriptedClient implements Pick<RdpClient, keyof RdpClient> {
  readonly #settings: ClientSettings;
  #rest = "";
  canResize = false;
  readonly canRepaint = true;
  hasPipeline = false;

  constructor(settings: ClientSettings) {
    this.#settings = settings;
  }

  start(): Output[] {
    const { credentials, desktop, avc } = this.#settings;
    return this.#tell("start", credentials, desktop, avc);
  }

  receive(bytes: Uint8Array): Output[] {
    const lines = (this.#rest + Buffer.from(bytes).toString("latin1")).split("\n");
    this.#rest = lines.pop() ?? "";
    return lines.map((line) => this.#output(JSON.parse(line) as ScriptedOutput));
  }

  tlsEstablished({ certificate }: { readonly certificate: Uint8Array }): Output[] {
    return this.#tell("tlsEstablished", certificate.length > 0);
  }

  inChannels(work: () => void): Output[] {
    work();
    return [];
  }

  disconnected(): Output[] {
    return [];
  }

  provideCredentials(_credentials: Credentials): Output[] {
    return [{ type: "reopen" }];
  }

  key = (...given: unknown[]) => this.#tell("key", ...given);
  unicode = (...given: unknown[]) => this.#tell("unicode", ...given);
  pointerMove = (...given: unknown[]) => this.#tell("pointerMove", ...given);
  pointerButton = (...given: unknown[]) => this.#tell("pointerButton", ...given);
  relative = (...given: unknown[]) => this.#tell("relative", ...given);
  wheel = (...given: unknown[]) => this.#tell("wheel", ...given);
  synchronize = (...given: unknown[]) => this.#tell("synchronize", ...given);
  suppressOutput = (...given: unknown[]) => this.#tell("suppressOutput", ...given);
  repaint = (...given: unknown[]) => this.#tell("repaint", ...given);
  frameShown = (...given: unknown[]) => this.#tell("frameShown", ...given);
  pipelineFrameShown = (...given: unknown[]) => this.#tell("pipelineFrameShown", ...given);
  resize = (...given: unknown[]) => this.#tell("resize", ...given);
  setPath = (...given: unknown[]) => void given;
  sendChannel = (...given: unknown[]) => this.#tell("sendChannel", ...given);

  disconnect(): Output[] {
    return this.#tell("disconnect");
  }

  #output(output: ScriptedOutput): Output {
    if (output.type === "throw") throw new Error("a bug of ours");
    if (output.type === "pipelineOpened") this.hasPipeline = true;
    if (output.type === "resizable") this.canResize = true;
    if (typeof output.data !== "number") return output as unknown as Output;
    return { header: Uint8Array.of(0), ...output, data: new Uint8Array(output.data).fill(0x5a) } as unknown as Output;
  }

  #tell(call: string, ...given: unknown[]): Output[] {
    return [{ type: "send", bytes: text.encode(`${JSON.stringify({ call, given } satisfies Call)}\n`) }];
  }
}
