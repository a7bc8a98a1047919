import { FrameLoop } from "../frame-loop.ts";
import type { PaintRequest } from "./page.ts";

const kernels = WebAssembly.compileStreaming(fetch("/kernels.wasm"));
let current: { name: string; loop: FrameLoop } | undefined;

async function loopOf({ name, width, height }: PaintRequest): Promise<FrameLoop> {
  if (current?.name !== name) {
    const [setup, frame] = await Promise.all(["setup", "frame"].map((part) => bytesOf(`/workloads/${name}/${part}`)));
    current = { name, loop: new FrameLoop(await kernels, width, height, setup as Uint8Array, frame as Uint8Array) };
  }
  return current.loop;
}

async function bytesOf(path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(path)).arrayBuffer());
}

addEventListener("message", async ({ data }: MessageEvent<PaintRequest>) => {
  const loop = await loopOf(data);
  for (let i = 0; i < data.frames; i++) loop.paint();
  postMessage("painted");
});
