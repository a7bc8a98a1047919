import { decodeTouch, encodeTouch, type PenIntention, type TouchIntention } from "./devices/touch.ts";
import { type DisplayRequest, decodeDisplay, encodeDisplay } from "./display.ts";
import type { PromptField } from "./downstream.ts";
import { TunnelFormatError } from "./record.ts";

/** What the browser sends: intentions, never RDP bytes. Numbers are little endian. */
export const Upstream = {
  /** JSON `Attach`: first on every line. */
  Attach: 0,
  /** u32: count of downstream records presented. */
  Acknowledge: 1,
  /** u8 flags (`KeyFlag`), u8 scancode (set 1, without prefix). */
  Key: 2,
  /** u8 flags (`KeyFlag.Release` or 0), u16 UTF-16 code unit. */
  Unicode: 3,
  /** u16 x, u16 y in desktop pixels. */
  PointerMove: 4,
  /** u8 button (`PointerButton`), u8 1 = pressed, u16 x, u16 y. */
  PointerButton: 5,
  /** u8 1 = horizontal, i16 rotation (120 = one notch; positive = away from the user, or right), u16 x, u16 y. */
  Wheel: 6,
  /** u8 of `LockKey` bits: the toggle keys as they are at the user's keyboard. */
  LockKeys: 7,
  /** u8 `FrameSource`, u32 frame id, u32 bytes of graphics received and not yet presented. */
  FrameShown: 8,
  /** u8 1 = the page is visible. */
  Visibility: 9,
  /** The desktop that the browser has room for, as `encodeDisplay` has it. */
  Resize: 10,
  /** JSON `Answer` to a prompt. */
  Answer: 11,
  /** Empty: the user ends the session. */
  Disconnect: 12,
  /** u32 any value: answered by `Pong`. */
  Ping: 13,
  /** i16 right, i16 down: how far the mouse has moved, of whatever the pointer is. */
  RelativeMove: 14,
  /** u8 button (`PointerButton`), u8 1 = pressed: where the pointer is. */
  RelativeButton: 15,
  /** The fingers on the desktop, as `encodeTouch` has them. */
  Touch: 16,
  /** u32 microseconds since the last record of touch or pen, u8 `PenState`, u8 `PenFlag` bits, u16 x, y, pressure, rotation, i16 tilts. */
  Pen: 17,
} as const;

export const KeyFlag = { Release: 1, Extended: 2, Extended1: 4 } as const;
export const PointerButton = {
  Left: 1,
  Right: 2,
  Middle: 3,
  Back: 4,
  Forward: 5,
} as const;
/** Which acknowledgement a frame needs: the surface command's frame marker or the graphics pipeline's. */
export const FrameSource = { SurfaceCommands: 0, Pipeline: 1 } as const;

/** What is stored under an identifier. */
export interface AttachTarget {
  readonly dataSource: string;
  readonly identifier: string;
}

/** A link to somebody else's session. */
export interface AttachShare {
  /** 44 characters of the URL-safe base64 alphabet; never logged. */
  readonly key: string;
}

export interface Attach {
  readonly protocol: 1;
  /** One of four. Open a new session of this connection ... */
  readonly connection?: AttachTarget;
  /** ... or of one that this balancing group chooses ... */
  readonly group?: AttachTarget;
  /** ... or come back to a live one. `received`: downstream records presented; absent when the page has no state left. */
  readonly session?: { readonly id: string; readonly received?: number };
  /** ... or look at somebody's who shares it. Guests always start from nothing, and are another guest each time. */
  readonly share?: AttachShare;
  readonly display: DisplayRequest;
  /** IANA name, such as `Indian/Antananarivo`. */
  readonly timezone: string;
  readonly lockKeys: number;
  /** What this client decodes beyond the codecs that every client has. `avc`: no H.264, YUV420p alone, or YUV444 as well. */
  readonly decodes: { readonly avc: "none" | "avc420" | "avc444" };
}

export type Answer = { readonly [field in PromptField]?: string };

/** The upstream records that are not JSON, decoded. */
export type Intention =
  | { readonly kind: "acknowledge"; readonly count: number }
  | { readonly kind: "key"; readonly scancode: number; readonly flags: number }
  | { readonly kind: "unicode"; readonly unit: number; readonly flags: number }
  | { readonly kind: "pointer-move"; readonly x: number; readonly y: number }
  | {
      readonly kind: "pointer-button";
      readonly button: number;
      readonly pressed: boolean;
      readonly x: number;
      readonly y: number;
    }
  | {
      readonly kind: "wheel";
      readonly horizontal: boolean;
      readonly rotation: number;
      readonly x: number;
      readonly y: number;
    }
  | { readonly kind: "lock-keys"; readonly keys: number }
  | {
      readonly kind: "frame-shown";
      readonly source: number;
      readonly frame: number;
      readonly pending: number;
    }
  | { readonly kind: "visibility"; readonly visible: boolean }
  | { readonly kind: "resize"; readonly display: DisplayRequest }
  | { readonly kind: "disconnect" }
  | { readonly kind: "ping"; readonly value: number }
  | { readonly kind: "relative-move"; readonly x: number; readonly y: number }
  | { readonly kind: "relative-button"; readonly button: number; readonly pressed: boolean }
  | TouchIntention
  | PenIntention;

/** An intention whose record is always of the same length. */
type FixedIntention = Exclude<Intention, { readonly kind: "resize" | "touch" }>;

