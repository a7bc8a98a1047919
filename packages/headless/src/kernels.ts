import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Kernels } from "@passerelle/graphics";

let module: WebAssembly.Module | undefined;

/** The kernels of one decoder. They must have been compiled: `npm run kernels`. */
export function newKernels(): Kernels {
  const path = fileURLToPath(import.meta.resolve("@passerelle/graphics/kernels.wasm"));
  module ??= new WebAssembly.Module(readFileSync(path));
  return new Kernels(module);
}
