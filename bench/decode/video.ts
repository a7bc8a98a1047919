import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { percentile } from "@passerelle/headless";
import { egfx, message } from "../../packages/graphics/src/testing/egfx-writer.ts";
import { avc420 } from "../../packages/graphics/src/testing/video.ts";
import { digits, print, printTable } from "../table.ts";
import type { BrowserWorkers } from "./chromium/browser-workers.ts";
import type { VideoAnswer, VideoRequest } from "./chromium/video-worker.ts";
import { encodeRecords } from "./records.ts";

const WIDTH = 1920;
const HEIGHT = 1080;
const FRAMES_PER_SECOND = 30;
const SECONDS = 10;
const SURFACE = 1;
const AVC420 = 11;
/** A frame that comes later than the one after it is due is as good as dropped. */
const LATE = 1000 / FRAMES_PER_SECOND;

/** Plays H.264 of 1920x1080 in real time, each picture over the whole surface. */
export async function benchVideo(workers: BrowserWorkers): Promise<void> {
  const units = await encodeVideo();
  const rect = { x: 0, y: 0, width: WIDTH, height: HEIGHT };
  const frames = units.map((unit, id) => {
    const bitmap = egfx.wireToSurface1(SURFACE, AVC420, rect, avc420(unit, rect));
    return { type: "message", data: message(egfx.startFrame(id), bitmap, egfx.endFrame(id)) } as const;
  });
  const surface = [
    egfx.resetGraphics(WIDTH, HEIGHT),
    egfx.createSurface(SURFACE, WIDTH, HEIGHT),
    egfx.mapSurfaceToOutput(SURFACE, 0, 0),
  ];
  workers.serve("/video/setup", encodeRecords([{ type: "message", data: message(...surface) }]));
  workers.serve("/video/frames", encodeRecords(frames));
  const request: VideoRequest = { path: "/video", width: WIDTH, height: HEIGHT, framesPerSecond: FRAMES_PER_SECOND };
  const { answer, time } = await workers.ask<VideoAnswer>("video-worker", request);
  const bytes = units.reduce((sum, unit) => sum + unit.length, 0);
  print(`\nH.264 of ${WIDTH}x${HEIGHT}, ${FRAMES_PER_SECOND} frames a second, ${SECONDS} s, in Chromium.\n`);
  printTable(
    ["frames", "Mbit/s", "late by a frame", "ms until shown, p50", "p95", "worker, cores"],
    [
      [
        String(units.length),
        digits((bytes * 8) / SECONDS / 1e6),
        String(answer.filter((delay) => delay > LATE).length),
        digits(percentile(answer, 0.5)),
        digits(percentile(answer, 0.95)),
        digits(time / 1000 / SECONDS, 2),
      ],
    ],
  );
}

/** A test picture with grain, as ffmpeg of this machine encodes it for little delay: one access unit for each frame. */
async function encodeVideo(): Promise<Uint8Array[]> {
  const source = `testsrc2=size=${WIDTH}x${HEIGHT}:rate=${FRAMES_PER_SECOND}:duration=${SECONDS},noise=alls=6:allf=t`;
  const quality = ["-preset", "veryfast", "-tune", "zerolatency", "-threads", "1", "-crf", "26", "-g", "600"];
  const format = ["-pix_fmt", "yuv420p", "-x264-params", "aud=1", "-f", "h264", "-"];
  const { stdout } = await promisify(execFile)(
    "ffmpeg",
    ["-v", "error", "-f", "lavfi", "-i", source, "-c:v", "libx264", ...quality, ...format],
    { encoding: "buffer", maxBuffer: 2 ** 28 },
  );
  return accessUnits(stdout);
}

/** Cuts a byte stream ([ITU-H.264] Annex B) at its access unit delimiters, which are left out. */
function accessUnits(stream: Buffer): Uint8Array[] {
  const delimiter = Buffer.of(0, 0, 0, 1, 9);
  const units: Uint8Array[] = [];
  for (let at = stream.indexOf(delimiter); at >= 0; ) {
    const next = stream.indexOf(delimiter, at + delimiter.length);
    // One byte of content: which kinds of slices follow.
    units.push(stream.subarray(at + delimiter.length + 1, next < 0 ? undefined : next));
    at = next;
  }
  return units;
}
