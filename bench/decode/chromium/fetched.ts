/** The kernels, compiled once for each worker. */
export const kernels = WebAssembly.compileStreaming(fetch("/kernels.wasm"));

/** What the bench serves under a path. */
export async function bytesOf(path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(path)).arrayBuffer());
}
