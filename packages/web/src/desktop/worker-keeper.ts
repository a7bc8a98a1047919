import { Heartbeat } from "./heartbeat.ts";
import type { WorkerReport, WorkerRequest } from "./worker/messages.ts";

/** Milliseconds between two questions whether the worker is alive. */
const HEARTBEAT_INTERVAL = 2_000;
/** A worker that fails more often than so many times within so many milliseconds would do it again. */
const MOST_RESTARTS = 3;
const RESTART_PERIOD = 5 * 60_000;

export interface WorkerKeeperListener {
  /** A worker was started and waits for its `open`. @param isRestart it takes the place of one that failed */
  started(isRestart: boolean): void;
  report(report: WorkerReport): void;
  /** The worker failed too often; there is none any more. @param reason what the last one died of */
  gaveUp(reason: string): void;
}

/** Keeps the worker of a desktop alive: one that fails, or no longer answers, is replaced by another one. */
export class WorkerKeeper {
  readonly #listener: WorkerKeeperListener;
  readonly #heartbeat = new Heartbeat();
  readonly #timer: ReturnType<typeof setInterval>;
  #worker: Worker | undefined;
  /** When workers were started again, by the clock of `performance`. */
  #restarts: readonly number[] = [];

  constructor(listener: WorkerKeeperListener) {
    this.#listener = listener;
    this.#timer = setInterval(() => this.#beat(), HEARTBEAT_INTERVAL);
  }

  /** Starts the first worker. */
  start(): void {
    this.#start(false);
  }

  ask(request: WorkerRequest, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(request, transfer);
  }

  /** Lets the worker do its last things: it is not replaced any more. */
  leaveAlone(): void {
    clearInterval(this.#timer);
    if (this.#worker) this.#worker.onerror = null;
  }

  /** Ends the worker for good. */
  close(): void {
    clearInterval(this.#timer);
    this.#terminate();
  }

  #start(isRestart: boolean): void {
    const worker = new Worker(new URL("./worker/desktop-worker.ts", import.meta.url), { type: "module" });
    this.#worker = worker;
    this.#heartbeat.start();
    worker.onmessage = ({ data }: MessageEvent<WorkerReport>) => {
      if (data.kind === "alive") this.#heartbeat.answered();
      else this.#listener.report(data);
    };
    // The event has no message if the worker's script could not be loaded.
    worker.onerror = ({ message }) => this.#replace(message || "the worker could not start");
    this.#listener.started(isRestart);
  }

  #terminate(): void {
    if (this.#worker) this.#worker.onmessage = this.#worker.onerror = null;
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  #replace(reason: string): void {
    this.#terminate();
    const now = performance.now();
    this.#restarts = [...this.#restarts.filter((time) => now - time < RESTART_PERIOD), now];
    if (this.#restarts.length <= MOST_RESTARTS) {
      this.#start(true);
      return;
    }
    this.close();
    this.#listener.gaveUp(reason);
  }

  #beat(): void {
    // The timers of hidden pages and their workers stand still as the browser likes.
    const state = this.#heartbeat.beat(!document.hidden);
    if (state === "ask") this.ask({ kind: "heartbeat" });
    if (state === "dead") this.#replace("the worker did not answer");
  }
}
