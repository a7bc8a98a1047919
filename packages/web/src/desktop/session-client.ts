import { type Answer, type Attach, type DisplayRequest, type Intention, LockKey } from "@passerelle/tunnel";
import { addressOf, type DesktopTarget } from "./desktop-target.ts";
import { PasteGate } from "./devices/clipboard/paste-gate.ts";
import { displayRequest, orientationOf, type Size } from "./display/geometry.ts";
import { keepSession, takeKeptSession } from "./kept-session.ts";
import { platformOf } from "./keyboard/keyboard-input.ts";
import { KeyboardMachine } from "./keyboard/keyboard-machine.ts";
import type { Arrangement } from "./monitors/arrangement.ts";
import { initialState, nextState, type SessionState } from "./session-state.ts";
import type { WorkerReport } from "./worker/messages.ts";
import { WorkerKeeper } from "./worker-keeper.ts";

/** The gateway has one. */
const DATA_SOURCE = "postgresql";
/** Until an event tells better, NumLock is on. */
const LIKELY_LOCKS = LockKey.NumLock;

/** Milliseconds in which a worker sends that its session is over. */
const LAST_WORDS = 1_000;
/** Milliseconds without a picture after which a worker that was started again is worth a word. */
const LONG_RESTART = 2_000;

/** The page's end of one session: the worker, the canvas it paints, and what is known of it. */
export class SessionClient {
  readonly platform = platformOf(navigator.userAgent);
  /** All input goes through it. */
  readonly pasteGate = new PasteGate((intentions) => this.#intend(intentions));
  readonly keyboard = new KeyboardMachine(this.platform, LIKELY_LOCKS);
  /** Of the link by which somebody else's desktop is shown. */
  readonly shareKey: string | undefined;
  readonly #target: DesktopTarget;
  readonly #worker: WorkerKeeper;
  readonly #startedAt = performance.now();
  readonly #listeners = new Set<() => void>();
  readonly #closing = new AbortController();
  #canvas = document.createElement("canvas");
  /** Takes the place of `#canvas` once there is a picture for it; it can be given to one worker only. */
  #nextCanvas: HTMLCanvasElement | undefined;
  #restartTimer: ReturnType<typeof setTimeout> | undefined;
  #display: DisplayRequest;
  #arrangement: Arrangement | undefined;
  /** Of the windows that show the desktop. */
  readonly #documents = new Set([document]);
  #session: string | undefined;
  #isAbandoned = false;
  #isMeasured = false;
  #state = initialState;

  /**
   * Opens a desktop, or comes back to the session of it that this tab showed before.
   * @param container CSS pixels that the desktop may fill
   */
  constructor(target: DesktopTarget, container: Size) {
    this.#target = target;
    this.#display = displayRequest(container, devicePixelRatio, orientationOf(screen));
    this.shareKey = target.kind === "share" ? target.identifier : undefined;
    this.#session = this.isGuest ? undefined : takeKeptSession(addressOf(target));
    this.#worker = new WorkerKeeper({
      started: (isRestart) => this.#open(isRestart),
      report: (report) => this.#receive(report),
      gaveUp: (reason) => this.#fail(reason),
    });
    this.#worker.start();
    const { signal } = this.#closing;
    document.addEventListener("visibilitychange", () => this.#tellVisibility(), { signal });
    addEventListener("pagehide", () => this.#keep(), { signal });
    addEventListener("online", () => this.retry(), { signal });
  }

  /** Shows the desktop; another one takes its place when the worker had to be started again. */
  get canvas(): HTMLCanvasElement {
    return this.#canvas;
  }

  /** The desktop is somebody else's, who shares it. */
  get isGuest(): boolean {
    return this.shareKey !== undefined;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Percent that the desktop was asked to scale its things to. */
  get scale(): number {
    return this.#display.scale;
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
    this.pasteGate.input(phase.unicode ? intentions : intentions.filter(({ kind }) => kind !== "unicode"));
  }

  /** Asks for a desktop, which is shown as arranged once it has that size; guests take it as it is. */
  resize(display: DisplayRequest, arrangement: Arrangement): void {
    if (this.isGuest) return;
    this.#display = display;
    this.#arrangement = arrangement;
    this.#worker.ask({ kind: "arrange", arrangement });
    this.#intend([{ kind: "resize", display }]);
  }

  /** Shows a part of the desktop on a canvas of another window. Returns how to stop that. */
  addView(view: number, canvas: HTMLCanvasElement): () => void {
    const offscreen = canvas.transferControlToOffscreen();
    this.#worker.ask({ kind: "add-view", view, canvas: offscreen }, [offscreen]);
    const { ownerDocument } = canvas;
    const stop = new AbortController();
    this.#documents.add(ownerDocument);
    ownerDocument.addEventListener("visibilitychange", () => this.#tellVisibility(), { signal: stop.signal });
    return () => {
      stop.abort();
      this.#documents.delete(ownerDocument);
      this.#worker.ask({ kind: "remove-view", view });
      this.#tellVisibility();
    };
  }

  answer(answer: Answer): void {
    this.#worker.ask({ kind: "answer", answer });
  }

  /** The person has read the first message. */
  closeMessage(): void {
    this.#change({ ...this.#state, messages: this.#state.messages.slice(1) });
  }

  /** Asks for figures once a second, or for no more of them. */
  measure(on: boolean): void {
    this.#isMeasured = on;
    this.#worker.ask({ kind: "measure", on });
    if (!on) this.#change({ ...this.#state, figures: undefined });
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
    if (phase.kind !== "ended" && line !== "open") this.#worker.ask({ kind: "retry" });
  }

  /** Leaves the desktop; its session stays alive for a while. */
  close(): void {
    this.#keep();
    this.#closing.abort();
    this.#listeners.clear();
    clearTimeout(this.#restartTimer);
    this.#worker.leaveAlone();
    setTimeout(() => this.#worker.close(), this.#isAbandoned ? LAST_WORDS : 0);
  }

  /** Gives a worker that was just started the session and a canvas. It has painted nothing yet: all is painted anew. */
  #open(isRestart: boolean): void {
    const canvas = isRestart ? document.createElement("canvas") : this.#canvas;
    if (isRestart) this.#awaitPicture(canvas);
    const offscreen = canvas.transferControlToOffscreen();
    const tunnel = new URL("tunnel", document.baseURI);
    tunnel.protocol = tunnel.protocol === "https:" ? "wss:" : "ws:";
    tunnel.hash = "";
    this.#worker.ask(
      {
        kind: "open",
        url: tunnel.href,
        signInUrl: this.isGuest ? undefined : new URL("api/session", document.baseURI).href,
        canvas: offscreen,
        ...this.#wanted(),
        environment: {
          display: this.#display,
          timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          lockKeys: LIKELY_LOCKS,
        },
      },
      [offscreen],
    );
    if (this.#isMeasured) this.#worker.ask({ kind: "measure", on: true });
    if (this.#arrangement) this.#worker.ask({ kind: "arrange", arrangement: this.#arrangement });
    if (document.hidden) this.#tellVisibility();
    this.#change({ ...this.#state, workers: this.#state.workers + 1, figures: undefined });
  }

  /** What the gateway is asked for. */
  #wanted(): Pick<Attach, "connection" | "group" | "share"> & { readonly session: string | undefined } {
    // Guests come back with their key.
    if (this.shareKey !== undefined) return { share: { key: this.shareKey }, session: undefined };
    const { kind, identifier } = this.#target;
    return { [kind]: { dataSource: DATA_SOURCE, identifier }, session: this.#session };
  }

  /** Goes on showing the picture of before until the next canvas has one. */
  #awaitPicture(canvas: HTMLCanvasElement): void {
    this.#nextCanvas = canvas;
    clearTimeout(this.#restartTimer);
    this.#restartTimer = setTimeout(() => this.#change({ ...this.#state, isRestoring: true }), LONG_RESTART);
  }

  #showNextCanvas(): void {
    const canvas = this.#nextCanvas;
    if (!canvas) return;
    this.#nextCanvas = undefined;
    clearTimeout(this.#restartTimer);
    canvas.style.cssText = this.#canvas.style.cssText;
    this.#canvas.replaceWith(canvas);
    this.#canvas = canvas;
  }

  #receive(report: WorkerReport): void {
    if (report.kind === "session") this.#session = report.id;
    if (report.kind === "lock-keys") this.keyboard.locksAtDesktop(report.keys);
    if (report.kind === "picture") this.#showNextCanvas();
    if (report.kind === "status" && report.status.kind === "ended") this.#worker.leaveAlone();
    if (report.kind === "line") {
      // Releases are sent on the next line; what got lost on the way is put right there as well.
      const isBack = report.line.kind === "open" && (this.#state.line === "waiting" || this.#nextCanvas !== undefined);
      this.input(this.keyboard.releaseAll());
      if (isBack) this.input(this.keyboard.startOver());
    }
    this.#change(nextState(this.#state, report, this.age));
  }

  #change(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  /** The session lives on in the gateway: whoever connects again comes back to it. */
  #fail(detail: string): void {
    this.#keep();
    clearTimeout(this.#restartTimer);
    const failure = { code: "decoder-failed", detail } as const;
    this.#receive({ kind: "status", status: { kind: "ended", failure } });
  }

  #keep(): void {
    const isOver = this.#isAbandoned || this.#state.phase.kind === "ended" || this.isGuest;
    if (this.#session !== undefined && !isOver)
      keepSession({ address: addressOf(this.#target), session: this.#session });
  }

  #tellVisibility(): void {
    this.#intend([{ kind: "visibility", visible: [...this.#documents].some(({ hidden }) => !hidden) }]);
  }

  #intend(intentions: readonly Intention[]): void {
    if (intentions.length > 0) this.#worker.ask({ kind: "intend", intentions });
  }
}
