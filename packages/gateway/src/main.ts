import "./operations/collect-seldom.ts";
import type { Logger } from "pino";
import { type Configuration, ConfigurationError, readConfiguration } from "./configuration/configuration.ts";
import { type Gateway, startGateway } from "./operations/gateway.ts";
import { createLogger } from "./operations/logger.ts";
import { firstSteps } from "./operations/notice.ts";
import { stopOnSignal } from "./operations/stop-on-signal.ts";

function configurationOrExit(): Configuration {
  try {
    return readConfiguration(process.env);
  } catch (error) {
    if (error instanceof ConfigurationError) {
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    }
    throw error;
  }
}

async function startOrExit(configuration: Configuration, logger: Logger): Promise<Gateway> {
  try {
    return await startGateway(configuration, logger);
  } catch (error) {
    logger.debug({ err: error }, "start failed");
    process.stderr.write(`Passerelle cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

const configuration = configurationOrExit();
const logger = createLogger(configuration.logLevel);
const gateway = await startOrExit(configuration, logger);
stopOnSignal(gateway, logger);
process.stdout.write(firstSteps(configuration.host, gateway.port, gateway.administrator));
