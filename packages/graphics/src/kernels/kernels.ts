import { GraphicsDecodeError } from "../decode-error.ts";
import type { BitmapKernels } from "./bitmap-kernels.ts";
import type { TileKernels } from "./tile-kernels.ts";
import { TileQueue } from "./tile-queue.ts";
import type { YuvKernels } from "./yuv-kernels.ts";
import type { ZgfxKernels } from "./zgfx-kernels.ts";

/** What assembly/index.ts exports. Addresses and sizes are in bytes. */
export interface KernelExports extends BitmapKernels, TileKernels, ZgfxKernels, YuvKernels {
  /** @param scratch address of SCRATCH_SIZE bytes */
  initialize(scratch: number): void;
  allocate(bytes: number): number;
  release(address: number): void;
}

/** Pages of 64 KiB; those that tools/build-kernels.mjs compiles for. */
const FIRST_PAGES = 16;
const MOST_PAGES = 32_768;
/** That of assembly/memory.ts. */
export const SCRATCH_SIZE = 256 * 1024;
/** Kernels may read so far beyond an input, where they find zeros. */
const INPUT_PADDING = 64;
/** Of the input and of the workspace. */
const LEAST_SIZE = 64 * 1024;

/**
 * The hot loops, compiled from assembly/, and the WebAssembly memory that they work in: one for each decoder. Bitmaps and
 * what codecs remember live there; compressed data is copied in by `input`.
 */
export class Kernels {
  readonly exports: KernelExports;
  readonly memory: WebAssembly.Memory;
  readonly tiles = new TileQueue(this);
  #bytes: Uint8Array = new Uint8Array(0);
  #words: Uint32Array = new Uint32Array(0);
  #samples: Int16Array = new Int16Array(0);
  #input = 0;
  #inputSize = 0;
  #workspace = 0;
  #workspaceSize = 0;

  /**
   * @param module kernels.wasm, or kernels-shared.wasm
   * @param shared whether it is the latter, whose memory further threads can work in
   */
  constructor(module: WebAssembly.Module, shared = false) {
    this.memory = new WebAssembly.Memory({ initial: FIRST_PAGES, maximum: MOST_PAGES, shared });
    const { exports } = new WebAssembly.Instance(module, { env: { memory: this.memory } });
    this.exports = exports as unknown as KernelExports;
    this.exports.initialize(this.allocate(SCRATCH_SIZE));
  }

  /** The whole memory. It is made anew when memory has grown: do not keep it over an `allocate` or `input`. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** As little-endian u32; see `bytes`. */
  get words(): Uint32Array {
    return this.#words;
  }

  /** As little-endian i16; see `bytes`. */
  get samples(): Int16Array {
    return this.#samples;
  }

  /** The address of zeroed memory, a multiple of 16. The caller has bounded the size; throws GraphicsDecodeError when memory is out. */
  allocate(bytes: number): number {
    let address = 0;
    try {
      address = this.exports.allocate(bytes) >>> 0;
    } catch {
      throw new GraphicsDecodeError("memory", `no room for ${bytes} bytes`);
    }
    const { buffer } = this.memory;
    if (buffer.byteLength !== this.#bytes.length) {
      this.#bytes = new Uint8Array(buffer);
      this.#words = new Uint32Array(buffer);
      this.#samples = new Int16Array(buffer);
    }
    return address;
  }

  release(address: number): void {
    this.exports.release(address);
  }

  /** Copies `data` to where kernels can read it, with 64 zeros behind it. The address is good until the next call. */
  input(data: Uint8Array): number {
    const size = data.length + INPUT_PADDING;
    if (size > this.#inputSize) {
      if (this.#input) this.release(this.#input);
      this.#inputSize = roundedUp(size);
      this.#input = this.allocate(this.#inputSize);
    }
    const { bytes } = this;
    bytes.set(data, this.#input);
    bytes.fill(0, this.#input + data.length, this.#input + size);
    return this.#input;
  }

  /** The address of so many bytes for a kernel to work with, whatever they hold; good until the next call. */
  workspace(size: number): number {
    if (size > this.#workspaceSize) {
      if (this.#workspace) this.release(this.#workspace);
      this.#workspaceSize = roundedUp(size);
      this.#workspace = this.allocate(this.#workspaceSize);
    }
    return this.#workspace;
  }
}

/** Sizes of what grows when it must: powers of two, so that it rarely must. */
function roundedUp(size: number): number {
  return Math.max(LEAST_SIZE, 2 ** Math.ceil(Math.log2(size)));
}
