import { GraphicsDecoder, Kernels } from "../../../packages/graphics/src/index.ts";
import { H264Decoder } from "../../../packages/web/src/desktop/worker/h264-decoder.ts";
import { decodeRecords } from "../records.ts";
import { bytesOf, kernels } from "./fetched.ts";

/** Asks for a video to be played: its setup and a record for each frame are served under `path`. */
export interface VideoRequest {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
}

/** For each frame, the milliseconds from when it was due until it was in the framebuffer. */
export type VideoAnswer = readonly number[];

async function play({ path, width, height, framesPerSecond }: VideoRequest): Promise<VideoAnswer> {
  const frames = decodeRecords(await bytesOf(`${path}/frames`));
  const shown: number[] = [];
  const over = Promise.withResolvers<void>();
  const decoder = new GraphicsDecoder({
    kernels: new Kernels(await kernels),
    present: (event) => {
      if (event.type !== "frame") return;
      shown.push(performance.now());
      if (shown.length === frames.length) over.resolve();
    },
    video: { open: () => new H264Decoder(), applied: () => {}, failed: (error) => over.reject(error) },
  });
  decoder.resize(width, height);
  for (const { data } of decodeRecords(await bytesOf(`${path}/setup`))) decoder.pipeline(data, true, true);

  const begin = performance.now() + 100;
  const due = (frame: number) => begin + (frame * 1000) / framesPerSecond;
  let next = 0;
  const clock = setInterval(() => {
    while (next < frames.length && performance.now() >= due(next)) {
      decoder.pipeline((frames[next] as { data: Uint8Array }).data, true, true);
      next++;
    }
  }, 4);
  await over.promise;
  clearInterval(clock);
  decoder.close();
  return shown.map((time, frame) => time - due(frame));
}

addEventListener("message", async ({ data }: MessageEvent<VideoRequest>) => {
  postMessage(await play(data));
});
