import type { Output } from "../../output.ts";
import type { DynamicChannel, DynamicChannelListener } from "../dynamic/dynamic-channels.ts";
import { confirmedCapabilities } from "./capability-confirmation.ts";
import { buildCapabilitySets, capabilityVersions, type GraphicsOffer } from "./capability-sets.ts";
import { encodeCapsAdvertise, encodeFrameAcknowledge } from "./graphics-pdus.ts";

/** Beside them lie QUEUE_DEPTH_UNAVAILABLE and SUSPEND_FRAME_ACKNOWLEDGEMENT ([MS-RDPEGFX] 2.2.2.13). */
const LEAST_DEPTH = 1;
const MOST_DEPTH = 0xffff_fffe;

/** The client's end of the graphics pipeline. What the server draws is handed on unread. */
export class GraphicsChannel implements DynamicChannelListener {
  readonly delivery = "pieces";
  readonly #offer: GraphicsOffer;
  readonly #emit: (output: Output) => void;
  #channel: DynamicChannel | undefined;
  #version = 0;
  /** Resets that are not confirmed yet: what comes before the last confirmation belongs to a state that is void. */
  #resets = 0;
  #framesDecoded = 0;

  constructor(offer: GraphicsOffer, emit: (output: Output) => void) {
    this.#offer = offer;
    this.#emit = emit;
  }

  get isOpen(): boolean {
    return this.#channel !== undefined;
  }

  /** The server begins anew when capabilities are advertised again ([MS-RDPEGFX] 3.2.5.18). */
  get canReset(): boolean {
    return this.isOpen && this.#version >= capabilityVersions.v103;
  }

  /** Has the server begin anew; `pipelineOpened` follows when it does. */
  reset(): void {
    this.#resets++;
    this.#advertise();
  }

  /** Tells the server that a frame was presented. @param waiting bytes received and not yet presented */
  acknowledgeFrame(frameId: number, waiting: number): void {
    if (this.#resets > 0) return;
    this.#framesDecoded++;
    const queueDepth = Math.min(Math.max(waiting, LEAST_DEPTH), MOST_DEPTH);
    this.#channel?.send(encodeFrameAcknowledge({ queueDepth, frameId, totalFramesDecoded: this.#framesDecoded }));
  }

  opened(channel: DynamicChannel): void {
    this.#channel = channel;
    this.#version = 0;
    this.#resets = 0;
    this.#begin();
    this.#advertise();
  }

  received(data: Uint8Array, first: boolean, last: boolean): void {
    const confirmed = first ? confirmedCapabilities(data) : undefined;
    if (confirmed) {
      this.#version = confirmed.version;
      if (this.#resets > 0 && --this.#resets === 0) this.#begin();
    }
    if (this.#resets === 0) this.#emit({ type: "pipeline", data, first, last });
  }

  closed(): void {
    this.#channel = undefined;
  }

  #begin(): void {
    this.#framesDecoded = 0;
    this.#emit({ type: "pipelineOpened" });
  }

  #advertise(): void {
    this.#channel?.send(encodeCapsAdvertise(buildCapabilitySets(this.#offer)));
  }
}
