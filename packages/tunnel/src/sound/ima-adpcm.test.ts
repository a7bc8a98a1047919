import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeImaAdpcm, ImaAdpcmEncoder } from "./ima-adpcm.ts";

const RATE = 44_100;

/** A tone for each channel, 16 bit PCM. */
function tones(frames: number, channels: number): Int16Array {
  return Int16Array.from({ length: frames * channels }, (_, at) => {
    const time = Math.floor(at / channels) / RATE;
    return Math.round(12_000 * Math.sin(2 * Math.PI * (440 + 220 * (at % channels)) * time));
  });
}

function bytesOf(samples: Int16Array): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}

/** Decibels by which the tone is louder than what was added to it. */
function signalToNoise(samples: Int16Array, heard: Int16Array): number {
  let signal = 0;
  let noise = 0;
  heard.forEach((value, at) => {
    const wanted = samples[at] ?? 0;
    signal += wanted ** 2;
    noise += (wanted - value) ** 2;
  });
  return 10 * Math.log10(signal / noise);
}

test.each([1, 2])("tones on %d channels are heard as they were, in a quarter of the bytes", (channels) => {
  const samples = tones(RATE, channels);
  const encoder = new ImaAdpcmEncoder(channels);
  const blocks = encoder.encode(bytesOf(samples));
  const heard = decodeImaAdpcm(blocks, channels, encoder.blockAlign);
  expect(blocks.length).toBeLessThan((samples.byteLength / 4) * 1.01);
  expect(samples.length - heard.length).toBeLessThan(8 * channels);
  expect(signalToNoise(samples, heard)).toBeGreaterThan(25);
});

test("sound that comes in pieces of any length is complete", () => {
  const samples = tones(5000, 2);
  const property = fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 8 }), (lengths) => {
    const encoder = new ImaAdpcmEncoder(2);
    const heard: number[] = [];
    let from = 0;
    for (const frames of lengths) {
      const piece = samples.subarray(from * 2, (from + frames) * 2);
      from += piece.length / 2;
      heard.push(...decodeImaAdpcm(encoder.encode(bytesOf(piece)), 2, encoder.blockAlign));
    }
    expect(from * 2 - heard.length).toBeLessThanOrEqual(16);
    if (heard.length > 200) expect(signalToNoise(samples, Int16Array.from(heard))).toBeGreaterThan(20);
  });
  fc.assert(property, { numRuns: 50 });
});

test("loud noise stays within what a sample can be", () => {
  const samples = Int16Array.from({ length: 64 }, (_, at) => (at % 2 === 0 ? 32_767 : -32_768));
  const heard = decodeImaAdpcm(new ImaAdpcmEncoder(1).encode(bytesOf(samples)), 1, 1024);
  expect(Math.max(...heard)).toBeLessThanOrEqual(32_767);
  expect(heard[0]).toBe(32_767);
});

test("rubbish is decoded to something, and nothing is read that is not there", () => {
  const property = fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(1, 2), (blocks, channels) => {
    expect(decodeImaAdpcm(blocks, channels, 64).length).toBeLessThanOrEqual(blocks.length * 2);
  });
  fc.assert(property);
});
