import { type ChannelHandler, type Pen, TouchInput } from "@passerelle/rdp";
import {
  DeviceDown,
  encodeJson,
  MOST_CONTACTS,
  PenFlag,
  type PenIntention,
  PenState,
  type TouchIntention,
  type TouchState,
} from "@passerelle/tunnel";
import type { Device, DeviceLink, DevicePage } from "../devices/device.ts";
import type { SessionLogger } from "../sessions/session-logger.ts";

const MOST_PRESSURE = 1024;
const MOST_TILT = 90;

/** Fingers and pens of the page, for a desktop that takes them ([MS-RDPEI]). What they do comes through the tunnel, as keys do. */
export class TouchDevice implements Device {
  readonly #logger: SessionLogger;
  #link: DeviceLink | undefined;
  #input: TouchInput | undefined;
  #page: DevicePage | undefined;

  constructor(logger: SessionLogger) {
    this.#logger = logger;
  }

  connect(link: DeviceLink): readonly ChannelHandler[] {
    this.#link = link;
    this.#input = new TouchInput({
      mostContacts: MOST_CONTACTS,
      changed: () => this.#tell(),
      failed: (error) => this.#logger.warn({ problem: error.message }, "the server broke the protocol of touch input"),
    });
    return [this.#input];
  }

  disconnected(): void {
    this.#link = undefined;
    this.#input = undefined;
    this.#tell();
  }

  attached(page: DevicePage): void {
    this.#page = page;
    this.#tell();
  }

  /** What the page held down is held by nobody now. */
  detached(): void {
    this.#page = undefined;
    this.input({ kind: "touch", elapsed: 0, cancelled: true, contacts: [] });
  }

  /** What the person does. */
  input(intention: TouchIntention | PenIntention): void {
    const input = this.#input;
    this.#link?.perform(() => {
      if (intention.kind === "touch") input?.touch(intention.contacts, intention.elapsed, intention.cancelled);
      else input?.pen(penOf(intention), intention.elapsed);
    });
  }

  #tell(): void {
    const state: TouchState = {
      mostContacts: this.#input?.mostContacts ?? 0,
      pen: this.#input?.takesPen ?? false,
    };
    this.#page?.send(DeviceDown.TouchState, encodeJson(state));
  }
}

function penOf({ state, flags, x, y, pressure, rotation, tiltX, tiltY }: PenIntention): Pen {
  return {
    state: state === PenState.Touching ? "touching" : state === PenState.Hovering ? "hovering" : "away",
    barrel: (flags & PenFlag.Barrel) !== 0,
    eraser: (flags & PenFlag.Eraser) !== 0,
    ...{ x, y, pressure: Math.min(pressure, MOST_PRESSURE), rotation: rotation % 360 },
    ...{ tiltX: clampTilt(tiltX), tiltY: clampTilt(tiltY) },
  };
}

function clampTilt(degrees: number): number {
  return Math.max(-MOST_TILT, Math.min(MOST_TILT, degrees));
}
