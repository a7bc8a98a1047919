import { Bitmap } from "../bitmap.ts";
import { someKernels } from "./kernels.ts";

/** Random numbers from 0 up to 1 that are the same in every run. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** An opaque picture, one ABGR word a pixel. */
export interface Picture {
  readonly words: Uint32Array;
  readonly width: number;
  readonly height: number;
  readonly stride: number;
}

export function blankPicture(width: number, height: number, word = 0xff000000): Bitmap {
  return Bitmap.allocate(someKernels(), width, height, word);
}

/** Smooth shapes, a hard edge and a little grain. */
export function photo(width: number, height: number, seed: number): Bitmap {
  const random = seededRandom(seed);
  const waves = Array.from({ length: 9 }, () => random() * 0.12);
  return paint(width, height, (x, y) => {
    const edge = x > y + 20 * Math.sin(y * waves[6]) ? 50 : 0;
    const channel = (i: number) =>
      110 + 70 * Math.sin(x * waves[i] + i) * Math.cos(y * waves[i + 3]) + edge + random() * 12;
    return [channel(0), channel(1), channel(2)];
  });
}

export function noise(width: number, height: number, seed: number): Bitmap {
  const random = seededRandom(seed);
  return paint(width, height, () => [random() * 256, random() * 256, random() * 256]);
}

/** Dark strokes on a light page. */
export function text(width: number, height: number, seed: number): Bitmap {
  const random = seededRandom(seed);
  let ink = false;
  return paint(width, height, (_, y) => {
    if (random() < 0.3) ink = random() < 0.4;
    return ink && y % 16 > 3 && y % 16 < 14 ? [20, 20, 30] : [250, 250, 245];
  });
}

/** Peak signal-to-noise ratio of the colours, in dB. */
export function psnr(a: Uint32Array, b: Uint32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    for (const shift of [0, 8, 16]) sum += (((a[i] >> shift) & 0xff) - ((b[i] >> shift) & 0xff)) ** 2;
  }
  return 10 * Math.log10(255 ** 2 / (sum / (a.length * 3)));
}

function paint(width: number, height: number, color: (x: number, y: number) => [number, number, number]): Bitmap {
  const picture = blankPicture(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [red, green, blue] = color(x, y).map((value) => Math.max(0, Math.min(255, Math.floor(value))));
      picture.words[y * width + x] = 0xff000000 | (blue << 16) | (green << 8) | red;
    }
  }
  return picture;
}
