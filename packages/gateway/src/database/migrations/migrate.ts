import { type Kysely, sql } from "kysely";
import type { Queries } from "../database.ts";
import { createAdministrationTables } from "./administration-tables.ts";
import { createGuacamoleSchema } from "./guacamole-schema.ts";
import { createPasserelleTables, widenParameterValues } from "./passerelle-tables.ts";

interface Step {
  readonly name: string;
  run(db: Kysely<unknown>): Promise<void>;
}

/** In order; a step that was released is never changed or moved. */
const STEPS: readonly Step[] = [
  { name: "001 schema of Guacamole 1.6", run: createGuacamoleSchema },
  { name: "002 tables of Passerelle", run: createPasserelleTables },
  { name: "003 room for encrypted parameters", run: widenParameterValues },
  { name: "004 tables of the administration", run: createAdministrationTables },
];

/** The advisory lock that makes gateways starting together take turns: "passe" in ASCII. */
const LOCK = 0x7061737365;

/**
 * Brings the database to the structure that this version needs: all missing steps, or none.
 * @returns the names of the steps that ran.
 * @throws Error when a newer version has been at work.
 */
export async function migrate(queries: Queries): Promise<string[]> {
  return queries.transaction().execute(async (db) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(db);
    await sql`create table if not exists passerelle_migration (
      name text primary key,
      applied timestamptz not null default now()
    )`.execute(db);
    const done = (await db.selectFrom("passerelle_migration").select("name").execute()).map((row) => row.name);
    const unknown = done.find((name) => !STEPS.some((step) => step.name === name));
    if (unknown !== undefined) {
      throw new Error(
        `The database was used by a newer Passerelle (step "${unknown}"); start that version or a later one.`,
      );
    }
    const missing = STEPS.filter((step) => !done.includes(step.name));
    for (const step of missing) {
      await step.run(db as unknown as Kysely<unknown>);
      await db.insertInto("passerelle_migration").values({ name: step.name }).execute();
    }
    return missing.map((step) => step.name);
  });
}
