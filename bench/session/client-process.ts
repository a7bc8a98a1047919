import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { ClientAnswer, ClientOptions, ClientRequest, Counts, Press } from "./client-protocol.ts";

const CLIENT = fileURLToPath(new URL("client.ts", import.meta.url));

/** The client of a desktop, in a process of its own. */
export class ClientProcess {
  readonly #process: ChildProcess;
  /** Rejects when the client ends. */
  readonly #ended: Promise<never>;

  private constructor(process: ChildProcess) {
    this.#process = process;
    this.#ended = once(process, "exit").then(([code]) => {
      throw new Error(`the client ended with ${code}`);
    });
    this.#ended.catch(() => {});
  }

  /** Starts the client and waits until the desktop is there. */
  static async open(options: ClientOptions): Promise<ClientProcess> {
    const client = new ClientProcess(fork(CLIENT));
    await client.#ask({ ask: "open", options });
    return client;
  }

  get pid(): number {
    return this.#process.pid as number;
  }

  counts(): Promise<Counts> {
    return this.#ask({ ask: "counts" }) as Promise<Counts>;
  }

  /** Presses a key so many times, one after the picture of the other; presses without a picture are left out. */
  press(times: number): Promise<readonly Press[]> {
    return this.#ask({ ask: "press", times }) as Promise<readonly Press[]>;
  }

  async close(): Promise<void> {
    await this.#ask({ ask: "close" });
    this.#process.disconnect();
  }

  /** Answers must be awaited before the next request. */
  async #ask(request: ClientRequest): Promise<unknown> {
    this.#process.send(request);
    const [answer] = await Promise.race([once(this.#process, "message") as Promise<[ClientAnswer]>, this.#ended]);
    if ("error" in answer) throw new Error(`the client failed: ${answer.error}`);
    return answer.value;
  }
}
