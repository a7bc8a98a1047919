import { expect, test } from "vitest";
import { decodeImaAdpcm } from "../sound/codecs/ima-adpcm.ts";
import { decodePcm } from "../sound/codecs/pcm.ts";
import { type MicrophoneFormat, makeBlockEncoder } from "./block-encoder.ts";
import { Resampler } from "./resampler.ts";

const sine = (frequency: number, rate: number, frames: number) =>
  Float32Array.from({ length: frames }, (_, at) => 0.5 * Math.sin((2 * Math.PI * frequency * at) / rate));

/** Sound that comes in the pieces of an AudioWorklet. */
function resampled(sound: Float32Array, from: number, to: number): Float32Array {
  const resampler = new Resampler(from, to);
  const pieces: number[] = [];
  for (let at = 0; at < sound.length; at += 128) pieces.push(...resampler.push(sound.subarray(at, at + 128)));
  return Float32Array.from(pieces);
}

/** Root mean square. */
const loudness = (sound: Float32Array) => Math.sqrt(sound.reduce((sum, sample) => sum + sample ** 2, 0) / sound.length);

test.each([
  [48_000, 16_000],
  [48_000, 8000],
  [44_100, 48_000],
  [44_100, 22_050],
  [48_000, 44_100],
  [48_000, 48_000],
])("a voice of %i samples a second is the same at %i", (from, to) => {
  const output = resampled(sine(1000, from, from / 2), from, to);
  expect(Math.abs(output.length - to / 2)).toBeLessThan(to / 100);
  const expected = sine(1000, to, output.length);
  const difference = output.map((sample, at) => sample - (expected[at] ?? 0)).subarray(100);
  expect(loudness(difference)).toBeLessThan(loudness(expected) / 1000);
});

test("what the lower rate cannot hold is filtered out, not folded over", () => {
  const output = resampled(sine(6000, 48_000, 24_000), 48_000, 8000);
  // It begins of a sudden, which is heard.
  expect(loudness(output.subarray(100))).toBeLessThan(0.0001);
});

const format = (changes: Partial<MicrophoneFormat>): MicrophoneFormat => ({
  ...{ state: "open", codec: "pcm", channels: 1, rate: 16_000, bits: 16, blockAlign: 2, framesPerBlock: 320 },
  ...changes,
});

test("each channel of a block has the same voice", () => {
  const encoder = makeBlockEncoder(format({ channels: 2, blockAlign: 4 }));
  const sound = sine(440, 16_000, 320);
  expect(encoder?.frames).toBe(320);
  const [left, right] = decodePcm(encoder?.encode(sound) ?? new Uint8Array(), 2, 16);
  expect(left).toHaveLength(320);
  expect(right).toEqual(left);
  expect(left?.every((sample, at) => Math.abs(sample - (sound[at] ?? 0)) < 0.0001)).toBe(true);
});

test("blocks of ADPCM are whole, as near to the length that is wanted as they come", () => {
  const ima = format({ codec: "ima-adpcm", blockAlign: 256, bits: 4, framesPerBlock: 1000 });
  const encoder = makeBlockEncoder(ima);
  expect(encoder?.frames).toBe(2 * 505);
  const sound = sine(440, 16_000, 1010);
  // The first block finds the steps that it needs.
  encoder?.encode(sound);
  const data = encoder?.encode(sound) ?? new Uint8Array();
  expect(data).toHaveLength(512);
  const [decoded = new Float32Array()] = decodeImaAdpcm(data, 1, 256);
  const difference = decoded.map((sample, at) => sample - (sound[at] ?? 0));
  expect(loudness(difference)).toBeLessThan(loudness(sound) / 20);
});

test("G.711 takes a byte a sample", () => {
  for (const codec of ["alaw", "mulaw"] as const) {
    expect(makeBlockEncoder(format({ codec }))?.encode(new Float32Array(320))).toHaveLength(320);
  }
});

test.each([
  { channels: 0 },
  { channels: 9 },
  { bits: 24 },
  { rate: 0 },
  { framesPerBlock: 0 },
  { framesPerBlock: 1e9 },
  { codec: "ima-adpcm", blockAlign: 3 },
] as const)("a desktop that wants %o gets nothing", (changes) => {
  expect(makeBlockEncoder(format(changes))).toBeUndefined();
});
