import { type Kysely, sql } from "kysely";
import { type GuacamoleVersion, inspectGuacamole } from "../adoption/inspect-guacamole.ts";
import { type Inventory, takeInventory } from "../adoption/inventory.ts";
import { recordAudit } from "../audit.ts";
import type { Queries } from "../database.ts";
import { createAdministrationTables } from "./administration-tables.ts";
import { addAuditPermission, createGuacamoleSchema } from "./guacamole-schema.ts";
import { createGuestTable } from "./guest-table.ts";
import { createHoursTables } from "./hours-tables.ts";
import { createIndexes } from "./indexes.ts";
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
  { name: "005 permission AUDIT of Guacamole 1.6", run: addAuditPermission },
  { name: "006 indexes", run: createIndexes },
  { name: "007 worked hours", run: createHoursTables },
  { name: "008 guests of shared sessions", run: createGuestTable },
];

/** The advisory lock that makes gateways starting together take turns: "passe" in ASCII. */
const LOCK = 0x7061737365;

/** A database of Guacamole's that became ours. */
export interface Adoption extends Inventory {
  /** The Guacamole that made it. */
  readonly guacamole: GuacamoleVersion;
}

/** What was done to the structure. */
export interface Migration {
  /** The names of the steps that ran. */
  readonly steps: readonly string[];
  /** Given when the database was Guacamole's until now. */
  readonly adoption: Adoption | undefined;
}

/**
 * Brings the database to the structure that this version needs: all missing steps, or none. A database of Guacamole's is adopted
 * in the same transaction.
 * @throws NotAdoptable, or Error when a newer version has been at work.
 */
export async function migrate(queries: Queries): Promise<Migration> {
  return queries.transaction().execute(async (db) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(db);
    const done = await stepsDone(db);
    const unknown = done.find((name) => !STEPS.some((step) => step.name === name));
    if (unknown !== undefined) {
      throw new Error(
        `The database was used by a newer Passerelle (step "${unknown}"); start that version or a later one.`,
      );
    }
    const guacamole = done.length === 0 ? await inspectGuacamole(db) : undefined;
    await sql`create table if not exists passerelle_migration (
      name text primary key,
      applied timestamptz not null default now()
    )`.execute(db);
    const steps = STEPS.filter((step) => !done.includes(step.name));
    for (const step of steps) {
      await step.run(db as unknown as Kysely<unknown>);
      await db.insertInto("passerelle_migration").values({ name: step.name }).execute();
    }
    const adoption = guacamole === undefined ? undefined : await recordAdoption(db, guacamole);
    return { steps: steps.map((step) => step.name), adoption };
  });
}

async function stepsDone(db: Queries): Promise<string[]> {
  const { rows } = await sql<{ found: boolean }>`
    select to_regclass('passerelle_migration') is not null as found`.execute(db);
  const done = rows[0]?.found ? await db.selectFrom("passerelle_migration").select("name").execute() : [];
  return done.map((row) => row.name);
}

async function recordAdoption(db: Queries, guacamole: GuacamoleVersion): Promise<Adoption> {
  const adoption = { guacamole, ...(await takeInventory(db)) };
  await recordAudit(db, { actor: undefined, action: "database.adopt", details: { ...adoption } });
  return adoption;
}
