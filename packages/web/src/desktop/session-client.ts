import { type Answer, type Intention, LockKey } from "@passerelle/tunnel";
import { displayRequest, type Size } from "./display/geometry.ts";
import { keepSession, takeKeptSession } from "./kept-session.ts";
import { platformOf } from "./keyboard/keyboard-input.ts";
import { KeyboardMachine } from "./keyboard/keyboard-machine.ts";
import { initialState, nextState, type SessionState } from "./session-state.ts";
import type { WorkerReport, WorkerRequest } from "./worker/messages.ts";

/** The gateway has one. */
const DATA_SOURCE = "postgresql";
/** Until an event tells better, NumLock is on. */
const LIKELY_LOCKS = LockKey.NumLock;

/** Milliseconds in which a worker sends that its session is over. */
const LAST_WORDS = 1_000;

/** The page's end of one session: the worker, the canvas it paints, and what is known of it. */
export class SessionClient {
  readonly canvas = document.createElement("canvas");
  readonly platform = platformOf(navigator.userAgent);
  readonly keyboard = new KeyboardMachine(this.platform, LIKELY_LOCKS);
  readonly #connection: string;
  readonly #worker = new Worker(new URL("./worker/desktop-worker.ts", import.meta.url), { type: "module" });
  readonly #startedAt = performance.now();
  readonly #listeners = new Set<() => void>();
  readonly #closing = new AbortController();
  #session: string | undefined;
  #isAbandoned = false;
  #state = initialState;

  /**
   * Opens a connection, or comes back to the session of it that this tab showed before.
   * @param container CSS pixels that the desktop may fill
   */
  constructor(connection: string, container: Size) {
    this.#connection = connection;
    this.#session = takeKeptSession(connection);
    this.#worker.onmessage = ({ data }: MessageEvent<WorkerReport>) => this.#receive(data);
    // A worker that does not start, or fails, is a fault of ours: there is no session without it.
    this.#worker.onerror = ({ message }) => this.#fail(message);
    const offscreen = this.canvas.transferControlToOffscreen();
    const tunnel = new URL("tunnel", document.baseURI);
    tunnel.protocol = tunnel.protocol === "https:" ? "wss:" : "ws:";
    tunnel.hash = "";
    this.#ask(
      {
        kind: "open",
        url: tunnel.href,
        signInUrl: new URL("api/session", document.baseURI).href,
        canvas: offscreen,
        connection: { dataSource: DATA_SOURCE, identifier: connection },
        session: this.#session,
        environment: {
          display: displayRequest(container, devicePixelRatio),
          timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          lockKeys: LIKELY_LOCKS,
        },
      },
      [offscreen],
    );
    const { signal } = this.#closing;
    document.addEventListener("visibilitychange", () => this.#tellVisibility(), { signal });
    addEventListener("pagehide", () => this.#keep(), { signal });
    addEventListener("online", () => this.retry(), { signal });
    if (document.hidden) this.#tellVisibility();
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Milliseconds since the desktop was asked for. */
  get age(): number {
    return performance.now() - this.#startedAt;
  }

  /** Calls `listener` after every change of `state`. Returns how to stop that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Sends what the user does at the desktop; nothing reaches a desktop that is not there or may only be looked at. */
  input(intentions: readonly Intention[]): void {
    const { phase } = this.#state;
    if (phase.kind !== "active" || phase.readOnly) return;
    this.#intend(phase.unicode ? intentions : intentions.filter(({ kind }) => kind !== "unicode"));
  }

  /** Asks for a desktop that fills `container` (CSS pixels). */
  resize(container: Size): void {
    this.#intend([{ kind: "resize", display: displayRequest(container, devicePixelRatio) }]);
  }

  answer(answer: Answer): void {
    this.#ask({ kind: "answer", answer });
  }

  /** Ends the session; the gateway's word that it has ended follows. */
  disconnect(): void {
    this.#intend([{ kind: "disconnect" }]);
  }

  /** Ends the session without waiting for the gateway's word; `close` may follow at once. */
  abandon(): void {
    this.disconnect();
    this.#isAbandoned = true;
  }

  /** Reaches for the gateway now. */
  retry(): void {
    const { line, phase } = this.#state;
    if (phase.kind !== "ended" && line !== "open") this.#ask({ kind: "retry" });
  }

  /** Leaves the desktop; its session stays alive for a while. */
  close(): void {
    this.#keep();
    this.#closing.abort();
    this.#listeners.clear();
    setTimeout(() => this.#worker.terminate(), this.#isAbandoned ? LAST_WORDS : 0);
  }

  #receive(report: WorkerReport): void {
    if (report.kind === "session") this.#session = report.id;
    if (report.kind === "lock-keys") this.keyboard.locksAtDesktop(report.keys);
    if (report.kind === "line") {
      // Releases are sent on the next line; what got lost on the way is put right there as well.
      const isBack = report.line.kind === "open" && this.#state.line === "waiting";
      this.input(isBack ? this.keyboard.startOver() : this.keyboard.releaseAll());
    }
    this.#state = nextState(this.#state, report, this.age);
    for (const listener of this.#listeners) listener();
  }

  #fail(detail: string): void {
    const failure = { code: "protocol-error", detail } as const;
    this.#receive({ kind: "status", status: { kind: "ended", failure } });
  }

  #keep(): void {
    const isOver = this.#isAbandoned || this.#state.phase.kind === "ended";
    if (this.#session !== undefined && !isOver) keepSession({ connection: this.#connection, session: this.#session });
  }

  #tellVisibility(): void {
    this.#intend([{ kind: "visibility", visible: !document.hidden }]);
  }

  #intend(intentions: readonly Intention[]): void {
    if (intentions.length > 0) this.#ask({ kind: "intend", intentions });
  }

  #ask(request: WorkerRequest, transfer: Transferable[] = []): void {
    this.#worker.postMessage(request, transfer);
  }
}
