import { readFile } from "node:fs/promises";
import { type Call, FreeRdpOracle } from "../../tests/oracle/freerdp.ts";
import { digits, print, printTable } from "../table.ts";
import { BrowserWorkers, kernelsPath } from "./chromium/browser-workers.ts";
import type { PaintRequest } from "./chromium/paint-worker.ts";
import type { PresentRequest } from "./chromium/present-worker.ts";
import { type CodecFrame, codecFrames, HEIGHT, TILES, WIDTH } from "./codec-frames.ts";
import { FrameLoop } from "./frame-loop.ts";
import { type Primitive, primitives } from "./primitives.ts";
import { benchVideo } from "./video.ts";
import { workloadOf } from "./workloads.ts";

const WARM_UP = 15;
const ROUNDS = 4;
/** Milliseconds of processor time that a round takes at least: clocks of threads are coarse. */
const ROUND_TIME = 120;
const PRESENTED = 60;
const MEGAPIXELS = (WIDTH * HEIGHT) / 1e6;

/** Milliseconds of processor time for a frame, one thread. */
interface Costs {
  readonly node: number;
  readonly chromium: number;
  readonly native: number;
}

/** Decoding in Node and in Chromium beside libfreerdp2, presenting, and playing video. */
export async function benchDecode(): Promise<void> {
  const workers = await BrowserWorkers.start();
  try {
    const bench = await DecodeBench.start(workers);
    await benchCodecs(bench);
    await benchPrimitives(bench);
    await benchPresenting(workers);
    await benchVideo(workers);
  } finally {
    await workers.close();
  }
}

/** Frames of every codec: the same bytes, in turns. */
async function benchCodecs(bench: DecodeBench): Promise<void> {
  print(
    `\nFrames of ${TILES} tiles, which cover 1920x1080: processor time of one thread, the least of ${ROUNDS} rounds.\n`,
  );
  const rows: string[][] = [];
  for (const frame of codecFrames()) rows.push(rowOf(frame, await bench.measure(frame)));
  printTable(HEADINGS, rows);
}

async function benchPrimitives(bench: DecodeBench): Promise<void> {
  print("\nWhat is beside codecs, in Node.\n");
  const rows: string[][] = [];
  for (const primitive of bench.primitives()) {
    const { name, amount, unit } = primitive;
    const { node, native } = await bench.measurePrimitive(primitive);
    const speeds = [native, node].map((milliseconds) => `${digits(amount / (milliseconds / 1000))} ${unit}`);
    rows.push([name, ...speeds, digits(node / native, 2)]);
  }
  printTable(["", "libfreerdp2", "Node", "ratio of times"], rows);
}

async function benchPresenting(workers: BrowserWorkers): Promise<void> {
  print(
    "\nPresenting all of a framebuffer in Chromium without a graphics card, milliseconds of the worker's processor time.\n",
  );
  const rows: string[][] = [];
  for (const method of ["2d", "webgl2"] as const) {
    const request: PresentRequest = { method, width: 1920, height: 1080, frames: PRESENTED };
    const times = [];
    for (let round = 0; round < ROUNDS; round++) times.push((await workers.ask("present-worker", request)).time);
    rows.push([method, digits(Math.min(...times) / PRESENTED)]);
  }
  printTable(["method", "1920x1080"], rows);
}

class DecodeBench {
  readonly #oracle: FreeRdpOracle;
  readonly #kernels: WebAssembly.Module;
  readonly #workers: BrowserWorkers;

  private constructor(oracle: FreeRdpOracle, kernels: WebAssembly.Module, workers: BrowserWorkers) {
    this.#oracle = oracle;
    this.#kernels = kernels;
    this.#workers = workers;
  }

  static async start(workers: BrowserWorkers): Promise<DecodeBench> {
    const oracle = await FreeRdpOracle.build();
    const kernels = new WebAssembly.Module(await readFile(kernelsPath()));
    return new DecodeBench(oracle, kernels, workers);
  }

