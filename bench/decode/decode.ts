import { percentile } from "@passerelle/headless";
import { digits, print, printTable } from "../table.ts";
import { CODECS, HEIGHT, WIDTH } from "./frames.ts";

const WARM_UP = 10;
const FRAMES = 30;

/** Processor time of full frames of each codec, in this thread: a busy machine does not add to it. */
export async function benchDecode(): Promise<void> {
  print(
    `\nFull frames of ${WIDTH}x${HEIGHT}, half text, half photo, ${FRAMES} of each; milliseconds of processor time.\n`,
  );
  printTable(
    ["codec", "p50", "p95"],
    Object.entries(CODECS).map(([name, prepare]) => {
      const paint = prepare();
      const times = Array.from({ length: WARM_UP + FRAMES }, (_, frame) => {
        const before = process.threadCpuUsage();
        paint(frame);
        const { user, system } = process.threadCpuUsage(before);
        return (user + system) / 1000;
      }).slice(WARM_UP);
      return [name, digits(percentile(times, 0.5)), digits(percentile(times, 0.95))];
    }),
  );
}
