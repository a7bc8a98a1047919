import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { DebianRoot } from "./debian-root.ts";
import { freePort, until } from "./ports.ts";

/** PostgreSQL 15 with an empty cluster in the root, open to everybody on one port of 127.0.0.1. */
export interface Postgres {
  readonly host: "127.0.0.1";
  readonly port: number;
  readonly user: "postgres";
  /** Has psql run a script in a database; answers what it prints, rows as lines and columns separated by "|". */
  psql(database: string, script: string): Promise<string>;
  stop(): Promise<void>;
}

const PROGRAMS = "/usr/lib/postgresql/15/bin";

export async function startPostgres(root: DebianRoot): Promise<Postgres> {
  const port = await freePort();
  const folder = `/tmp/postgres-${port}`;
  await root.run(["install", "-d", "-o", "postgres", "-g", "postgres", folder]);
  await root.run(
    [`${PROGRAMS}/initdb`, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-D", folder],
    {},
    "postgres",
  );
  const settings = [`port=${port}`, "listen_addresses=127.0.0.1", `unix_socket_directories=${folder}`, "fsync=off"];
  const server = root.start(
    [`${PROGRAMS}/postgres`, "-D", folder, ...settings.flatMap((setting) => ["-c", setting])],
    {},
    "postgres",
  );
  const psql = async (database: string, script: string) => {
    const options = ["-h", "127.0.0.1", "-p", String(port), "-d", database, "-v", "ON_ERROR_STOP=1"];
    return String(await root.run(["psql", ...options, "-qAtc", script], {}, "postgres"));
  };
  await until("PostgreSQL answers", () =>
    psql("postgres", "SELECT 1").then(
      () => true,
      () => false,
    ),
  );
  const stop = async () => {
    server.kill("SIGKILL");
    await rm(join(root.path, folder), { recursive: true, force: true, maxRetries: 5 });
  };
  return { host: "127.0.0.1", port, user: "postgres", psql, stop };
}
