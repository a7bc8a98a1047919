import { expect, test } from "vitest";
import { runInWorker } from "./run-in-worker.ts";

const PATIENCE = 30_000;

/** Runs the text of a module. */
function run(text: string, mostTime = PATIENCE): Promise<unknown> {
  const threads = 'import { parentPort, workerData } from "node:worker_threads";';
  return runInWorker(new URL(`data:text/javascript,${encodeURIComponent(threads + text)}`), { half: 21 }, mostTime);
}

test("a module in a thread answers what it posts", async () => {
  expect(await run("parentPort.postMessage(2 * workerData.half)")).toBe(42);
});

test.each([
  ["that throws", 'throw new Error("no paper")', PATIENCE, "no paper"],
  ["that ends without a word", "process.exit(3)", PATIENCE, "without an answer (3)"],
  ["that never ends", "for (;;);", 500, "longer than 500 ms"],
])("one %s is told with the reason", async (_, text, mostTime, reason) => {
  await expect(run(text, mostTime)).rejects.toThrow(reason);
});
