import { ImaPredictor } from "./ima-predictor.ts";

/** Bytes of a channel at the beginning of a block: its first sample, and the step index. */
const HEADER_LENGTH = 4;
/** Samples of a channel that share 4 bytes. */
const GROUP = 8;
const GROUP_LENGTH = 4;

/** Bytes of a full block of one channel, and the frames in it. */
const CHANNEL_BLOCK = 1024;
const FRAMES = 1 + ((CHANNEL_BLOCK - HEADER_LENGTH) / GROUP_LENGTH) * GROUP;

/** Makes blocks of IMA ADPCM, as WAVE files have them, of 16 bit PCM: a quarter of the bytes. */
export class ImaAdpcmEncoder {
  /** Bytes of a full block. */
  readonly blockAlign: number;
  readonly #channels: number;
  readonly #predictors: readonly ImaPredictor[];
  /** Samples that did not fill a group yet, interleaved. */
  #rest = new Int16Array(0);

  constructor(channels: number) {
    this.#channels = channels;
    this.blockAlign = CHANNEL_BLOCK * channels;
    this.#predictors = Array.from({ length: channels }, () => new ImaPredictor());
  }

  /** @param pcm frames, little endian; answers whole blocks, the last of them shorter: up to 8 frames wait for more to come */
  encode(pcm: Uint8Array): Uint8Array {
    const samples = this.#joined(pcm);
    const total = Math.floor(samples.length / this.#channels);
    const blocks: Uint8Array[] = [];
    let done = 0;
    while (total - done > GROUP) {
      const groups = Math.floor((Math.min(total - done, FRAMES) - 1) / GROUP);
      blocks.push(this.#block(samples.subarray(done * this.#channels), groups));
      done += 1 + groups * GROUP;
    }
    this.#rest = samples.slice(done * this.#channels, total * this.#channels);
    return joined(blocks);
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
    const header = channel * HEADER_LENGTH;
    const predictor = new ImaPredictor(view.getInt16(header, true), view.getUint8(header + 2));
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

function joined(blocks: readonly Uint8Array[]): Uint8Array {
  const [only] = blocks;
  if (only && blocks.length === 1) return only;
  const bytes = new Uint8Array(blocks.reduce((length, block) => length + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    bytes.set(block, at);
    at += block.length;
  }
  return bytes;
}
