import {
  type Attach,
  encodeIntention,
  encodeJson,
  GUEST_SUBPROTOCOL,
  MessageWriter,
  SUBPROTOCOL,
  Upstream,
} from "@passerelle/tunnel";
import { waitBeforeAttempt } from "./backoff.ts";
import type { LineState } from "./messages.ts";

/** Hears of a line, and says what is sent on it first. */
export interface LineListener {
  /** What `Attach` says on the line that was just made. */
  attach(): Attach;
  message(bytes: Uint8Array): void;
  state(state: LineState): void;
  /** Nobody is signed in any more. */
  signedOut(): void;
}

/** How the gateway closes a line: after the session's last record, and when another page attaches to the session. */
const ENDED = 1000;
const TAKEN_OVER = 4001;

/** Milliseconds between two pings, and without an answer to one after which the line is dead. */
const PING_INTERVAL = 5_000;
const MAX_SILENCE = 10_000;

/** The WebSocket to the gateway: made again whenever it breaks, until it is closed here. */
export class Line {
  readonly #url: string;
  readonly #signInUrl: string | undefined;
  readonly #listener: LineListener;
  #socket: WebSocket | undefined;
  #failures = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #pingTimer: ReturnType<typeof setInterval> | undefined;
  /** When the ping that is not answered yet was sent. */
  #pingSentAt: number | undefined;
  #pings = 0;
  #closed = false;

  /** @param signInUrl answers 403 when nobody is signed in any more; undefined for guests, who need not be */
  constructor(url: string, signInUrl: string | undefined, listener: LineListener) {
    this.#url = url;
    this.#signInUrl = signInUrl;
    this.#listener = listener;
  }

  /** Makes a line now, whatever there was before, unless it was ended. */
  open(): void {
    if (this.#closed) return;
    clearTimeout(this.#retryTimer);
    this.#abandon();
    const socket = new WebSocket(this.#url, this.#signInUrl === undefined ? GUEST_SUBPROTOCOL : SUBPROTOCOL);
    this.#socket = socket;
    let opened = false;
    let answered = false;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      opened = true;
      const writer = new MessageWriter();
      writer.append(Upstream.Attach, encodeJson(this.#listener.attach()));
      socket.send(writer.take());
      this.#pingTimer = setInterval(() => this.ping(), PING_INTERVAL);
      this.#listener.state({ kind: "open" });
    };
    socket.onmessage = ({ data }) => {
      this.#failures = 0;
      if (!answered) this.ping();
      answered = true;
      if (data instanceof ArrayBuffer) this.#listener.message(new Uint8Array(data));
    };
    socket.onclose = ({ code }) => this.#broken(code, opened);
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Sends a message, if there is a line. */
  send(message: Uint8Array<ArrayBuffer>): void {
    if (this.isOpen) this.#socket?.send(message);
  }

  /** A Pong has arrived. Returns the round trip in milliseconds, undefined if it answers another ping than the last. */
  pong(value: number): number | undefined {
    if (value !== this.#pings || this.#pingSentAt === undefined) return undefined;
    const roundTrip = performance.now() - this.#pingSentAt;
    this.#pingSentAt = undefined;
    return roundTrip;
  }

  /** Ends the line for good. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#retryTimer);
    this.#abandon();
  }

  /** Sends a ping, unless one is on its way; breaks a line that has left it without an answer for too long. */
  ping(): void {
    if (!this.isOpen) return;
    if (this.#pingSentAt !== undefined) {
      if (performance.now() - this.#pingSentAt < MAX_SILENCE) return;
      this.#abandon();
      this.#broken(0, true);
      return;
    }
    this.#pingSentAt = performance.now();
    const writer = new MessageWriter();
    const { type, payload } = encodeIntention({ kind: "ping", value: ++this.#pings });
    writer.append(type, payload);
    this.send(writer.take());
  }

  /** Lets go of the socket without hearing of its end. */
  #abandon(): void {
    clearInterval(this.#pingTimer);
    this.#pingSentAt = undefined;
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #broken(code: number, opened: boolean): void {
    this.#abandon();
    if (this.#closed || code === ENDED) return;
    if (code === TAKEN_OVER) {
      this.#listener.state({ kind: "taken-over" });
      return;
    }
    this.#listener.state({ kind: "waiting" });
    this.#retryTimer = setTimeout(() => this.open(), waitBeforeAttempt(this.#failures++, Math.random()));
    // Browsers do not say why an upgrade was refused.
    if (!opened && this.#signInUrl) this.#checkSignIn(this.#signInUrl);
  }

  #checkSignIn(url: string): void {
    fetch(url, { method: "HEAD", credentials: "same-origin" }).then(
      ({ status }) => {
        if (status === 403 && !this.#closed) this.#listener.signedOut();
      },
      () => {
        // No answer: the next attempt will tell.
      },
    );
  }
}
