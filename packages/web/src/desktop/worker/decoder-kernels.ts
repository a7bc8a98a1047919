import { Kernels, type TileHelper, TilePool } from "@passerelle/graphics";
import kernelsUrl from "@passerelle/graphics/kernels.wasm?url";
import sharedKernelsUrl from "@passerelle/graphics/kernels-shared.wasm?url";

/** More do not make it faster. */
const MOST_HELPERS = 4;
/** Cores that helpers leave to the decoder and to the browser. */
const OTHER_CORES = 2;
/** Pages of 64 KiB, as the kernels ask for. */
const MOST_PAGES = 32_768;

/** Whether this worker may have memory that threads share: the page is isolated, and there is room for it. */
function canShare(): boolean {
  if (!crossOriginIsolated) return false;
  try {
    new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true });
    return true;
  } catch {
    return false;
  }
}

function helperCount(): number {
  return canShare() ? Math.max(0, Math.min(MOST_HELPERS, navigator.hardwareConcurrency - OTHER_CORES)) : 0;
}

function startHelper(): TileHelper {
  const worker = new Worker(new URL("./tile-worker.ts", import.meta.url), { type: "module" });
  return { begin: (help) => worker.postMessage(help), end: () => worker.terminate() };
}

/** The kernels of the worker's decoder, with helping threads where cores allow. */
export class DecoderKernels {
  readonly #module: WebAssembly.Module;
  readonly #helpers: number;
  #pool: TilePool | undefined;

  private constructor(module: WebAssembly.Module, helpers: number) {
    this.#module = module;
    this.#helpers = helpers;
  }

  static async load(): Promise<DecoderKernels> {
    const helpers = helperCount();
    const url = helpers > 0 ? sharedKernelsUrl : kernelsUrl;
    return new DecoderKernels(await WebAssembly.compileStreaming(fetch(url)), helpers);
  }

  /** Whether their memory is shared between threads. */
  get isShared(): boolean {
    return this.#helpers > 0;
  }

  /** Threads that decode: the worker's own, and its helpers. */
  get threads(): number {
    return 1 + this.#helpers;
  }

  /** Kernels for a decoder; there is no other decoder any more. */
  renew(): Kernels {
    this.#pool?.close();
    const kernels = new Kernels(this.#module, this.isShared);
    if (this.isShared) {
      this.#pool = new TilePool(kernels, this.#module, Array.from({ length: this.#helpers }, startHelper));
    }
    return kernels;
  }
}
