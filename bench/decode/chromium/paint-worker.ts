import { FrameLoop } from "../frame-loop.ts";
import { bytesOf, kernels } from "./fetched.ts";

/** Asks for a frame to be painted so many times; its setup and records are served under `path`. */
export interface PaintRequest {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
}

let current: { path: string; loop: FrameLoop } | undefined;

async function loopOf({ path, width, height }: PaintRequest): Promise<FrameLoop> {
  if (current?.path !== path) {
    const [setup, frame] = await Promise.all([bytesOf(`${path}/setup`), bytesOf(`${path}/frame`)]);
    current = { path, loop: new FrameLoop(await kernels, width, height, setup, frame) };
  }
  return current.loop;
}

addEventListener("message", async ({ data }: MessageEvent<PaintRequest>) => {
  const loop = await loopOf(data);
  for (let i = 0; i < data.frames; i++) loop.paint();
  postMessage("painted");
});
