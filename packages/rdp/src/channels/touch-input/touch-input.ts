import type { DecodeError } from "../../wire/decode-error.ts";
import type { ChannelHandler, OpenChannel } from "../channel-handler.ts";
import {
  type ClientTouchPdu,
  ContactFlag,
  decodeServerTouchPdu,
  encodeClientTouchPdu,
  PenContactFlag,
  type PenData,
  TouchVersion,
  touchChannelName,
} from "./touch-pdus.ts";

/** A finger that is on the desktop; positions and sizes in desktop pixels. */
export interface Finger {
  /** Tells fingers apart as long as they are down. */
  readonly id: number;
  readonly x: number;
  readonly y: number;
  /** What it covers; 0: not known. */
  readonly width: number;
  readonly height: number;
  /** 0 to 1024. */
  readonly pressure: number;
}

/** A pen and where it is. */
export interface Pen {
  readonly state: "away" | "hovering" | "touching";
  readonly x: number;
  readonly y: number;
  readonly barrel: boolean;
  readonly eraser: boolean;
  /** 0 to 1024. */
  readonly pressure: number;
  /** Degrees, 0 to 359. */
  readonly rotation: number;
  /** Degrees, -90 to 90. */
  readonly tiltX: number;
  readonly tiltY: number;
}

export interface TouchInputOptions {
  /** Fingers that the user's device tells apart. */
  readonly mostContacts: number;
  /** Whether the server takes fingers and pens has changed; the handler knows then. */
  readonly changed: () => void;
  readonly failed: (error: DecodeError) => void;
}

const { Down, Update, Up, InRange, InContact, Cancelled } = ContactFlag;
const ENGAGED = InRange | InContact;
/** There is one. */
const PEN_DEVICE = 0;
/** Some devices tell no pressure of a finger. */
const NO_PRESSURE = 0;

/**
 * The client side of the input channel ([MS-RDPEI] 3.2). It is told which fingers are down and where the pen is, and makes of
 * it what the state machines of 3.1.1.1 allow: each contact goes down once, is updated in every frame, and goes up once.
 */
export class TouchInput implements ChannelHandler {
  readonly dynamicChannels = [touchChannelName];
  readonly #options: TouchInputOptions;
  #channel: OpenChannel | undefined;
  /** Of both sides; 0 until the server has said its own. */
  #version = 0;
  #isSuspended = false;
  #fingers: ReadonlyMap<number, Finger> = new Map();
  #pen: Pen["state"] = "away";
  #hasTouched = false;
  #hasDrawn = false;

  constructor(options: TouchInputOptions) {
    this.#options = options;
  }

  /** Fingers that the server takes now; 0: none. */
  get mostContacts(): number {
    return this.#takes ? this.#options.mostContacts : 0;
  }

  /** The server takes a pen now. */
  get takesPen(): boolean {
    return this.#takes && this.#version >= TouchVersion.V200;
  }

  /**
   * All fingers that are down.
   * @param offset microseconds since the last call of this or of `pen`
   * @param cancelled those that are down no more were taken away, and meant nothing
   */
  touch(fingers: readonly Finger[], offset: number, cancelled = false): void {
    if (!this.#takes) return;
    const before = this.#fingers;
    const now = new Map(fingers.slice(0, this.#options.mostContacts).map((finger) => [finger.id, finger] as const));
    this.#fingers = now;
    const up = Up | (cancelled ? Cancelled : 0);
    const lifted = [...before.values()].filter(({ id }) => !now.has(id)).map((finger) => contactOf(finger, up));
    const held = [...now.values()].map((finger) =>
      contactOf(finger, (before.has(finger.id) ? Update : Down) | ENGAGED),
    );
    const contacts = [...lifted, ...held];
    if (contacts.length === 0) return;
    this.#send({ type: "touch", encodeTime: 0, frames: [{ offset: this.#hasTouched ? offset : 0, contacts }] });
    this.#hasTouched = true;
  }

  /** Where the pen is. @param offset as `touch` has it */
  pen(pen: Pen, offset: number): void {
    if (!this.takesPen) return;
    const flags = penFlags(this.#pen, pen.state);
    this.#pen = pen.state;
    if (flags === undefined) return;
    const frame = { offset: this.#hasDrawn ? offset : 0, contacts: [penContactOf(pen, flags)] };
    this.#send({ type: "pen", encodeTime: 0, frames: [frame] });
    this.#hasDrawn = true;
  }

  opened(channel: OpenChannel): void {
    this.#channel = channel;
  }

  received(message: Uint8Array): void {
    const pdu = decodeServerTouchPdu(message);
    switch (pdu?.type) {
      case "ready": {
        this.#version = Math.min(pdu.version, TouchVersion.V200);
        const { mostContacts } = this.#options;
        this.#send({ type: "ready", flags: 0, version: this.#version, mostContacts });
        break;
      }
      case "suspend":
        this.#isSuspended = true;
        this.#forget();
        break;
      case "resume":
        this.#isSuspended = false;
        break;
      case undefined:
        return;
    }
    this.#options.changed();
  }

  closed(): void {
    this.#channel = undefined;
    this.#version = 0;
    this.#isSuspended = false;
    this.#forget();
    this.#options.changed();
  }

  failed(error: DecodeError): void {
    this.closed();
    this.#options.failed(error);
  }

  get #takes(): boolean {
    return this.#channel !== undefined && this.#version > 0 && !this.#isSuspended;
  }

  #forget(): void {
    this.#fingers = new Map();
    this.#pen = "away";
  }

  #send(pdu: ClientTouchPdu): void {
    this.#channel?.send(encodeClientTouchPdu(pdu));
  }
}

function contactOf({ id, x, y, width, height, pressure }: Finger, flags: number) {
  const [left, top] = [-Math.floor(width / 2), -Math.floor(height / 2)];
  return {
    ...{ id, x, y, flags },
    ...(width > 0 && height > 0 && { rectangle: { left, top, right: left + width, bottom: top + height } }),
    ...(pressure !== NO_PRESSURE && { pressure }),
  };
}

/** The contactFlags that lead from one state of the pen to another ([MS-RDPEI] 3.1.1.1); undefined: it is still away. */
function penFlags(before: Pen["state"], now: Pen["state"]): number | undefined {
  if (now === "touching") return (before === "touching" ? Update : Down) | ENGAGED;
  if (now === "hovering") return before === "touching" ? Up | InRange : Update | InRange;
  if (before === "touching") return Up;
  return before === "hovering" ? Update : undefined;
}

function penContactOf(pen: Pen, flags: number): PenData {
  const { x, y, barrel, eraser, pressure, rotation, tiltX, tiltY } = pen;
  const penFlags =
    (barrel ? PenContactFlag.Barrel : 0) | (eraser ? PenContactFlag.Eraser | PenContactFlag.Inverted : 0);
  return { device: PEN_DEVICE, x, y, flags, penFlags, pressure, rotation, tiltX, tiltY };
}
