import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfiguration } from "../configuration/configuration.ts";
import { type Database, openInMemory } from "../database/database.ts";
import { createGuacamoleFixture, guacamoleRows } from "../database/testing/guacamole-fixture.ts";
import { OPEN_TIME } from "../database/testing/test-databases.ts";
import { prepareDatabase } from "./prepare-database.ts";

let database: Database;
let folder: string;
let rows: unknown;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "passerelle-prepare-"));
  database = await openInMemory();
  await createGuacamoleFixture(database.queries, "1.0");
  rows = await guacamoleRows(database.queries);
}, OPEN_TIME);
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

/** Prepares the database as a start does; answers the texts of the log. */
async function start(sideBySide: boolean): Promise<string[]> {
  const lines: string[] = [];
  const logger = pino({}, { write: (line: string) => lines.push(JSON.parse(line).msg) });
  const environment = { PASSERELLE_DATA_DIR: folder, PASSERELLE_SIDE_BY_SIDE: String(sideBySide) };
  await prepareDatabase(readConfiguration(environment), database.queries, logger);
  return lines;
}

test("starts say what they find and do, once, and what they cannot", async () => {
  const [structure, adoption, ...rest] = await start(true);
  expect(structure).toContain("brought up to date");
  expect(adoption).toContain("Guacamole 1.0 to 1.5");
  expect(rest).toEqual([]);
  expect(await guacamoleRows(database.queries)).toEqual(rows);
  expect(await start(true)).toEqual([]);

  expect(await start(false)).toEqual(["encrypted 8 secrets of connections and 1 TOTP secret"]);
  expect(await start(false)).toEqual([]);

  const [warning, ...more] = await start(true);
  expect(warning).toContain(
    'cannot read 9 secrets, which Passerelle encrypted: stop the gateway, run "passerelle secrets release"',
  );
  expect(more).toEqual([]);

  await database.queries
    .updateTable("guacamole_connection_parameter")
    .set({ parameter_value: "passerelle:1:000000000000:AAAA" })
    .where("connection_id", "=", 1)
    .where("parameter_name", "=", "password")
    .execute();
  expect(await start(false)).toEqual(["1 stored secret cannot be decrypted; store what is named here again"]);
  const audit = await database.queries.selectFrom("passerelle_audit").select("action").orderBy("audit_id").execute();
  expect(audit.map(({ action }) => action)).toEqual(["database.adopt", "secrets.seal"]);
});
