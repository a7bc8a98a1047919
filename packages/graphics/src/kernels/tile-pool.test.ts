import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { afterEach, expect, test } from "vitest";
import { Bitmap } from "../bitmap.ts";
import { ProgressiveDecoder } from "../codecs/progressive.ts";
import { MemoryBudget } from "../memory-budget.ts";
import { newKernels } from "../testing/kernels.ts";
import { photo } from "../testing/pictures.ts";
import { bands, bitmapStream, FULL, type Quality, region, TileEncoder } from "../testing/progressive-encoder.ts";
import { WorkBudget } from "../work-budget.ts";
import { Kernels } from "./kernels.ts";
import { type TileHelp, type TileHelper, TilePool } from "./tile-pool.ts";

const WIDTH = 500;
const HEIGHT = 300;
const TILES = 8 * 5;
const COARSE: Quality = { index: 0, dropped: [bands(3), bands(4), bands(4)] };

const shared = new WebAssembly.Module(readFileSync(new URL("../../dist/kernels-shared.wasm", import.meta.url)));

/** A first and an upgrade pass of all tiles of a picture. */
const PASSES = (() => {
  const picture = photo(WIDTH, HEIGHT, 1);
  const tiles = Array.from({ length: TILES }, (_, i) => new TileEncoder(i % 8, Math.floor(i / 8), bands(6), true));
  const stream = (blocks: Uint8Array[]) =>
    bitmapStream(region([[0, 0, WIDTH, HEIGHT]], blocks, bands(6), true, [COARSE]));
  const first = stream(tiles.map((tile) => tile.first(picture, COARSE)));
  return [first, stream(tiles.map((tile) => tile.upgrade(FULL)))];
})();

const pools: TilePool[] = [];
afterEach(() => {
  for (const pool of pools.splice(0)) pool.close();
});

function openPool(kernels: Kernels, helpers: TileHelper[]): void {
  pools.push(new TilePool(kernels, shared, helpers));
}

function newHelper(): TileHelper {
  const worker = new Worker(new URL("../testing/tile-worker.ts", import.meta.url));
  return { begin: (help) => worker.postMessage(help), end: () => worker.terminate() };
}

/** Calls `before` whenever a tile is decoded in this thread. */
function watch(kernels: Kernels, before: () => void): void {
  const { exports } = kernels;
  const decodeTile = (job: number) => {
    before();
    exports.decodeTile(job);
  };
  Object.defineProperty(kernels, "exports", { value: { ...exports, decodeTile } });
}

/** Paints both passes, each in a run of its own, and answers the pixels. */
function paint(kernels: Kernels): Uint32Array {
  const target = Bitmap.allocate(kernels, WIDTH, HEIGHT);
  const decoder = new ProgressiveDecoder(new MemoryBudget(2 ** 26, "test"), new WorkBudget());
  for (const [frame, pass] of PASSES.entries()) {
    decoder.decode(pass, target, frame);
    kernels.tiles.run();
  }
  const pixels = target.words.slice();
  decoder.dispose();
  target.release();
  return pixels;
}

test("helpers do tiles, and the picture is the same", () => {
  const expected = paint(newKernels());
  const kernels = new Kernels(shared, true);
  let own = 0;
  watch(kernels, () => own++);
  openPool(kernels, [newHelper(), newHelper()]);
  // The threads take a while to begin.
  for (let rounds = 1; ; rounds++) {
    expect(paint(kernels)).toEqual(expected);
    if (own < rounds * 2 * TILES) break;
  }
});

test("helpers that never begin take nothing away", () => {
  const kernels = new Kernels(shared, true);
  openPool(kernels, [{ begin: () => {}, end: () => {} }]);
  expect(paint(kernels)).toEqual(paint(newKernels()));
});

test("a helper that does not finish what it took is given up", () => {
  const kernels = new Kernels(shared, true);
  let help: TileHelp | undefined;
  let hasEnded = false;
  const begin = (given: TileHelp) => {
    help = given;
  };
  const end = () => {
    hasEnded = true;
  };
  openPool(kernels, [{ begin, end }]);
  let claims = 1;
  watch(kernels, () => {
    if (!help || claims-- <= 0) return;
    Atomics.sub(new Int32Array(help.memory.buffer, help.control, 1), 0, 1);
  });
  expect(() => paint(kernels)).toThrow(/tile worker/);
  expect(hasEnded).toBe(true);
});
