import type { Logger } from "pino";
import type { Gateway } from "./gateway.ts";

const INTERRUPTED = 130;

/** The first SIGTERM or SIGINT stops the gateway in order, the second at once. */
export function stopOnSignal(gateway: Gateway, logger: Logger): void {
  let stopping = false;

  function stop(signal: NodeJS.Signals): void {
    if (stopping) {
      process.exit(INTERRUPTED);
    }
    stopping = true;
    logger.info({ signal }, "stopping; once more stops at once");
    gateway.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, "the stop did not succeed");
        process.exit(1);
      },
    );
  }

  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}
