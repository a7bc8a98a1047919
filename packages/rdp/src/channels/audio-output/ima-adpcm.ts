import { Writer } from "../../wire/writer.ts";

/** Changes of the step index by the lower three bits of a code (IMA Digital Audio Focus, 1992). */
const INDEX_CHANGES = Int8Array.of(-1, -1, -1, -1, 2, 4, 6, 8);

const STEPS = Int16Array.of(
  ...[7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107],
  ...[
    118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963,
  ],
  ...[1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894],
  ...[6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794],
  32767,
);

/** Bytes of a channel at the beginning of a block: its first sample, and the step index. */
const HEADER_LENGTH = 4;
/** Samples of a channel that share 4 bytes. */
const GROUP = 8;
const GROUP_LENGTH = 4;

/** How far the sound of one channel has come. */
class Predictor {
  sample = 0;
  index = 0;

  /** The code whose sound is nearest to `wanted`, which becomes the prediction. */
  encode(wanted: number): number {
    const step = STEPS[this.index] ?? 0;
    const difference = wanted - this.sample;
    const magnitude = Math.min(Math.floor((Math.abs(difference) * 4) / step), 7);
    const code = difference < 0 ? magnitude | 8 : magnitude;
    this.decode(code);
    return code;
  }

  /** The sample that a code makes of the one before. */
  decode(code: number): number {
    const step = STEPS[this.index] ?? 0;
    let change = step >> 3;
    if (code & 4) change += step;
    if (code & 2) change += step >> 1;
    if (code & 1) change += step >> 2;
    const sample = code & 8 ? this.sample - change : this.sample + change;
    this.sample = Math.min(Math.max(sample, -32768), 32767);
    this.index = Math.min(Math.max(this.index + (INDEX_CHANGES[code & 7] ?? 0), 0), STEPS.length - 1);
    return this.sample;
  }
}

/** Bytes of a full block of one channel, and the frames in it. */
const CHANNEL_BLOCK = 1024;
const FRAMES = 1 + ((CHANNEL_BLOCK - HEADER_LENGTH) / GROUP_LENGTH) * GROUP;

/** Makes blocks of IMA ADPCM, as WAVE files have them, of 16 bit PCM: a quarter of the bytes. */
export class ImaAdpcmEncoder {
  /** Bytes of a full block. */
  readonly blockAlign: number;
  readonly #channels: number;
  readonly #predictors: readonly Predictor[];
  /** Samples that did not fill a group yet, interleaved. */
  #rest = new Int16Array(0);

  constructor(channels: number) {
    this.#channels = channels;
    this.blockAlign = CHANNEL_BLOCK * channels;
    this.#predictors = Array.from({ length: channels }, () => new Predictor());
  }

  /** @param pcm frames, little endian; answers whole blocks, the last of them shorter: up to 8 frames wait for more to come */
  encode(pcm: Uint8Array): Uint8Array {
    const samples = this.#joined(pcm);
    const total = Math.floor(samples.length / this.#channels);
    const blocks = new Writer((pcm.length >> 2) + this.blockAlign);
    let done = 0;
    while (total - done > GROUP) {
      const groups = Math.floor((Math.min(total - done, FRAMES) - 1) / GROUP);
      blocks.bytes(this.#block(samples.subarray(done * this.#channels), groups));
      done += 1 + groups * GROUP;
    }
    this.#rest = samples.slice(done * this.#channels, total * this.#channels);
    return blocks.finish();
  }

  /** What waited, and what has come; half a sample at the end is left out. */
  #joined(pcm: Uint8Array): Int16Array {
    const view = new DataView(pcm.buffer, pcm.byteOffset, pcm.byteLength);
    const samples = new Int16Array(this.#rest.length + (pcm.length >> 1));
    samples.set(this.#rest);
    for (let at = this.#rest.length, offset = 0; at < samples.length; at++, offset += 2) {
      samples[at] = view.getInt16(offset, true);
    }
    return samples;
  }

  /** Begins with a sample of each channel as it is; 4 bytes of each channel in turn follow, the earlier sample in the lower bits. */
  #block(samples: Int16Array, groups: number): Uint8Array {
    const channels = this.#channels;
    const block = new Uint8Array((HEADER_LENGTH + groups * GROUP_LENGTH) * channels);
    const view = new DataView(block.buffer);
    this.#predictors.forEach((predictor, channel) => {
      predictor.sample = samples[channel] ?? 0;
      view.setInt16(channel * HEADER_LENGTH, predictor.sample, true);
      view.setUint8(channel * HEADER_LENGTH + 2, predictor.index);
      let from = channels + channel;
      const code = () => {
        const wanted = samples[from] ?? 0;
        from += channels;
        return predictor.encode(wanted);
      };
      for (let group = 0; group < groups; group++) {
        const at = HEADER_LENGTH * channels + (group * channels + channel) * GROUP_LENGTH;
        for (let byte = 0; byte < GROUP_LENGTH; byte++) block[at + byte] = code() | (code() << 4);
      }
    });
    return block;
  }
}

/**
 * The 16 bit PCM of blocks of IMA ADPCM, interleaved. What does not fill a group at the end of a block is left out.
 * @param blockAlign bytes of a block; the last one may be shorter
 */
export function decodeImaAdpcm(blocks: Uint8Array, channels: number, blockAlign: number): Int16Array {
  const parts: Int16Array[] = [];
  for (let start = 0; blocks.length - start >= HEADER_LENGTH * channels; start += blockAlign) {
    parts.push(decodeBlock(blocks.subarray(start, start + blockAlign), channels));
  }
  const samples = new Int16Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    samples.set(part, at);
    at += part.length;
  }
  return samples;
}

function decodeBlock(block: Uint8Array, channels: number): Int16Array {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const groups = Math.floor((block.length / channels - HEADER_LENGTH) / GROUP_LENGTH);
  const samples = new Int16Array((1 + groups * GROUP) * channels);
  for (let channel = 0; channel < channels; channel++) {
    const predictor = new Predictor();
    predictor.sample = view.getInt16(channel * HEADER_LENGTH, true);
    predictor.index = Math.min(view.getUint8(channel * HEADER_LENGTH + 2), STEPS.length - 1);
    samples[channel] = predictor.sample;
    let to = channels + channel;
    for (let group = 0; group < groups; group++) {
      const at = HEADER_LENGTH * channels + (group * channels + channel) * GROUP_LENGTH;
      for (let byte = 0; byte < GROUP_LENGTH; byte++) {
        const codes = block[at + byte] ?? 0;
        samples[to] = predictor.decode(codes & 0x0f);
        samples[to + channels] = predictor.decode(codes >> 4);
        to += 2 * channels;
      }
    }
  }
  return samples;
}
