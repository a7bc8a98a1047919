import { GraphicsDecodeError } from "../decode-error.ts";
import type { BitmapKernels } from "./bitmap-kernels.ts";
import { PADDING } from "./padding.ts";
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
/** Bytes that an instance needs for a moment, its scratch memory. */
export const SCRATCH_SIZE = 256 * 1024;

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
  readonly #input = new Region(this);
  readonly #workspace = new Region(this);

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

  /** The whole memory. It is made anew when memory has grown: do not keep it over what may take some. */
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
    const size = data.length + PADDING;
    const address = this.#input.ofSize(size);
    const { bytes } = this;
    bytes.set(data, address);
    bytes.fill(0, address + data.length, address + size);
    return address;
  }

  /** The address of so many bytes for a kernel to work with, whatever they hold; good until the next call. */
  workspace(size: number): number {
    return this.#workspace.ofSize(size);
  }
}

const LEAST_REGION_SIZE = 64 * 1024;

/** Memory that becomes larger when it must, and loses what it held then. */
class Region {
  readonly #kernels: Kernels;
  #address = 0;
  #size = 0;

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
  }

  /** Its address, once it has so many bytes. Throws GraphicsDecodeError when memory is out. */
  ofSize(size: number): number {
    if (size > this.#size) {
      if (this.#size > 0) this.#kernels.release(this.#address);
      this.#size = 0;
      // A power of two, so that it rarely becomes larger.
      const larger = Math.max(LEAST_REGION_SIZE, 2 ** Math.ceil(Math.log2(size)));
      this.#address = this.#kernels.allocate(larger);
      this.#size = larger;
    }
    return this.#address;
  }
}
