import { Worker } from "node:worker_threads";

/** Room for the longest description of a run. */
const TEXT_BYTES = 4 * 1024 * 1024;

/** What the two threads share: a count that goes up with each run, and what to print should a run never end. */
export interface WatchedRun {
  readonly count: Int32Array<SharedArrayBuffer>;
  readonly length: Int32Array<SharedArrayBuffer>;
  readonly text: Uint8Array<SharedArrayBuffer>;
  readonly milliseconds: number;
}

/** Ends the process, telling what it was doing, when a run does not come to its end: from a thread of its own. */
export class Watchdog {
  readonly #run: WatchedRun;
  readonly #thread: Worker;
  readonly #encoder = new TextEncoder();

  constructor(milliseconds: number) {
    this.#run = {
      count: new Int32Array(new SharedArrayBuffer(4)),
      length: new Int32Array(new SharedArrayBuffer(4)),
      text: new Uint8Array(new SharedArrayBuffer(TEXT_BYTES)),
      milliseconds,
    };
    this.#thread = new Worker(new URL("watchdog-thread.ts", import.meta.url), { workerData: this.#run });
  }

  /** A run begins. @param description what is printed if it never ends */
  begin(description: string): void {
    const { text, length, count } = this.#run;
    Atomics.store(length, 0, this.#encoder.encodeInto(description, text).written);
    Atomics.add(count, 0, 1);
  }

  async stop(): Promise<void> {
    await this.#thread.terminate();
  }
}
