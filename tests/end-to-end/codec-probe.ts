import {
  type Attach,
  Downstream,
  decodeRecords,
  encodeIntention,
  encodeJson,
  type Intention,
  MessageWriter,
  SUBPROTOCOL,
  Upstream,
} from "@passerelle/tunnel";
import type { GatewayProcess } from "../servers/gateway.ts";
import { until } from "../servers/ports.ts";
import { PipelineWatch } from "./pipeline-watch.ts";

/** A browser that says what it decodes, looks at what it is sent, and shows nothing. */
export class CodecProbe {
  readonly #socket: WebSocket;
  readonly #watch = new PipelineWatch();
  #count = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** Opens a connection at 1280x800. */
  static async open(gateway: GatewayProcess, connection: string, decodes: Attach["decodes"]): Promise<CodecProbe> {
    const address = `${gateway.url.replace("http", "ws")}/tunnel?token=${encodeURIComponent(gateway.token)}`;
    const socket = new WebSocket(address, SUBPROTOCOL);
    socket.binaryType = "arraybuffer";
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve);
      socket.addEventListener("error", reject);
    });
    const probe = new CodecProbe(socket);
    socket.addEventListener("message", ({ data }) => probe.#received(new Uint8Array(data as ArrayBuffer)));
    const attach: Attach = {
      protocol: 1,
      connection: { dataSource: "postgresql", identifier: connection },
      display: { width: 1280, height: 800, scale: 100 },
      timezone: "UTC",
      lockKeys: 0,
      decodes,
    };
    const writer = new MessageWriter();
    writer.append(Upstream.Attach, encodeJson(attach));
    socket.send(writer.take());
    return probe;
  }

  /** Of the graphics pipeline, in the order in which they were first seen. */
  get codecs(): ReadonlySet<string> {
    return this.#watch.codecs;
  }

  /** Waits for a picture by this codec. */
  async untilSeen(codec: string): Promise<void> {
    await until(`a picture by ${codec} arrives`, () => this.codecs.has(codec));
  }

  async disconnect(): Promise<void> {
    const closed = new Promise((resolve) => this.#socket.addEventListener("close", resolve));
    this.#send({ kind: "disconnect" });
    await closed;
  }

  #received(message: Uint8Array): void {
    const answers: Intention[] = [];
    for (const { type, payload } of decodeRecords(message)) {
      if (type === Downstream.Attached) continue;
      this.#count++;
      if (type === Downstream.PipelineReset) this.#watch.reset();
      if (type === Downstream.PipelineData) answers.push(...this.#watch.look(payload));
    }
    this.#send(...answers, { kind: "acknowledge", count: this.#count });
  }

  #send(...intentions: readonly Intention[]): void {
    const writer = new MessageWriter();
    for (const intention of intentions) {
      const { type, payload } = encodeIntention(intention);
      writer.append(type, payload);
    }
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(writer.take());
  }
}
