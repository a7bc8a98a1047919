import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

export { freePort } from "../../packages/gateway/src/operations/testing/free-port.ts";

/** Waits until something listens on a port of 127.0.0.1. */
export function untilListening(port: number, milliseconds = 20_000): Promise<void> {
  return until(`something listens on port ${port}`, () => isListening(port), milliseconds);
}

/** Asks `condition` again and again until it holds; an error names it if it does not in time. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  milliseconds = 20_000,
): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`not within ${milliseconds} ms: ${what}`);
    await delay(50);
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
