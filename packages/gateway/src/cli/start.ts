import { startGateway } from "../operations/gateway.ts";
import { createLogger } from "../operations/logger.ts";
import { firstSteps, logNotices } from "../operations/notice.ts";
import { stopOnSignal } from "../operations/stop-on-signal.ts";
import { defineCommand } from "./command.ts";

export const startCommand = defineCommand({
  name: "start",
  summary: "Starts the gateway; it runs until it gets SIGTERM or SIGINT.",
  usage: "",
  run: async ({ configuration, terminal }) => {
    const logger = createLogger(configuration.logLevel, process.stdout);
    logNotices(configuration.notices, logger);
    const gateway = await startGateway(configuration, logger).catch((error: unknown) => {
      logger.debug({ err: error }, "start failed");
      throw new Error(`Passerelle cannot start: ${error instanceof Error ? error.message : String(error)}`);
    });
    stopOnSignal(gateway, logger);
    terminal.write(firstSteps(configuration.host, gateway.port, gateway.administrator));
  },
});
