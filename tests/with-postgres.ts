// with-postgres.ts COMMAND ...: runs a command with TEST_POSTGRES_URL set to a PostgreSQL 15 of its own.
import { spawn } from "node:child_process";
import { DebianRoot } from "./servers/debian-root.ts";
import { startPostgres } from "./servers/postgres.ts";

const [command = "", ...parameters] = process.argv.slice(2);
const postgres = await startPostgres(await DebianRoot.open("bookworm"));
try {
  const url = `postgres://${postgres.user}@${postgres.host}:${postgres.port}/postgres`;
  const child = spawn(command, parameters, { stdio: "inherit", env: { ...process.env, TEST_POSTGRES_URL: url } });
  process.exitCode = await new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
} finally {
  await postgres.stop();
}
