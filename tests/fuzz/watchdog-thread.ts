import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";
import type { WatchedRun } from "./watchdog.ts";

const { count, length, text, milliseconds } = workerData as WatchedRun;
let seen = 0;

setInterval(() => {
  const now = Atomics.load(count, 0);
  if (now > 0 && now === seen) {
    const description = Buffer.from(text.subarray(0, Atomics.load(length, 0))).toString();
    writeSync(1, `FOUND after ${milliseconds} ms without an end: ${description}\n`);
    // Ending this thread would leave the other one as it is.
    process.kill(process.pid, "SIGKILL");
  }
  seen = now;
}, milliseconds);
