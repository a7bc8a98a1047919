import type { Output } from "../../output.ts";
import type { DesktopGeometry } from "../../settings.ts";
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

  /** Asks for one monitor of this geometry, if the server takes such requests. */
  resize(desktop: DesktopGeometry): void {
    if (!this.#limits || desktop.width * desktop.height > this.#limits.maxArea) return;
    this.#channel?.send(encodeMonitorLayout([{ primary: true, left: 0, top: 0, ...desktop }]));
  }

  opened(channel: DynamicChannel): void {
    this.#channel = channel;
  }

  received(message: Uint8Array): void {
    this.#limits = decodeDisplayControlCaps(message);
    this.#emit({ type: "resizable" });
  }

  closed(): void {
    this.#channel = undefined;
    this.#limits = undefined;
  }
}
