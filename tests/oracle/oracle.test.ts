import { beforeAll, describe, expect, it } from "vitest";
import { ZgfxDecompressor } from "../../packages/graphics/src/pipeline/zgfx.ts";
import { newKernels } from "../../packages/graphics/src/testing/kernels.ts";
import { ZgfxCompressor } from "../../packages/graphics/src/testing/zgfx-compressor.ts";
import { type Answer, type Call, FreeRdpOracle } from "./freerdp.ts";
import { interleaved16, LOSSLESS } from "./lossless-streams.ts";
import { decodeHere } from "./our-desktop.ts";
import { colorsOfTile, TILE_SAMPLES, TILE_SIDE } from "./remotefx-colors.ts";
import { STREAMS as REMOTE_FX } from "./remotefx-streams.ts";

let oracle: FreeRdpOracle;
beforeAll(async () => {
  oracle = await FreeRdpOracle.build();
}, 600_000);

async function decodeThere(calls: readonly Call[]): Promise<readonly Answer[]> {
  const { answers } = await oracle.run(calls);
  for (const [i, { accepted }] of answers.entries()) if (!accepted) throw new Error(`libfreerdp refuses call ${i}`);
  return answers;
}

/** The pixels that are asked for, as both show them. */
async function decodeTwice(calls: readonly Call[]): Promise<{ ours: Uint8Array; theirs: Uint8Array }[]> {
  const theirs = (await decodeThere(calls)).filter((_, i) => calls[i].operation === "pixels");
  return decodeHere(calls).map((ours, i) => ({ ours, theirs: theirs[i].data }));
}

function different({ ours, theirs }: { ours: Uint8Array; theirs: Uint8Array }): number {
  expect(ours.length).toBe(theirs.length);
  return ours.reduce((count, value, i) => count + (value === theirs[i] ? 0 : 1), 0);
}

describe("shows to the last bit what libfreerdp2 shows", () => {
  for (const [name, calls] of Object.entries(LOSSLESS)) {
    it(name, async () => {
      const pictures = await decodeTwice(calls());
      expect(pictures.map(different)).toEqual(pictures.map(() => 0));
    });
  }

  it("interleaved RLE, 16 bits", async () => {
    const pictures = await decodeTwice(interleaved16());
    // 6 bits of green become 8: here the highest are repeated, in libfreerdp an eighth is added, so that 62 is 255 too.
    const asThere = (green: number) => Math.min((green & 0xfc) + (green >> 5), 255);
    for (const { ours } of pictures) for (let i = 1; i < ours.length; i += 4) ours[i] = asThere(ours[i]);
    expect(pictures.map(different)).toEqual(pictures.map(() => 0));
  });
});

// libfreerdp cuts off the fractions of colours, which [MS-RDPRFX] leaves open; so the samples before are compared: each
// of our colours must be that of its samples, but for rounding.
describe("shows the samples that libfreerdp2 has after the inverse transform", () => {
  for (const [name, { calls, tolerance }] of Object.entries(REMOTE_FX)) {
    it(name, async () => {
      const streams = calls();
      const { width = 0, height = 0 } = streams[0];
      const asked: Call[] = [{ operation: "canvas", width, height }];
      for (const call of streams) asked.push(call, { operation: "samples" }, { operation: "pixels" });
      const samples = (await decodeThere(asked)).filter((_, i) => asked[i].operation === "samples");
      const errors = decodeHere(asked).map((pixels, i) => largestError(pixels, samples[i].data, width, height));
      expect(Math.max(...errors)).toBeLessThan(tolerance);
    });
  }
});

/** How far a colour is from that of its samples, at most; the tiles' samples come row by row. */
function largestError(pixels: Uint8Array, samples: Uint8Array, width: number, height: number): number {
  const values = new Int16Array(samples.buffer);
  const columns = Math.ceil(width / TILE_SIDE);
  const tiles = columns * Math.ceil(height / TILE_SIDE);
  expect(values.length).toBe(tiles * 3 * TILE_SAMPLES);
  let largest = 0;
  for (let tile = 0; tile < tiles; tile++) {
    const colors = colorsOfTile(values.subarray(tile * 3 * TILE_SAMPLES, (tile + 1) * 3 * TILE_SAMPLES));
    for (let i = 0; i < TILE_SAMPLES; i++) {
      const x = (tile % columns) * TILE_SIDE + (i % TILE_SIDE);
      const y = Math.floor(tile / columns) * TILE_SIDE + Math.floor(i / TILE_SIDE);
      if (x >= width || y >= height) continue;
      for (let channel = 0; channel < 3; channel++) {
        const error = Math.abs(pixels[(y * width + x) * 4 + channel] - colors[i * 3 + channel]);
        largest = Math.max(largest, error);
      }
    }
  }
  return largest;
}

it("ZGFX: inflates what libfreerdp2 inflates, over the end of its history", async () => {
  const compressor = new ZgfxCompressor();
  const decompressor = new ZgfxDecompressor(newKernels());
  const parts = Array.from({ length: 24 }, (_, i) => desktopBytes(130_000, i));
  const messages = parts.map((part, i) => compressor.compress(part, (segment) => FORMS[(i + segment) % FORMS.length]));
  const answers = await decodeThere([
    { operation: "canvas", width: 1, height: 1 },
    ...messages.map((data): Call => ({ operation: "zgfx", data })),
  ]);
  for (const [i, message] of messages.entries()) {
    const inflated = decompressor.decompress(message);
    expect(Buffer.compare(inflated, answers[i + 1].data)).toBe(0);
    expect(Buffer.compare(inflated, parts[i])).toBe(0);
  }
});

const FORMS = ["matches", "matches", "unencoded", "plain"] as const;

/** Bytes of which many came before, some of them long ago. */
function desktopBytes(length: number, seed: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => ((i >> 7) % 5 === 0 ? (i * 7) % 251 : (i >> 4) * (1 + (seed % 3))));
}
