import { GraphicsDecodeError } from "../decode-error.ts";
import { type KernelExports, type Kernels, SCRATCH_SIZE } from "./kernels.ts";
import { JOB_SIZE } from "./tile-layout.ts";

// What threads tell each other, in words of shared memory.
/** Jobs that nobody has taken yet; whoever takes one subtracts one. Below zero: there was none. */
const UNCLAIMED = 0;
/** Jobs that are done. */
const DONE = 1;
const COUNT = 2;
/** Address of the first job. */
const JOBS = 3;
/** Goes up when there are new jobs. */
const RUN = 4;
const CONTROL_WORDS = 5;

/** For fewer jobs nobody is woken. */
const LEAST_JOBS = 4;
/** Milliseconds in which no helper has finished a job, after which it is given up. */
const PATIENCE = 2_000;

/** What a helper begins with; it can be posted to a worker. */
export interface TileHelp {
  /** kernels-shared.wasm, compiled. */
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Address of scratch memory of its own. */
  readonly scratch: number;
  /** Address of what threads tell each other. */
  readonly control: number;
}

/** A thread that can call `helpWithTiles`. */
export interface TileHelper {
  begin(help: TileHelp): void;
  /** Ends the thread, whatever it does. */
  end(): void;
}

/**
 * Lets helpers do jobs of a decoder's TileQueue together with the decoder's own thread, which takes part and waits for
 * the last. A helper that has not begun yet, or never does, takes no job away; the others do them.
 */
export class TilePool {
  readonly #kernels: Kernels;
  readonly #helpers: readonly TileHelper[];
  readonly #address: number;
  readonly #control: Int32Array;

  /**
   * @param kernels those of the decoder, in shared memory
   * @param module kernels-shared.wasm, compiled
   */
  constructor(kernels: Kernels, module: WebAssembly.Module, helpers: readonly TileHelper[]) {
    this.#kernels = kernels;
    this.#helpers = helpers;
    this.#address = kernels.allocate(CONTROL_WORDS * 4);
    const { memory } = kernels;
    // Shared memory that grows does not move.
    this.#control = new Int32Array(memory.buffer, this.#address, CONTROL_WORDS);
    for (const helper of helpers) {
      helper.begin({ module, memory, scratch: kernels.allocate(SCRATCH_SIZE), control: this.#address });
    }
    kernels.tiles.runJobs = (jobs, count) => this.#run(jobs, count);
  }

  /** Ends the helpers. */
  close(): void {
    for (const helper of this.#helpers) helper.end();
  }

  /** Throws GraphicsDecodeError when a helper does not finish what it has taken: nobody knows what it has left. */
  #run(jobs: number, count: number): void {
    const control = this.#control;
    Atomics.store(control, JOBS, jobs);
    Atomics.store(control, COUNT, count);
    Atomics.store(control, DONE, 0);
    Atomics.store(control, UNCLAIMED, count);
    if (count >= LEAST_JOBS) {
      Atomics.add(control, RUN, 1);
      Atomics.notify(control, RUN);
    }
    doJobs(control, this.#kernels.exports);
    for (let done = Atomics.load(control, DONE); done < count; done = Atomics.load(control, DONE)) {
      const outcome = Atomics.wait(control, DONE, done, PATIENCE);
      if (outcome === "timed-out" && Atomics.load(control, DONE) === done) {
        this.close();
        throw new GraphicsDecodeError("tile worker", `it has not finished a tile in ${PATIENCE} ms`);
      }
    }
  }
}

/** What a helper's thread does from `begin` on: it never returns. */
export function helpWithTiles({ module, memory, scratch, control: address }: TileHelp): never {
  const kernels = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as KernelExports;
  kernels.initialize(scratch);
  const control = new Int32Array(memory.buffer, address, CONTROL_WORDS);
  while (true) {
    const run = Atomics.load(control, RUN);
    doJobs(control, kernels);
    Atomics.wait(control, RUN, run);
  }
}

/** Does jobs until all are taken. */
function doJobs(control: Int32Array, kernels: KernelExports): void {
  // A job that was taken keeps the run from ending: what is read of it is its own.
  for (let left = Atomics.sub(control, UNCLAIMED, 1); left > 0; left = Atomics.sub(control, UNCLAIMED, 1)) {
    kernels.decodeTile((Atomics.load(control, JOBS) >>> 0) + (left - 1) * JOB_SIZE);
    if (Atomics.add(control, DONE, 1) + 1 === Atomics.load(control, COUNT)) Atomics.notify(control, DONE);
  }
}
