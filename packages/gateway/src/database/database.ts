import { execFile } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { PGlite } from "@electric-sql/pglite";
import { CompiledQuery, type DatabaseConnection, type Dialect, Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import type { Logger } from "pino";
import type { PostgresSettings } from "../configuration/postgres-settings.ts";
import { embeddedDialect } from "./embedded-dialect.ts";
import { lockFolder } from "./folder-lock.ts";
import type { Tables } from "./tables.ts";

export type Queries = Kysely<Tables>;

/** An open database. */
export interface Database {
  readonly queries: Queries;
  /** No other gateway can be using it. */
  readonly exclusive: boolean;
  close(): Promise<void>;
}

/** How gateways name themselves to a PostgreSQL server. */
export const GATEWAY_PROGRAM = "passerelle";

/** How long a gateway that starts together with its PostgreSQL waits for it. */
const PATIENCE_MS = 60_000;
const RETRY_MS = 1_000;

/** PGlite's own, but with changes flushed to the disk (it turns that off with -F), and a third of the memory. */
const START_PARAMETERS = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"),
  ...["-c", "shared_buffers=16MB"],
];

const MAKE_DATABASE = fileURLToPath(new URL("./make-embedded-database.ts", import.meta.url));

/**
 * Makes an empty database in `folder`, whole or not at all. A process of its own does it, which takes the 400 MiB that this
 * costs away with it.
 */
async function makeEmbedded(folder: string): Promise<void> {
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  await promisify(execFile)(process.execPath, [MAKE_DATABASE, unfinished]);
  renameSync(unfinished, folder);
}

/** Opens PGlite in `folder`/database, making both folders. */
export async function openEmbedded(folder: string): Promise<Database> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(folder);
  try {
    const data = join(folder, "database");
    if (!existsSync(data)) {
      await makeEmbedded(data);
    }
    const engine = await PGlite.create(data, { startParams: START_PARAMETERS });
    const queries = open(embeddedDialect(engine));
    const close = async () => {
      await queries.destroy();
      unlock();
    };
    return { queries, exclusive: true, close };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** PGlite without a folder: for tests. */
export async function openInMemory(): Promise<Database> {
  const queries = open(embeddedDialect(await PGlite.create({ startParams: START_PARAMETERS })));
  return { queries, exclusive: true, close: () => queries.destroy() };
}

/**
 * Connects to a PostgreSQL server, waiting a while for one that is still starting.
 * @param program what the server sees; commands that need the gateways stopped look for theirs.
 */
export async function openPostgres(
  settings: PostgresSettings,
  logger: Logger,
  program = GATEWAY_PROGRAM,
): Promise<Database> {
  const { tls, plainWillDo } = settings;
  try {
    return await connect(settings, tls, logger, program);
  } catch (error) {
    if (tls === undefined || !plainWillDo || !hasNoTls(error)) {
      throw error;
    }
    return connect(settings, undefined, logger, program);
  }
}

/** What the driver says when the server declines TLS: a message is all that there is. */
function hasNoTls(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && cause.message === "The server does not support SSL connections";
}

async function connect(
  settings: PostgresSettings,
  tls: PostgresSettings["tls"],
  logger: Logger,
  program: string,
): Promise<Database> {
  const { host, port, database, user, password, statementTimeout, queryTimeout } = settings;
  const pool = new pg.Pool({
    ...{ host, port, database, user, password, ssl: tls ?? false },
    ...(statementTimeout > 0 && { statement_timeout: statementTimeout }),
    ...(queryTimeout > 0 && { query_timeout: queryTimeout }),
    ...{ max: 10, connectionTimeoutMillis: 10_000, application_name: program },
  });
  pool.on("error", (error) => logger.warn({ err: error }, "an idle database connection broke"));
  const queries = open(new PostgresDialect({ pool, onCreateConnection: withoutCompiler }));
  try {
    await waitUntilReady(queries, `${host}:${port}`, logger);
  } catch (error) {
    await queries.destroy();
    throw error;
  }
  return { queries, exclusive: false, close: () => queries.destroy() };
}

/** Compiling a list's query takes the server longer than running it. */
async function withoutCompiler(connection: DatabaseConnection): Promise<void> {
  await connection.executeQuery(CompiledQuery.raw("set jit = off"));
}

function open(dialect: Dialect): Queries {
  return new Kysely<Tables>({ dialect });
}

/** Connection errors, and the server's own "starting up" (SQLSTATE 57P03). */
const NOT_YET = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "57P03"]);

async function waitUntilReady(queries: Queries, address: string, logger: Logger): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await sql`select 1`.execute(queries);
      return;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      const reason = error instanceof Error && error.message !== "" ? error.message : code;
      if (!NOT_YET.has(code) || Date.now() > deadline) {
        throw new Error(`PostgreSQL at ${address} cannot be used: ${reason}`, { cause: error });
      }
      logger.info({ address, reason }, "waiting for PostgreSQL");
      await delay(RETRY_MS);
    }
  }
}
