import type { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { isFastPath } from "@passerelle/rdp";
import type { Fault, FaultAction } from "./fault.ts";
import type { SendAt } from "./protocol/stage.ts";

/** Actions that take more than bytes. */
export type ProtocolAction = Extract<FaultAction, { kind: "huge-message" | "error-info" | "redirect" | "reactivate" }>;

/** Writes what a session sends to its socket, but for the one fault that it was told to make. */
export class FaultyWire {
  #stream: Duplex;
  #fault: Fault | undefined;
  readonly #perform: (action: ProtocolAction) => void;
  #isSilent = false;
  /** The messages of a slow session, one after the other. */
  #queue: Promise<void> | undefined;
  #delay = 0;

  /** @param perform does what takes the protocol */
  constructor(stream: Duplex, fault: Fault | undefined, perform: (action: ProtocolAction) => void) {
    this.#stream = stream;
    this.#fault = fault;
    this.#perform = perform;
  }

  /** Bytes that the client has not read. */
  get unsent(): number {
    return this.#stream.writableLength;
  }

  /** Goes on through another stream. */
  set stream(stream: Duplex) {
    this.#stream = stream;
  }

  readonly send: SendAt = (stage, bytes) => {
    if (this.#fault?.at !== stage) {
      this.#write(bytes);
      return;
    }
    const { action } = this.#fault;
    this.#fault = undefined;
    this.act(action, bytes);
  };

  /** Whether the fault befalls the TLS handshake, which does not go through `send`. */
  get breaksTls(): boolean {
    return this.#fault?.at === "tls";
  }

  /** Sends what waits, and ends. */
  end(): void {
    this.#isSilent = true;
    this.#stream.end();
  }

  /** @param message what would have been sent */
  act(action: FaultAction, message: Uint8Array): void {
    switch (action.kind) {
      case "cut":
        this.#stream.destroy();
        return;
      case "silence":
        this.#isSilent = true;
        return;
      case "slow":
        this.#delay = action.milliseconds;
        this.#queue = Promise.resolve();
        this.#write(message);
        return;
      case "replace":
        this.#write(action.bytes);
        return;
      case "unfinished":
        this.#write(message.subarray(0, message.length >> 1));
        this.#isSilent = true;
        return;
      case "lying-length":
        this.#write(withLength(message, action.length));
        return;
      case "flood":
        this.#flood(action.bytes);
        return;
      default:
        this.#perform(action);
    }
  }

  #write(bytes: Uint8Array): void {
    if (this.#isSilent) return;
    if (!this.#queue) {
      this.#stream.write(bytes);
      return;
    }
    const stream = this.#stream;
    this.#queue = this.#queue.then(async () => {
      await delay(this.#delay);
      stream.write(bytes);
    });
  }

  #flood(bytes: Uint8Array): void {
    this.#isSilent = true;
    const stream = this.#stream;
    stream.pause();
    const pour = () => {
      while (!stream.destroyed && stream.write(bytes));
    };
    stream.on("drain", pour);
    pour();
  }
}

/** A TPKT or fast-path PDU that says it is so long. */
function withLength(message: Uint8Array, length: number): Uint8Array {
  const changed = message.slice();
  const at = isFastPath(message) ? 1 : 2;
  changed[at] = (length >> 8) | (isFastPath(message) ? 0x80 : 0);
  changed[at + 1] = length & 0xff;
  return changed;
}
