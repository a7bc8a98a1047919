import { clampInt16, makePlanes, type Planes } from "./planes.ts";

/**
 * Microsoft's ADPCM, WAVE_FORMAT_ADPCM. A block begins with, for each channel: the number of the pair of coefficients (u8); then
 * the step (i16), the second sample (i16) and the first one (i16), each of them for all channels. Then come the differences, four
 * bits each, the channels in turn, the upper half of a byte first.
 */
const HEADER = 7;

const ADAPTATION = [230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230] as const;
const LEAST_STEP = 16;

export type Coefficients = readonly (readonly [number, number])[];

/** Those that every format names first; most name no others. */
export const STANDARD_COEFFICIENTS: Coefficients = [
  [256, 0],
  [512, -256],
  [0, 0],
  [192, 64],
  [240, 0],
  [460, -208],
  [392, -232],
];

/** From the extra bytes of ADPCMWAVEFORMAT: u16 samples a block, u16 pairs, the pairs of i16. */
export function readCoefficients(extra: Uint8Array): Coefficients {
  if (extra.length < 4) return STANDARD_COEFFICIENTS;
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  const count = Math.min(view.getUint16(2, true), Math.floor((extra.length - 4) / 4));
  if (count === 0) return STANDARD_COEFFICIENTS;
  return Array.from({ length: count }, (_, at) => [view.getInt16(4 + at * 4, true), view.getInt16(6 + at * 4, true)]);
}

/** Samples of each channel in a block of `bytes`: 0 if it cannot hold any. */
function msAdpcmFrames(bytes: number, channels: number): number {
  if (bytes < HEADER * channels) return 0;
  return 2 + Math.floor(((bytes - HEADER * channels) * 2) / channels);
}

/** @param blockAlign bytes of a block; the last one may be shorter */
export function decodeMsAdpcm(
  data: Uint8Array,
  channels: number,
  blockAlign: number,
  coefficients: Coefficients,
): Planes {
  const frames = (bytes: number) => msAdpcmFrames(bytes, channels);
  const planes = makePlanes(
    channels,
    Math.floor(data.length / blockAlign) * frames(blockAlign) + frames(data.length % blockAlign),
  );
  let frame = 0;
  for (let start = 0; start < data.length; start += blockAlign) {
    const block = data.subarray(start, start + blockAlign);
    for (const [channel, plane] of planes.entries()) {
      decodeChannel(block, channel, channels, coefficients, plane, frame);
    }
    frame += frames(block.length);
  }
  return planes;
}

function decodeChannel(
  block: Uint8Array,
  channel: number,
  channels: number,
  coefficients: Coefficients,
  plane: Float32Array,
  first: number,
): void {
  const frames = msAdpcmFrames(block.length, channels);
  if (frames === 0) return;
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const [near, far] = coefficients[view.getUint8(channel)] ?? [0, 0];
  const word = (place: number) => view.getInt16(channels + (place * channels + channel) * 2, true);
  let step = word(0);
  let last = word(1);
  let before = word(2);
  plane[first] = before / 32768;
  plane[first + 1] = last / 32768;
  for (let frame = 0; frame < frames - 2; frame++) {
    const at = frame * channels + channel;
    const byte = block[HEADER * channels + (at >> 1)] ?? 0;
    const code = at % 2 === 0 ? byte >> 4 : byte & 15;
    const difference = code < 8 ? code : code - 16;
    const sample = clampInt16(((last * near + before * far) >> 8) + difference * step);
    before = last;
    last = sample;
    step = Math.max(LEAST_STEP, ((ADAPTATION[code] ?? 0) * step) >> 8);
    plane[first + 2 + frame] = sample / 32768;
  }
}
