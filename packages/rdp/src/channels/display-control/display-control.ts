import { monitorsOf } from "../../monitors.ts";
import type { Output } from "../../output.ts";
import type { DesktopGeometry, PlacedMonitor } from "../../settings.ts";
import type { DynamicChannel, DynamicChannelListener } from "../dynamic/dynamic-channels.ts";
import { type DisplayControlCaps, decodeDisplayControlCaps, encodeMonitorLayout } from "./display-control-pdus.ts";

/** The client side of the display control channel ([MS-RDPEDISP] 3.2). */
export class DisplayControl implements DynamicChannelListener {
  readonly delivery = "messages";
  readonly #emit: (output: Output) => void;
  #channel: DynamicChannel | undefined;
  #limits: DisplayControlCaps | undefined;

  constructor(emit: (output: Output) => void) {
    this.#emit = emit;
  }

  /** The server has said what it takes. */
  get isOpen(): boolean {
    return this.#limits !== undefined;
  }

  /** Asks for this desktop, or for the part of it that the server can have. */
  resize(desktop: DesktopGeometry): void {
    if (this.#limits) this.#channel?.send(encodeMonitorLayout(withinCaps(desktop, this.#limits)));
  }

  opened(channel: DynamicChannel): void {
    this.#channel = channel;
  }

  received(message: Uint8Array): void {
    this.#limits = decodeDisplayControlCaps(message);
    this.#emit({ type: "resizable", monitors: Math.max(this.#limits.maxMonitors, 1) });
  }

  closed(): void {
    this.#channel = undefined;
    this.#limits = undefined;
    this.#emit({ type: "resizable", monitors: 0 });
  }
}

/** The monitors of a desktop that a server can have: all of them, else the primary one, else that in a smaller size. */
export function withinCaps(desktop: DesktopGeometry, { maxMonitors, maxArea }: DisplayControlCaps): PlacedMonitor[] {
  const monitors = monitorsOf(desktop);
  const area = monitors.reduce((sum, { width, height }) => sum + width * height, 0);
  if (monitors.length <= Math.max(maxMonitors, 1) && area <= maxArea) return monitors;
  const [primary] = monitorsOf({ ...desktop, furtherMonitors: [] }) as [PlacedMonitor];
  const factor = Math.min(1, Math.sqrt(maxArea / (primary.width * primary.height)));
  const [width, height] = [Math.floor(primary.width * factor), Math.floor(primary.height * factor)];
  return [{ ...primary, width, height }];
}
