import { readFileSync } from "node:fs";
import { Kernels } from "../kernels/kernels.ts";

const module = new WebAssembly.Module(readFileSync(new URL("../../dist/kernels.wasm", import.meta.url)));

/** Tests make bitmaps and leave them: their memory goes when it holds so many bytes. */
const MOST_BYTES = 64 * 1024 * 1024;

let current: Kernels | undefined;

export function newKernels(): Kernels {
  return new Kernels(module);
}

/** Kernels that tests may share. */
export function someKernels(): Kernels {
  if (!current || current.memory.buffer.byteLength > MOST_BYTES) current = newKernels();
  return current;
}