/** Field layouts: one letter a field, b = u8, h = u16, s = i16, w = u32. */
const LAYOUTS: Readonly<Record<FixedIntention["kind"], { readonly type: number; readonly layout: string }>> = {
  acknowledge: { type: Upstream.Acknowledge, layout: "w" },
  key: { type: Upstream.Key, layout: "bb" },
  unicode: { type: Upstream.Unicode, layout: "bh" },
  "pointer-move": { type: Upstream.PointerMove, layout: "hh" },
  "pointer-button": { type: Upstream.PointerButton, layout: "bbhh" },
  wheel: { type: Upstream.Wheel, layout: "bshh" },
  "lock-keys": { type: Upstream.LockKeys, layout: "b" },
  "frame-shown": { type: Upstream.FrameShown, layout: "bww" },
  visibility: { type: Upstream.Visibility, layout: "b" },
  disconnect: { type: Upstream.Disconnect, layout: "" },
  ping: { type: Upstream.Ping, layout: "w" },
  "relative-move": { type: Upstream.RelativeMove, layout: "ss" },
  "relative-button": { type: Upstream.RelativeButton, layout: "bb" },
  pen: { type: Upstream.Pen, layout: "wbbhhhhss" },
};
const WIDTHS: Readonly<Record<string, number>> = { b: 1, h: 2, s: 2, w: 4 };

function fieldsOf(intention: FixedIntention): number[] {
  switch (intention.kind) {
    case "acknowledge":
      return [intention.count];
    case "key":
      return [intention.flags, intention.scancode];
    case "unicode":
      return [intention.flags, intention.unit];
    case "pointer-move":
      return [intention.x, intention.y];
    case "pointer-button":
      return [intention.button, intention.pressed ? 1 : 0, intention.x, intention.y];
    case "wheel":
      return [intention.horizontal ? 1 : 0, intention.rotation, intention.x, intention.y];
    case "lock-keys":
      return [intention.keys];
    case "frame-shown":
      return [intention.source, intention.frame, intention.pending];
    case "visibility":
      return [intention.visible ? 1 : 0];
    case "disconnect":
      return [];
    case "ping":
      return [intention.value];
    case "relative-move":
      return [intention.x, intention.y];
    case "relative-button":
      return [intention.button, intention.pressed ? 1 : 0];
    case "pen": {
      const { elapsed, state, flags, x, y, pressure, rotation, tiltX, tiltY } = intention;
      return [elapsed, state, flags, x, y, pressure, rotation, tiltX, tiltY];
    }
  }
}

/** The record of an intention: its type and payload. */
export function encodeIntention(intention: Intention): {
  type: number;
  payload: Uint8Array;
} {
  if (intention.kind === "resize") return { type: Upstream.Resize, payload: encodeDisplay(intention.display) };
  if (intention.kind === "touch") return { type: Upstream.Touch, payload: encodeTouch(intention) };
  const { type, layout } = LAYOUTS[intention.kind];
  const fields = fieldsOf(intention);
  const payload = new Uint8Array(sizeOf(layout));
  const view = new DataView(payload.buffer);
  let offset = 0;
  for (const [index, letter] of [...layout].entries()) {
    const value = fields[index] as number;
    if (letter === "b") view.setUint8(offset, value);
    else if (letter === "h") view.setUint16(offset, value, true);
    else if (letter === "s") view.setInt16(offset, value, true);
    else view.setUint32(offset, value, true);
    offset += WIDTHS[letter] as number;
  }
  return { type, payload };
}

/** The intention in a record. Throws TunnelFormatError for an unknown type or a payload of the wrong size. */
export function decodeIntention(type: number, payload: Uint8Array): Intention {
  if (type === Upstream.Resize) return { kind: "resize", display: decodeDisplay(payload) };
  if (type === Upstream.Touch) return decodeTouch(payload);
  const kind = KIND_OF_TYPE.get(type);
  if (!kind) throw new TunnelFormatError(`unknown upstream record type ${type}`);
  const { layout } = LAYOUTS[kind];
  if (payload.length !== sizeOf(layout)) {
    throw new TunnelFormatError(`${kind} record has ${payload.length} bytes instead of ${sizeOf(layout)}`);
  }
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const f: number[] = [];
  let offset = 0;
  for (const letter of layout) {
    if (letter === "b") f.push(view.getUint8(offset));
    else if (letter === "h") f.push(view.getUint16(offset, true));
    else if (letter === "s") f.push(view.getInt16(offset, true));
    else f.push(view.getUint32(offset, true));
    offset += WIDTHS[letter] as number;
  }
  const [a = 0, b = 0, c = 0, d = 0, e = 0, pressure = 0, rotation = 0, tiltX = 0, tiltY = 0] = f;
  switch (kind) {
    case "acknowledge":
      return { kind, count: a };
    case "key":
      return { kind, flags: a, scancode: b };
    case "unicode":
      return { kind, flags: a, unit: b };
    case "pointer-move":
      return { kind, x: a, y: b };
    case "pointer-button":
      return { kind, button: a, pressed: b === 1, x: c, y: d };
    case "wheel":
      return { kind, horizontal: a === 1, rotation: b, x: c, y: d };
    case "lock-keys":
      return { kind, keys: a };
    case "frame-shown":
      return { kind, source: a, frame: b, pending: c };
    case "visibility":
      return { kind, visible: a === 1 };
    case "disconnect":
      return { kind };
    case "ping":
      return { kind, value: a };
    case "relative-move":
      return { kind, x: a, y: b };
    case "relative-button":
      return { kind, button: a, pressed: b === 1 };
    case "pen":
      return { kind, elapsed: a, state: b, flags: c, x: d, y: e, pressure, rotation, tiltX, tiltY };
  }
}

const KIND_OF_TYPE = new Map(
  (Object.keys(LAYOUTS) as FixedIntention["kind"][]).map((kind) => [LAYOUTS[kind].type, kind] as const),
);

function sizeOf(layout: string): number {
  let size = 0;
  for (const letter of layout) size += WIDTHS[letter] as number;
  return size;
}
