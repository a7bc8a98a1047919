import {
  MOST_CONTACTS,
  PenFlag,
  type PenIntention,
  PenState,
  type TouchContact,
  type TouchIntention,
} from "@passerelle/tunnel";
import type { Point } from "../display/geometry.ts";

const MOST_PRESSURE = 1024;
/** MouseEvent.buttons of a pen: its barrel, and its other end. */
const BARREL = 2;
const ERASER = 32;

/** What a PointerEvent says of a finger or a pen; sizes in CSS pixels. */
export interface ContactEvent {
  readonly pointerId: number;
  /** Milliseconds. */
  readonly timeStamp: number;
  readonly width: number;
  readonly height: number;
  /** 0 to 1. */
  readonly pressure: number;
  readonly buttons: number;
  readonly twist: number;
  readonly tiltX: number;
  readonly tiltY: number;
}

/** Fingers and a pen as the desktop takes them itself ([MS-RDPEI]). */
export class Contacts {
  /** By the browser's id, which may be any number: the desktop counts from 0. */
  readonly #fingers = new Map<number, TouchContact>();
  #last = 0;

  /** A finger is down, or has moved. @param at desktop pixel @param scale desktop pixels per CSS pixel */
  touch(event: ContactEvent, at: Point, scale: number): TouchIntention | undefined {
    const id = this.#fingers.get(event.pointerId)?.id ?? this.#freeId();
    if (id === undefined) return undefined;
    const [width, height] = [Math.round(event.width * scale), Math.round(event.height * scale)];
    this.#fingers.set(event.pointerId, { id, ...at, width, height, pressure: pressureOf(event) });
    return this.#all(event, false);
  }

  /** A finger is up. @param cancelled the browser took it: nothing was meant */
  lift(event: ContactEvent, cancelled: boolean): TouchIntention | undefined {
    return this.#fingers.delete(event.pointerId) ? this.#all(event, cancelled) : undefined;
  }

  /** A pen. @param isAway it has left */
  pen(event: ContactEvent, at: Point, isAway = false): PenIntention {
    const isEraser = (event.buttons & ERASER) !== 0;
    const isTouching = (event.buttons & 1) !== 0 || isEraser;
    return {
      kind: "pen",
      elapsed: this.#elapsed(event),
      state: isAway ? PenState.Away : isTouching ? PenState.Touching : PenState.Hovering,
      flags: (event.buttons & BARREL ? PenFlag.Barrel : 0) | (isEraser ? PenFlag.Eraser : 0),
      ...at,
      pressure: pressureOf(event),
      ...{ rotation: event.twist, tiltX: event.tiltX, tiltY: event.tiltY },
    };
  }

  /** Nobody looks after the fingers any more; undefined if there are none. */
  cancelAll(): TouchIntention | undefined {
    if (this.#fingers.size === 0) return undefined;
    this.#fingers.clear();
    return { kind: "touch", elapsed: 0, cancelled: true, contacts: [] };
  }

  #all(event: ContactEvent, cancelled: boolean): TouchIntention {
    return { kind: "touch", elapsed: this.#elapsed(event), cancelled, contacts: [...this.#fingers.values()] };
  }

  #freeId(): number | undefined {
    const used = new Set([...this.#fingers.values()].map(({ id }) => id));
    return Array.from({ length: MOST_CONTACTS }, (_, id) => id).find((id) => !used.has(id));
  }

  #elapsed({ timeStamp }: ContactEvent): number {
    const elapsed = Math.max(0, Math.round((timeStamp - this.#last) * 1000));
    this.#last = timeStamp;
    return Math.min(elapsed, 0xffff_ffff);
  }
}

function pressureOf({ pressure }: ContactEvent): number {
  return Math.round(pressure * MOST_PRESSURE);
}
