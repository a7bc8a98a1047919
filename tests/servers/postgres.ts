import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { DebianRoot } from "./debian-root.ts";
import { freePort, until } from "./ports.ts";

/** PostgreSQL 15 with an empty cluster in the root, open to everybody on one port of 127.0.0.1. */
export interface Postgres {
  readonly host: "127.0.0.1";
  readonly port: number;
  readonly user: "postgres";
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
  const psql = (sql: string) =>
    root.run(["psql", "-h", "127.0.0.1", "-p", String(port), "-d", "postgres", "-Atc", sql], {}, "postgres");
  await until("PostgreSQL answers", () =>
    psql("SELECT 1").then(
      () => true,
      () => false,
    ),
  );
  const stop = async () => {
    server.kill("SIGKILL");
    await rm(join(root.path, folder), { recursive: true, force: true, maxRetries: 5 });
  };
  return { host: "127.0.0.1", port, user: "postgres", stop };
}
