import type { Reader } from "../wire/reader.ts";
import type { Writer } from "../wire/writer.ts";

/** The buttons that a pointer event can name ([MS-RDPBCGR] 2.2.8.1.1.3.1.1.3 and 2.2.8.1.1.3.1.1.4). */
export type MouseButton = "left" | "right" | "middle" | "x1" | "x2";

/** What the user does with keyboard and mouse; positions in pixels of the desktop. */
export type InputEvent =
  | {
      readonly type: "scancode";
      /** 0 to 255, set 1 without prefix. */
      readonly code: number;
      /** Prefix 0xe0. */
      readonly extended: boolean;
      /** Prefix 0xe1. */
      readonly extended1: boolean;
      readonly released: boolean;
    }
  | { readonly type: "unicode"; readonly codeUnit: number; readonly released: boolean }
  | { readonly type: "move"; readonly x: number; readonly y: number }
  | {
      readonly type: "button";
      readonly button: MouseButton;
      readonly pressed: boolean;
      readonly x: number;
      readonly y: number;
    }
  | {
      readonly type: "wheel";
      readonly axis: "vertical" | "horizontal";
      /** 120 a notch; positive is away from the user, or right. */
      readonly rotation: number;
      readonly x: number;
      readonly y: number;
    }
  /** Pixels to the right and down from wherever the pointer is ([MS-RDPBCGR] 2.2.8.1.1.3.1.1.7). */
  | { readonly type: "relativeMove"; readonly x: number; readonly y: number }
  | { readonly type: "relativeButton"; readonly button: MouseButton; readonly pressed: boolean }
  /** TS_SYNC_EVENT toggle bits: scroll lock 1, num lock 2, caps lock 4, kana lock 8. */
  | { readonly type: "synchronize"; readonly toggles: number };

/** pointerFlags ([MS-RDPBCGR] 2.2.8.1.1.3.1.1.3 and .4). */
const pointer = {
  wheelMask: 0x01ff,
  wheel: 0x0200,
  horizontalWheel: 0x0400,
  move: 0x0800,
  left: 0x1000,
  right: 0x2000,
  middle: 0x4000,
  down: 0x8000,
} as const;
const extendedPointer = { x1: 0x0001, x2: 0x0002, down: 0x8000 } as const;
/** pointerFlags of TS_RELPOINTER_EVENT ([MS-RDPBCGR] 2.2.8.1.1.3.1.1.7), whose buttons are those of both. */
const relativeButtons = {
  left: pointer.left,
  right: pointer.right,
  middle: pointer.middle,
  x1: extendedPointer.x1,
  x2: extendedPointer.x2,
} as const;

/** A mouse event as both paths carry it. */
export interface PointerFields {
  /** TS_POINTERX_EVENT instead of TS_POINTER_EVENT. */
  readonly isExtended: boolean;
  readonly flags: number;
  readonly x: number;
  readonly y: number;
}

export type PointerEvent = Extract<InputEvent, { type: "move" | "button" | "wheel" }>;

export type RelativeEvent = Extract<InputEvent, { type: "relativeMove" | "relativeButton" }>;

/** Two notches: as much as the 9 bits of a wheel event hold without breaking a notch. */
const largestRotation = 240;
/** What one event of the user may turn at most. */
const maximumRotation = 0x7fff;

/** Splits large wheel rotations into events that fit the wire; other events stay as they are. */
export function splitRotations(events: readonly InputEvent[]): InputEvent[] {
  return events.flatMap((event) => {
    if (event.type !== "wheel") return [event];
    const parts: InputEvent[] = [];
    let rest = Math.max(-maximumRotation, Math.min(maximumRotation, Math.trunc(event.rotation) || 0));
    while (rest !== 0) {
      const rotation = Math.max(-largestRotation, Math.min(largestRotation, rest));
      parts.push({ ...event, rotation });
      rest -= rotation;
    }
    return parts;
  });
}

export function toPointerFields(event: PointerEvent): PointerFields {
  const x = coordinate(event.x);
  const y = coordinate(event.y);
  switch (event.type) {
    case "move":
      return { isExtended: false, flags: pointer.move, x, y };
    case "wheel": {
      const axis = event.axis === "vertical" ? pointer.wheel : pointer.horizontalWheel;
      return { isExtended: false, flags: axis | (event.rotation & pointer.wheelMask), x, y };
    }
    case "button": {
      const { button, pressed } = event;
      if (button === "x1" || button === "x2") {
        return { isExtended: true, flags: extendedPointer[button] | (pressed ? extendedPointer.down : 0), x, y };
      }
      return { isExtended: false, flags: pointer[button] | (pressed ? pointer.down : 0), x, y };
    }
  }
}

function fromPointerFields({ isExtended, flags, x, y }: PointerFields): PointerEvent {
  if (isExtended) {
    const button = flags & extendedPointer.x1 ? "x1" : "x2";
    return { type: "button", button, pressed: (flags & extendedPointer.down) !== 0, x, y };
  }
  if (flags & (pointer.wheel | pointer.horizontalWheel)) {
    const axis = flags & pointer.horizontalWheel ? "horizontal" : "vertical";
    return { type: "wheel", axis, rotation: ((flags & pointer.wheelMask) << 23) >> 23, x, y };
  }
  const pressed = (flags & pointer.down) !== 0;
  for (const button of ["left", "right", "middle"] as const) {
    if (flags & pointer[button]) return { type: "button", button, pressed, x, y };
  }
  return { type: "move", x, y };
}

export function readPointer(reader: Reader, isExtended: boolean): PointerEvent {
  return fromPointerFields({ isExtended, flags: reader.u16(), x: reader.u16(), y: reader.u16() });
}

/** TS_RELPOINTER_EVENT as both paths carry it: flags, then how far right and down. */
export function writeRelative(writer: Writer, event: RelativeEvent): void {
  if (event.type === "relativeMove") writer.u16(pointer.move).i16(distance(event.x)).i16(distance(event.y));
  else
    writer
      .u16(relativeButtons[event.button] | (event.pressed ? pointer.down : 0))
      .i16(0)
      .i16(0);
}

export function readRelative(reader: Reader): RelativeEvent {
  const [flags, x, y] = [reader.u16(), reader.i16(), reader.i16()];
  for (const button of ["left", "right", "middle", "x1", "x2"] as const) {
    const isNamed = (flags & relativeButtons[button]) !== 0;
    if (isNamed) return { type: "relativeButton", button, pressed: (flags & pointer.down) !== 0 };
  }
  return { type: "relativeMove", x, y };
}

function distance(value: number): number {
  return Math.max(-0x8000, Math.min(0x7fff, Math.round(value)));
}

function coordinate(value: number): number {
  return Math.max(0, Math.min(0xffff, Math.round(value)));
}
