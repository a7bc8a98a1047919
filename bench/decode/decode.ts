import { percentile } from "@passerelle/headless";
import { digits, print, printTable } from "../table.ts";
import { CODECS, HEIGHT, WIDTH } from "./frames.ts";

const WARM_UP = 10;
const FRAMES = 30;

/** Times full frames of each codec in this process, on one core. */
export async function benchDecode(): Promise<void> {
  print(`\nFull frames of ${WIDTH}x${HEIGHT}, half text, half photo, ${FRAMES} of each; milliseconds.\n`);
  printTable(
    ["codec", "p50", "p95"],
    Object.entries(CODECS).map(([name, prepare]) => {
      const paint = prepare();
      const times = Array.from({ length: WARM_UP + FRAMES }, (_, frame) => {
        const startedAt = performance.now();
        paint(frame);
        return performance.now() - startedAt;
      }).slice(WARM_UP);
      return [name, digits(percentile(times, 0.5)), digits(percentile(times, 0.95))];
    }),
  );
}
