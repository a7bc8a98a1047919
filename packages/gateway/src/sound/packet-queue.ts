import type { AudioFormat } from "@passerelle/rdp";
import { TunnelFormatError } from "@passerelle/tunnel";
import type { Recording } from "./recording.ts";

/** Makes packets for the server of the page's blocks: no more than can be said in the time that passes, and nothing that is a second old. */
export class PacketQueue {
  readonly #recording: Recording;
  /** Bytes of the server's in a second. */
  readonly #most: number;
  /** Blocks in a millisecond. */
  readonly #pace: number;
  /** Blocks that may come now, at `#counted`; at most a second's. */
  #allowance: number;
  #counted: number | undefined;
  #waiting = new Uint8Array(0);

  /** @param format of the server, which the recording becomes */
  constructor(recording: Recording, { rate, channels }: AudioFormat) {
    this.#recording = recording;
    this.#most = Math.max(rate * channels * 2, recording.packetBytes);
    this.#pace = rate / recording.capture.framesPerBlock / 1000;
    this.#allowance = this.#pace * 1000;
  }

  /** @param blocks whole ones; TunnelFormatError: they are not @param now milliseconds */
  add(blocks: Uint8Array, now: number): void {
    const { blockBytes, convert } = this.#recording;
    const count = blocks.length / blockBytes;
    const most = Math.max(this.#pace * 1000, 1);
    if (!Number.isInteger(count) || count === 0 || count > most) {
      throw new TunnelFormatError(`${blocks.length} bytes of a microphone whose blocks have ${blockBytes}`);
    }
    this.#allowance = Math.min(this.#allowance + (now - (this.#counted ?? now)) * this.#pace, most);
    this.#counted = now;
    if (count > this.#allowance) return;
    this.#allowance -= count;
    // A server that takes nothing loses what was said meanwhile.
    if (this.#waiting.length > this.#most) this.#waiting = new Uint8Array(0);
    this.#waiting = Buffer.concat([this.#waiting, convert(blocks)]);
  }

  /** The next packet that is complete. */
  next(): Uint8Array | undefined {
    const { packetBytes } = this.#recording;
    if (this.#waiting.length < packetBytes) return undefined;
    const packet = this.#waiting.subarray(0, packetBytes);
    this.#waiting = this.#waiting.subarray(packetBytes);
    return packet;
  }
}
