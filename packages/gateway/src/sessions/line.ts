import { DEVICE_SUBPROTOCOL, GUEST_DEVICE_SUBPROTOCOL } from "@passerelle/tunnel";
import type { WebSocket } from "ws";

export interface LineListener {
  message(bytes: Uint8Array): void;
  /** The line's buffer has shrunk. */
  drained(): void;
  closed(): void;
}

/** WebSocket close codes of our own (4000 to 4999, RFC 6455 7.4.2). */
export const LineClose = {
  Ended: { code: 1000, reason: "the session ended" },
  BadRecord: { code: 1008, reason: "a record breaks the format" },
  TakenOver: { code: 4001, reason: "the session goes on elsewhere" },
  TooSlow: { code: 4002, reason: "nothing was presented for too long" },
  SentAway: { code: 4004, reason: "the session is not shared with this guest any more" },
  TooMany: { code: 4003, reason: "too many lines wait for a session" },
  Stopping: { code: 1001, reason: "the gateway stops" },
} as const;

/** Bytes of one message from the browser. Intentions are small; the largest is an `Attach`. */
const MAX_TUNNEL_MESSAGE = 64 * 1024;
/** The same on a device line, which carries lists of many files. */
export const MAX_DEVICE_MESSAGE = 1024 * 1024;
/** Messages that a browser may send before it has its session. */
const MAX_HELD = 64;
/** Milliseconds between two pings; a line that answers none of three is dead. */
const PING_INTERVAL = 15_000;
const MAX_SILENCE = 3 * PING_INTERVAL;
const CLOSE_TIME = 5_000;
/** Bytes waiting for a browser from which it is not read any more: it asks for answers and takes none. */
const MAX_UNSENT = 2 * 1024 * 1024;

/** One WebSocket between a browser and its session. */
export class Line {
  readonly #socket: WebSocket;
  #listener: LineListener;
  #heard = performance.now();
  #pingedAt = 0;
  #roundTrip: number | undefined;
  #closed = false;
  #held: Uint8Array[] | undefined;
  readonly #pinger: NodeJS.Timeout;
  readonly #sent = () => {
    if (this.#socket.isPaused && this.unsent <= MAX_UNSENT) this.#socket.resume();
    this.#listener.drained();
  };

  constructor(socket: WebSocket, listener: LineListener) {
    this.#socket = socket;
    this.#listener = listener;
    this.#pinger = setInterval(() => this.#ping(), PING_INTERVAL);
    const isOfDevices = [DEVICE_SUBPROTOCOL, GUEST_DEVICE_SUBPROTOCOL].includes(socket.protocol);
    const longest = isOfDevices ? MAX_DEVICE_MESSAGE : MAX_TUNNEL_MESSAGE;
    socket.on("message", (data: unknown, isBinary: boolean) => {
      this.#heard = performance.now();
      if (!isBinary || !(data instanceof Uint8Array) || data.length > longest) this.close(LineClose.BadRecord);
      else this.#received(data);
    });
    // Each is answered by the WebSocket library.
    socket.on("ping", () => this.#checkUnsent());
    socket.on("pong", () => {
      this.#heard = performance.now();
      this.#roundTrip = Math.min(this.#roundTrip ?? Number.POSITIVE_INFINITY, performance.now() - this.#pingedAt);
    });
    // An error is always followed by `close`.
    socket.on("error", () => {});
    socket.on("close", () => this.#end());
    this.#ping();
  }

  /** Who hears of this line from now on. */
  set listener(listener: LineListener) {
    this.#listener = listener;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Bytes that wait in this process. */
  get unsent(): number {
    return this.#socket.bufferedAmount;
  }

  /** The shortest time to the browser and back so far, in milliseconds: nothing waited on the way. Undefined while unknown. */
  get roundTrip(): number | undefined {
    return this.#roundTrip;
  }

  /** Keeps what the browser sends, until `release`. */
  hold(): void {
    this.#held = [];
  }

  /** Hands on what was kept, and goes on. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const message of held) {
      if (!this.#closed) this.#listener.message(message);
    }
  }

  send(message: Uint8Array): void {
    if (this.#closed) return;
    this.#socket.send(message, this.#sent);
    this.#checkUnsent();
  }

  /** Sends what waits, then closes; a browser that does not answer is cut off. */
  close({ code, reason }: { readonly code: number; readonly reason: string }): void {
    if (this.#closed) return;
    this.#socket.close(code, reason);
    const timer = setTimeout(() => this.#socket.terminate(), CLOSE_TIME);
    this.#socket.once("close", () => clearTimeout(timer));
    this.#end();
  }

  #checkUnsent(): void {
    if (this.unsent > MAX_UNSENT) this.#socket.pause();
  }

  #received(message: Uint8Array): void {
    if (this.#closed) return;
    if (!this.#held) this.#listener.message(message);
    else if (this.#held.push(message) > MAX_HELD) this.close(LineClose.BadRecord);
  }

  #ping(): void {
    if (performance.now() - this.#heard > MAX_SILENCE) {
      this.#socket.terminate();
      return;
    }
    this.#pingedAt = performance.now();
    this.#socket.ping(undefined, undefined, this.#sent);
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#pinger);
    this.#listener.closed();
  }
}
