import { ImaPredictor } from "@passerelle/tunnel";
import { makePlanes, type Planes, toInt16 } from "./planes.ts";

/**
 * IMA ADPCM in the blocks of Microsoft's WAVE_FORMAT_DVI_ADPCM. A block begins with four bytes for each channel: the first
 * sample (i16), the place in the table of steps (u8), a byte that is not used. Then come, for each channel in turn, four bytes
 * with the differences of eight samples, the lower half of a byte first.
 */
const HEADER = 4;
const GROUP_BYTES = 4;
const GROUP_FRAMES = 8;

/** Samples of each channel in a block of `bytes`: 0 if it cannot hold any. */
export function imaAdpcmFrames(bytes: number, channels: number): number {
  if (bytes < HEADER * channels) return 0;
  return 1 + Math.floor((bytes / channels - HEADER) / GROUP_BYTES) * GROUP_FRAMES;
}

/** @param blockAlign bytes of a block; the last one may be shorter */
export function decodeImaAdpcm(data: Uint8Array, channels: number, blockAlign: number): Planes {
  const frames = (bytes: number) => imaAdpcmFrames(bytes, channels);
  const planes = makePlanes(
    channels,
    Math.floor(data.length / blockAlign) * frames(blockAlign) + frames(data.length % blockAlign),
  );
  let frame = 0;
  for (let start = 0; start < data.length; start += blockAlign) {
    const block = data.subarray(start, start + blockAlign);
    for (const [channel, plane] of planes.entries()) decodeChannel(block, channel, channels, plane, frame);
    frame += frames(block.length);
  }
  return planes;
}

function decodeChannel(block: Uint8Array, channel: number, channels: number, plane: Float32Array, first: number): void {
  const frames = imaAdpcmFrames(block.length, channels);
  if (frames === 0) return;
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const header = channel * HEADER;
  const predictor = new ImaPredictor(view.getInt16(header, true), view.getUint8(header + 2));
  plane[first] = predictor.sample / 32768;
  for (let frame = 0; frame < frames - 1; frame++) {
    const at = codeAt(frame, channel, channels);
    const byte = block[at] ?? 0;
    plane[first + 1 + frame] = predictor.decode(frame % 2 === 0 ? byte & 15 : byte >> 4) / 32768;
  }
}

/** The byte of a block that holds the difference of a frame; 0 is the frame after the header's. */
function codeAt(frame: number, channel: number, channels: number): number {
  const group = Math.floor(frame / GROUP_FRAMES);
  return (channels + group * channels + channel) * GROUP_BYTES + Math.floor((frame % GROUP_FRAMES) / 2);
}

/** Makes blocks; the steps go on from one to the next. */
export class ImaAdpcmEncoder {
  /** Samples of each channel that a block takes. */
  readonly framesPerBlock: number;
  readonly #blockAlign: number;
  readonly #indexes: number[];

  /** @param blockAlign bytes of a block */
  constructor(channels: number, blockAlign: number) {
    this.framesPerBlock = imaAdpcmFrames(blockAlign, channels);
    this.#blockAlign = blockAlign;
    this.#indexes = new Array(channels).fill(0);
  }

  /** One block. @param planes `framesPerBlock` samples of each channel */
  encode(planes: Planes): Uint8Array {
    const block = new Uint8Array(this.#blockAlign);
    const view = new DataView(block.buffer);
    for (const [channel, plane] of planes.entries()) {
      const predictor = new ImaPredictor(toInt16(plane[0] ?? 0), this.#indexes[channel]);
      view.setInt16(channel * HEADER, predictor.sample, true);
      view.setUint8(channel * HEADER + 2, predictor.index);
      for (let frame = 0; frame < this.framesPerBlock - 1; frame++) {
        const code = predictor.encode(toInt16(plane[frame + 1] ?? 0));
        const at = codeAt(frame, channel, planes.length);
        block[at] = (block[at] ?? 0) | (frame % 2 === 0 ? code : code << 4);
      }
      this.#indexes[channel] = predictor.index;
    }
    return block;
  }
}
