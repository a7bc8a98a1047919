import { hostname } from "node:os";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { Authenticator } from "../accounts/authenticator.ts";
import { createFirstAdministrator, type FirstAdministrator } from "../accounts/first-administrator.ts";
import { Passwords } from "../accounts/passwords.ts";
import type { Routes } from "../api/routes.ts";
import type { Configuration } from "../configuration/configuration.ts";
import { type Database, openEmbedded, openPostgres } from "../database/database.ts";
import { createDemoConnection } from "../database/demo-connection.ts";
import { DatabaseSessionStore } from "../database/session-store.ts";
import { createServer } from "../http/server.ts";
import { removeLeftoverSpools } from "../printing/spool-folder.ts";
import type { SecretBox } from "../secrets/secret-box.ts";
import { SessionManager } from "../sessions/session-manager.ts";
import { startRun } from "./gateway-run.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { closeAfterCrash, closeAfterPredecessors, startUpkeep } from "./upkeep.ts";

const PAGE_FOLDER = fileURLToPath(new URL("../../../web/dist", import.meta.url));

/** A gateway that serves. */
export interface Gateway {
  /** The TCP port it listens on. */
  readonly port: number;
  /** Made by this start. */
  readonly administrator: FirstAdministrator | undefined;
  /** Ends sessions, closes their history, then the server and the database. */
  stop(): Promise<void>;
}

/**
 * Brings a gateway up.
 * @throws Error whose message says what is wrong and what to do.
 */
export async function startGateway(configuration: Configuration, logger: Logger): Promise<Gateway> {
  const { postgres, dataFolder } = configuration;
  const database = await (postgres === undefined ? openEmbedded(dataFolder) : openPostgres(postgres, logger));
  try {
    return await serve(configuration, database, logger);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function serve(configuration: Configuration, database: Database, logger: Logger): Promise<Gateway> {
  const { queries } = database;
  const secrets = await prepareDatabase(configuration, queries, logger);
  const { accounts: accountSettings, hours: hoursSettings, mail: mailSettings, web: webSettings } = configuration;
  const passwords = new Passwords(secrets, accountSettings);
  const administrator = await createAccounts(configuration, database, secrets, passwords);
  await closeAfterCrash(database, logger, true);
  await removeLeftoverSpools();

  const store = new DatabaseSessionStore({ queries, secrets, limits: configuration.sessionLimits });
  const { devices, hours } = configuration;
  const sessions = new SessionManager({ store, logger, devices, idleLimit: hours.idleLimit });
  const authenticator = new Authenticator({ queries, secrets, passwords, settings: accountSettings });
  const services = {
    queries,
    secrets,
    passwords,
    authenticator,
    sessions,
    accountSettings,
    hoursSettings,
    mailSettings,
    webSettings,
  };
  const server = await createServer(services, PAGE_FOLDER, logger);
  await listen(server, configuration);
  const run = { id: store.gatewayId, address: `${hostname()} ${configuration.host}:${configuration.port}` };
  await closeAfterPredecessors(database, run, logger);
  const endRun = await startRun(queries, run, logger);
  const stopUpkeep = startUpkeep(database, sessions, secrets, configuration, logger);

  const stop = async () => {
    server.server.close();
    stopUpkeep();
    await sessions.shutdown();
    await endRun();
    await server.close();
    await database.close();
  };
  const address = server.server.address();
  const port = typeof address === "object" && address !== null ? address.port : configuration.port;
  return { port, administrator, stop };
}

async function listen(server: Routes, { host, port }: Configuration): Promise<void> {
  try {
    await server.listen({ host, port, listenTextResolver: () => "listening" });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE") {
      throw new Error(`port ${port} is taken by another program; stop it, or set PASSERELLE_PORT.`, { cause: error });
    }
    throw error;
  }
}

/** What a database without users gets: an administrator, and in an embedded one the demo desktop. */
async function createAccounts(
  configuration: Configuration,
  database: Database,
  secrets: SecretBox,
  passwords: Passwords,
): Promise<FirstAdministrator | undefined> {
  const { administratorName, administratorPassword, demoDesktop } = configuration;
  const administrator = await createFirstAdministrator(
    database.queries,
    passwords,
    administratorName,
    administratorPassword,
  );
  if (administrator !== undefined && database.exclusive && demoDesktop !== undefined) {
    await createDemoConnection(database.queries, secrets, demoDesktop);
  }
  return administrator;
}
