import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeG711, encodeG711 } from "./g711.ts";
import { decodeImaAdpcm, ImaAdpcmEncoder, imaAdpcmFrames } from "./ima-adpcm.ts";
import { decodeMsAdpcm, readCoefficients, STANDARD_COEFFICIENTS } from "./ms-adpcm.ts";
import { decodePcm, encodePcm } from "./pcm.ts";
import { makePlanes, type Planes, toInt16 } from "./planes.ts";

const bytes = (base64: string) => Uint8Array.from(Buffer.from(base64, "base64"));
const integers = (planes: Planes) => planes.map((plane) => Array.from(plane, toInt16));

/** A tone, another one in each channel. */
function tone(channels: number, frames: number): Planes {
  const planes = makePlanes(channels, frames);
  for (const [channel, plane] of planes.entries()) {
    for (let frame = 0; frame < frames; frame++) plane[frame] = 0.5 * Math.sin(frame / (7 + 3 * channel));
  }
  return planes;
}

/** By how many dB a tone is louder than what coding has changed in it. */
function signalToNoise(original: Planes, coded: Planes): number {
  let signal = 0;
  let noise = 0;
  for (const [channel, plane] of original.entries()) {
    for (const [frame, sample] of plane.entries()) {
      signal += sample ** 2;
      noise += (sample - (coded[channel]?.[frame] ?? 0)) ** 2;
    }
  }
  return 10 * Math.log10(signal / noise);
}

test("PCM has 8 bits without sign or 16 with one", () => {
  expect(decodePcm(Uint8Array.of(0, 128, 192, 255), 2, 8)).toEqual([
    Float32Array.of(-1, 0.5),
    Float32Array.of(0, 127 / 128),
  ]);
  expect(decodePcm(Uint8Array.of(0, 0x80, 0xff, 0x7f, 1), 1, 16)).toEqual([Float32Array.of(-1, 32767 / 32768)]);
});

test("PCM comes back as it was", () => {
  const sound = tone(2, 100);
  expect(signalToNoise(sound, decodePcm(encodePcm(sound, 16), 2, 16))).toBeGreaterThan(85);
  expect(signalToNoise(sound, decodePcm(encodePcm(sound, 8), 2, 8))).toBeGreaterThan(35);
});

test("the laws of G.711 expand as its tables say", () => {
  expect(integers(decodeG711(Uint8Array.of(0xff, 0x7f, 0x80, 0x00, 206, 171), 1, "mulaw"))).toEqual([
    [0, 0, 32124, -32124, 988, 5116],
  ]);
  expect(integers(decodeG711(Uint8Array.of(0xd5, 0x55, 0xaa, 0x2a, 250, 134), 1, "alaw"))).toEqual([
    [8, -8, 32256, -32256, 1008, 4992],
  ]);
});

test.each(["alaw", "mulaw"] as const)("every code of %s is the nearest to its own sample", (law) => {
  const codes = Uint8Array.from({ length: 256 }, (_, code) => code);
  const again = encodeG711(decodeG711(codes, 1, law), law);
  // Mu-law has two codes for silence.
  if (law === "mulaw") again[0x7f] = 0x7f;
  expect(again).toEqual(codes);
  expect(signalToNoise(tone(2, 500), decodeG711(encodeG711(tone(2, 500), law), 2, law))).toBeGreaterThan(35);
});

/** Two channels in 64 bytes, as another encoder has made them of a tone that changes; samples as another decoder reads them. */
const IMA_BLOCK = "AAAAAAAAAAB3d3d3d3d3d6e7nBgXqpsYArlwJZDOChOJQbAqy3KQWPgZygKRQKgTLKIVWS3QgTsJsrSQnNKygQ==";
const IMA_SAMPLES = [
  [
    0, 11, 41, 104, 240, 533, 1164, 2521, 5431, 11667, 7210, 1537, -3619, -9646, -12077, -12813, -10805, -7762, -7209,
    -8718, -11920, -11505, -5835, 3080, 9012, 5777, 4797, 7471, 14765, 15745, 9505, 5453, 9136, 8467, -664, -4579,
    -1020, -6413, -15238, -9306, -8228, -17053, -11121, -5728, -10630, -824, 3091, -468, 11397, 6660, 8095, 14621, 6316,
    16024, 6888, 8074, 4839,
  ],
  [
    0, 11, 41, 104, 240, 533, 1164, 2521, 5431, 11667, 14341, 10289, 6606, 1919, 94, -459, 1050, 1507, 261, -4653,
    -10680, -14732, -13996, -9309, -7484, -11358, -15887, -12844, -4542, -3356, -6591, -7571, 2235, 6150, 2591, 3669,
    12494, 11308, 5915, 12778, 15452, 6537, 12469, 13547, 2761, 7067, 5762, -2543, 5007, -3818, -7377, -1984, -12770,
    -5592, -14728, -11169, -12247,
  ],
];
const MS_BLOCK = "AAAQABAAIg2iCQAAAAB3d3d3d1bw8N/evd7+/yIhHundDXJTIfz9IjcRvvEl8b7xFe/PIgHcMjHLUi/sUv4fIQ==";
const MS_SAMPLES = [
  0, 0, 3362, 2466, 3474, 2578, 3740, 2844, 4377, 3481, 5903, 5007, 9557, 8661, 15812, 16167, 13814, 16167, 12019,
  16167, 7183, 14149, 2839, 10523, -3661, 5639, -9889, 2715, -11754, 89, -13429, -1090, -10421, 1028, -7719, 1979,
  -6506, 271, -8684, -5098, -11618, -10615, -11618, -15571, -6102, -12603, 3343, -8604, 9377, -7407, 6667, -11707, 4233,
  -15574, 8605, -13258, 14494, -5978, 16257, -3484, 8342, -7964, 5813, -5952, 10357, 3083, 8316, 5969, -849, 785, -3777,
  3113, -1147, 13568, -5871, 10228, -14359, 7228, -9271, 12618, -9271, 15039, -15427, 6339, -9898, 11555, -4933, 13898,
  -10877, 3373, -1967, 10099, 3727, 7078, -1387, -3778, 10098, 2730, 6429, -3116, 9725, -5742, 15647, -3383,
];

