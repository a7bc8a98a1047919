import { GraphicsDecoder, Kernels } from "../../../packages/graphics/src/index.ts";
import { H264Decoder } from "../../../packages/web/src/desktop/worker/h264-decoder.ts";
import { type DecoderRecord, decodeRecords } from "../records.ts";
import { bytesOf, kernels } from "./fetched.ts";

/** Asks for a video to be played: its setup and a record for each frame are served under `path`. */
export interface VideoRequest {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
}

/** For each frame but the first, the milliseconds from when it was due until it was in the framebuffer. */
export type VideoAnswer = readonly number[];

async function play({ path, width, height, framesPerSecond }: VideoRequest): Promise<VideoAnswer> {
  const [first, ...frames] = decodeRecords(await bytesOf(`${path}/frames`));
  const shown: number[] = [];
  const begun = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  const decoder = new GraphicsDecoder({
    kernels: new Kernels(await kernels),
    present: (event) => {
      if (event.type !== "frame") return;
      shown.push(performance.now());
      begun.resolve();
      if (shown.length > frames.length) over.resolve();
    },
    video: { open: () => new H264Decoder(), applied: () => {}, failed: (error) => over.reject(error) },
  });
  decoder.resize(width, height);
  for (const { data } of decodeRecords(await bytesOf(`${path}/setup`))) decoder.pipeline(data, true, true);
  if (first) decoder.pipeline(first.data, true, true);
  // Only now the browser's decoder has started.
  await begun.promise;

  const begin = performance.now() + 100;
  const due = (frame: number) => begin + (frame * 1000) / framesPerSecond;
  let next = 0;
  const clock = setInterval(() => {
    for (; next < frames.length && performance.now() >= due(next); next++) {
      decoder.pipeline((frames[next] as DecoderRecord).data, true, true);
    }
  }, 4);
  await over.promise;
  clearInterval(clock);
  decoder.close();
  return shown.slice(1).map((time, frame) => time - due(frame));
}

addEventListener("message", async ({ data }: MessageEvent<VideoRequest>) => {
  postMessage(await play(data));
});