  async measure(frame: CodecFrame): Promise<Costs> {
    // What is shown would be copied to the framebuffer as well, which libfreerdp2 does not do.
    const workload = workloadOf(frame.calls, false);
    const path = `/${encodeURIComponent(`${frame.codec} ${frame.content}`)}`;
    this.#workers.serve(`${path}/setup`, workload.setup);
    this.#workers.serve(`${path}/frame`, workload.frame);
    const loop = new FrameLoop(this.#kernels, WIDTH, HEIGHT, workload.setup, workload.frame);
    const inNode = (frames: number) => processorTime(() => repeat(frames, () => loop.paint())) / frames;
    const inChromium = async (frames: number) => {
      const request: PaintRequest = { path, width: WIDTH, height: HEIGHT, frames };
      return (await this.#workers.ask("paint-worker", request)).time / frames;
    };

    inNode(WARM_UP);
    await inChromium(WARM_UP);
    const frames = Math.ceil(ROUND_TIME / Math.max(inNode(WARM_UP), 1));
    const costs = {
      node: Number.POSITIVE_INFINITY,
      chromium: Number.POSITIVE_INFINITY,
      native: Number.POSITIVE_INFINITY,
    };
    for (let round = 0; round < ROUNDS; round++) {
      costs.node = Math.min(costs.node, inNode(frames));
      costs.chromium = Math.min(costs.chromium, await inChromium(frames));
      costs.native = Math.min(costs.native, await this.#inLibrary(frame.codec, frame.calls, frames));
    }
    return costs;
  }

  primitives(): Primitive[] {
    return primitives(this.#kernels);
  }

  async measurePrimitive({ name, calls, run }: Primitive): Promise<Omit<Costs, "chromium">> {
    const inNode = (times: number) => processorTime(() => repeat(times, run)) / times;
    inNode(WARM_UP);
    const times = Math.ceil(ROUND_TIME / Math.max(inNode(WARM_UP), 1));
    const costs = { node: Number.POSITIVE_INFINITY, native: Number.POSITIVE_INFINITY };
    for (let round = 0; round < ROUNDS; round++) {
      costs.node = Math.min(costs.node, inNode(times));
      costs.native = Math.min(costs.native, await this.#inLibrary(name, calls, times));
    }
    return costs;
  }

  async #inLibrary(name: string, calls: readonly Call[], frames: number): Promise<number> {
    const canvas = { operation: "canvas", width: WIDTH, height: HEIGHT } as const;
    const { answers, nanoseconds } = await this.#oracle.run([canvas, ...calls], frames + 2);
    if (!answers.every(({ accepted }) => accepted)) throw new Error(`libfreerdp2 refuses ${name}`);
    // The first frames pay for memory that is touched for the first time.
    return nanoseconds.slice(2).reduce((sum, time) => sum + time, 0) / frames / 1e6;
  }
}

function repeat(times: number, work: () => void): void {
  for (let i = 0; i < times; i++) work();
}

/** Milliseconds of this thread. */
function processorTime(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

const HEADINGS = [
  "codec",
  "content",
  "KB a tile",
  "us a tile: libfreerdp2",
  "Node",
  "Chromium",
  "ratio: Node",
  "Chromium",
  "MP/s: libfreerdp2",
  "Node",
  "Chromium",
  "ms a frame: Node",
  "Chromium",
];

function rowOf({ codec, content, calls }: CodecFrame, { node, chromium, native }: Costs): string[] {
  const bytes = calls.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
  const all = [native, node, chromium];
  return [
    codec,
    content,
    digits(bytes / TILES / 1024, 2),
    ...all.map((milliseconds) => digits((milliseconds * 1000) / TILES)),
    ...[node, chromium].map((milliseconds) => digits(milliseconds / native, 2)),
    ...all.map((milliseconds) => digits(MEGAPIXELS / (milliseconds / 1000))),
    ...[node, chromium].map((milliseconds) => digits(milliseconds)),
  ];
}