test("IMA ADPCM in Microsoft's blocks", () => {
  expect(integers(decodeImaAdpcm(bytes(IMA_BLOCK), 2, 64))).toEqual(IMA_SAMPLES);
});

test("Microsoft's ADPCM", () => {
  const [left, right] = integers(decodeMsAdpcm(bytes(MS_BLOCK), 2, 64, STANDARD_COEFFICIENTS));
  expect(left).toEqual(MS_SAMPLES.filter((_, at) => at % 2 === 0));
  expect(right).toEqual(MS_SAMPLES.filter((_, at) => at % 2 === 1));
});

test("blocks of ADPCM follow each other, and the last one may be short", () => {
  const blocks = new Uint8Array([...bytes(IMA_BLOCK), ...bytes(IMA_BLOCK), ...bytes(IMA_BLOCK).subarray(0, 16)]);
  const [left] = integers(decodeImaAdpcm(blocks, 2, 64));
  expect(left).toEqual([...(IMA_SAMPLES[0] ?? []), ...(IMA_SAMPLES[0] ?? []), ...(IMA_SAMPLES[0] ?? []).slice(0, 9)]);
});

test.each([1, 2])("IMA ADPCM comes back close to what it was, with %i channels", (channels) => {
  const encoder = new ImaAdpcmEncoder(channels, 512 * channels);
  const sound = tone(channels, encoder.framesPerBlock);
  expect(encoder.framesPerBlock).toBe(1017);
  encoder.encode(sound);
  const block = encoder.encode(sound);
  expect(block).toHaveLength(512 * channels);
  expect(signalToNoise(sound, decodeImaAdpcm(block, channels, 512 * channels))).toBeGreaterThan(30);
});

test("the coefficients are the format's own, if it has some", () => {
  const format = bytes("dAAHAAABAAAAAgD/AAAAAMAAQADwAAAAzAEw/4gBGP8=");
  expect(readCoefficients(format)).toEqual(STANDARD_COEFFICIENTS);
  expect(readCoefficients(format.subarray(0, 14))).toEqual(STANDARD_COEFFICIENTS.slice(0, 2));
  expect(readCoefficients(new Uint8Array())).toEqual(STANDARD_COEFFICIENTS);
});

test("whatever the bytes, there are samples between -1 and 1, and no more than the bytes can hold", () => {
  const coefficient = fc.tuple(fc.integer({ min: -32768, max: 32767 }), fc.integer({ min: -32768, max: 32767 }));
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 80 }),
      fc.array(coefficient),
      (data, channels, blockAlign, coefficients) => {
        for (const planes of [
          decodePcm(data, channels, 8),
          decodePcm(data, channels, 16),
          decodeG711(data, channels, "alaw"),
          decodeImaAdpcm(data, channels, blockAlign),
          decodeMsAdpcm(data, channels, blockAlign, coefficients),
        ]) {
          expect(planes).toHaveLength(channels);
          for (const plane of planes) {
            expect(plane.length).toBeLessThanOrEqual(2 * data.length);
            expect(plane.every((sample) => sample >= -1 && sample <= 1)).toBe(true);
          }
        }
      },
    ),
  );
});

test("a block that is too short for its header holds nothing", () => {
  expect(imaAdpcmFrames(7, 2)).toBe(0);
  expect(imaAdpcmFrames(8, 2)).toBe(1);
});
