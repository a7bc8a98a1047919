import { describe, expect, it } from "vitest";
import { Bitmap } from "../bitmap.ts";
import { newKernels } from "../testing/kernels.ts";
import { encodeRlgr } from "../testing/rlgr-encoder.ts";
import type { Kernels } from "./kernels.ts";
import { COMMAND_KIND, COMMAND_NEXT, JOB_COMMANDS, JOB_SIZE, NOTHING, PAINT } from "./tile-layout.ts";

const SIDE = 64;
const BACKGROUND = 0xff123456;
const SHIFTS = new Uint8Array(30).fill(5);

/** A queue with a target of one tile. */
function newQueue() {
  const kernels = newKernels();
  return { kernels, queue: kernels.tiles, target: Bitmap.allocate(kernels, SIDE, SIDE, BACKGROUND) };
}

/** Begins or goes on with a job by a pass that makes the tile evenly grey, so much above 128; a paint may follow. */
function addGrey({ kernels, target }: { kernels: Kernels; target: Bitmap }, level: number, job = 0): number {
  const { tiles } = kernels;
  const coefficients = new Int16Array(4033);
  coefficients[4032] = level;
  const data = encodeRlgr(1, coefficients);
  const staged = tiles.stage(data);
  const opened = tiles.open(job, 0, target.address, SIDE, 2);
  tiles.addFirst(0, staged, Uint16Array.of(data.length, 0, 0), SHIFTS);
  return opened;
}

function grey(level: number): number {
  return (0xff000000 | ((128 + level) * 0x10101)) >>> 0;
}

/** What the commands of each job are when they are run. */
function watchRuns(kernels: Kernels): number[][] {
  const seen: number[][] = [];
  kernels.tiles.runJobs = (jobs, count) => {
    for (let job = jobs; job < jobs + count * JOB_SIZE; job += JOB_SIZE) {
      const kinds: number[] = [];
      for (let at = kernels.words[(job + JOB_COMMANDS) / 4]; at; at = kernels.words[(at + COMMAND_NEXT) / 4]) {
        kinds.push(kernels.bytes[at + COMMAND_KIND]);
      }
      seen.push(kinds);
    }
  };
  return seen;
}

describe("TileQueue", () => {
  it("paints nothing before it is run, and once then", () => {
    const { kernels, queue, target } = newQueue();
    addGrey({ kernels, target }, 40);
    queue.addPaint(0, 0, SIDE, SIDE);
    expect(target.words.every((word) => word === BACKGROUND)).toBe(true);
    queue.run();
    expect(target.words.every((word) => word === grey(40))).toBe(true);
    target.words.fill(BACKGROUND);
    queue.run();
    expect(target.words.every((word) => word === BACKGROUND)).toBe(true);
  });

  it("paints parts as the tile was when they were added", () => {
    const { kernels, queue, target } = newQueue();
    const job = addGrey({ kernels, target }, 40);
    queue.addPaint(0, 0, 32, SIDE);
    expect(addGrey({ kernels, target }, -40, job)).toBe(job);
    queue.addPaint(31, 10, 3, 2);
    queue.run();
    const expected = new Uint32Array(SIDE * SIDE).fill(BACKGROUND);
    for (let y = 0; y < SIDE; y++) expected.fill(grey(40), y * SIDE, y * SIDE + 32);
    for (let y = 10; y < 12; y++) expected.fill(grey(-40), y * SIDE + 31, y * SIDE + 34);
    expect(target.words).toEqual(expected);
  });

  it("drops what is painted over", () => {
    const { kernels, queue, target } = newQueue();
    const seen = watchRuns(kernels);
    queue.open(0, 0, target.address, SIDE, 3);
    queue.addPaint(5, 5, 10, 10);
    queue.addPaint(5, 4, 10, 11);
    queue.addPaint(5, 5, 11, 10);
    queue.run();
    expect(seen).toEqual([[NOTHING, PAINT, PAINT]]);
  });

  it("begins a new job for a tile whose last one is done", () => {
    const { kernels, queue, target } = newQueue();
    const seen = watchRuns(kernels);
    const job = queue.open(0, 0, target.address, SIDE);
    queue.addPaint(0, 0, 1, 1);
    queue.run();
    queue.open(0, 0, target.address, SIDE);
    const next = queue.open(job, 0, target.address, SIDE);
    expect(next).not.toBe(job);
    queue.addPaint(0, 0, 1, 1);
    queue.run();
    expect(seen).toEqual([[PAINT], [], [PAINT]]);
  });

  it("runs by itself when it is full of jobs or of commands", () => {
    const { kernels, queue, target } = newQueue();
    const seen = watchRuns(kernels);
    for (let i = 0; i < 5000; i++) queue.open(0, 0, target.address, SIDE);
    let job = 0;
    for (let i = 0; i < 50_000; i++) {
      job = queue.open(job, 0, target.address, SIDE);
      queue.addPaint(i & 63, 0, 1, 1);
    }
    expect(seen.length).toBeGreaterThan(5000);
    queue.run();
    expect(seen.flat()).toHaveLength(50_000);
  });

  it("keeps staged data for the jobs that were added since, and stages what is large", () => {
    const { kernels, queue, target } = newQueue();
    const sizes = [10, 300_000, 700_000, 6_000_000, 10];
    for (const [i, size] of sizes.entries()) {
      const coefficients = new Int16Array(4033);
      coefficients[4032] = 10 + i;
      const data = encodeRlgr(1, coefficients);
      const staged = new Uint8Array(size).fill(0xff);
      staged.set(data, size - data.length);
      const address = queue.stage(staged);
      expect(kernels.bytes.subarray(address + size, address + size + 64).every((byte) => byte === 0)).toBe(true);
      queue.open(0, 0, target.address + i * 4, SIDE, 2);
      queue.addFirst(0, address + size - data.length, Uint16Array.of(data.length, 0, 0), SHIFTS);
      queue.addPaint(0, 0, 1, 1);
    }
    queue.run();
    expect([...target.words.subarray(0, sizes.length)]).toEqual(sizes.map((_, i) => grey(10 + i)));
  });
});
