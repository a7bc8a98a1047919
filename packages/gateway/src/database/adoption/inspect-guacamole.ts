import { sql } from "kysely";
import type { Queries } from "../database.ts";
import { AUDIT_LABEL, GUACAMOLE_LABELS, GUACAMOLE_STRUCTURE } from "./guacamole-structure.ts";

/** Nothing in the structure tells the versions from 1.0 to 1.5 apart. */
export type GuacamoleVersion = "1.0 to 1.5" | "1.6";

/** The database holds something that cannot be adopted; the message says what, and what to do. */
export class NotAdoptable extends Error {
  override readonly name = "NotAdoptable";
}

/**
 * Finds out which Guacamole made the tables that the search path leads to, by their structure, as there is no version table.
 * Tables, columns and labels beyond Guacamole's do not matter.
 * @returns undefined when there are none.
 * @throws NotAdoptable
 */
export async function inspectGuacamole(db: Queries): Promise<GuacamoleVersion | undefined> {
  await requireRightToCreate(db);
  const tables = await readColumns(db);
  if (tables.size === 0) {
    return undefined;
  }
  if (tables.has("guacamole_user") && !tables.has("guacamole_entity")) {
    throw new NotAdoptable(
      "The database has tables of a Guacamole older than 1.0 (there is no guacamole_entity). Bring it up to date with Guacamole's own scripts first (schema/upgrade/upgrade-pre-*.sql, in order, up to upgrade-pre-1.0.0.sql), then start again. Nothing was changed.",
    );
  }
  const labels = await readLabels(db);
  const faults = [...faultsOfColumns(tables), ...faultsOfLabels(labels)];
  if (faults.length > 0) {
    throw new NotAdoptable(
      `The database has tables of Guacamole, but not as its PostgreSQL scripts for 1.0 to 1.6 make them: ${summary(faults)}. Restore it from a backup, or, if it was copied from MySQL, load Guacamole's PostgreSQL scripts into an empty database and copy the rows there; then start again. Nothing was changed.`,
    );
  }
  await requireOwnership(db);
  return labels.get("guacamole_system_permission_type")?.includes(AUDIT_LABEL) ? "1.6" : "1.0 to 1.5";
}

const TABLES = Object.keys(GUACAMOLE_STRUCTURE);

type TypesOfColumns = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** Guacamole's tables with the types of their columns, in the terms of `GUACAMOLE_STRUCTURE`. */
async function readColumns(db: Queries): Promise<TypesOfColumns> {
  const { rows } = await sql<{ name: string; types: Record<string, string> }>`
    select relname as name, json_object_agg(attname, case typname
      when 'varchar' then 'text' when 'int4' then 'integer' when 'bool' then 'boolean' else typname::text
    end) as types
    from pg_class
    join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
    join pg_type on pg_type.oid = atttypid
    where relname in (${sql.join(TABLES)}) and relkind in ('r', 'p') and pg_table_is_visible(pg_class.oid)
    group by relname`.execute(db);
  return new Map(rows.map(({ name, types }) => [name, types]));
}

async function readLabels(db: Queries): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ name: string; labels: string[] }>`
    select typname as name, array_agg(enumlabel::text) as labels
    from pg_type join pg_enum on enumtypid = pg_type.oid
    where pg_type_is_visible(pg_type.oid)
    group by typname`.execute(db);
  return new Map(rows.map(({ name, labels }) => [name, labels]));
}

function faultsOfColumns(tables: TypesOfColumns): string[] {
  return Object.entries(GUACAMOLE_STRUCTURE).flatMap(([table, columns]) => {
    const found = tables.get(table);
    if (found === undefined) {
      return [`the table ${table} is missing`];
    }
    return Object.entries(columns).flatMap(([column, type]) => {
      const actual = found[column];
      if (actual === type) {
        return [];
      }
      return [`${table}.${column} ${actual === undefined ? "is missing" : `is ${actual}, not ${type}`}`];
    });
  });
}

function faultsOfLabels(found: ReadonlyMap<string, readonly string[]>): string[] {
  return Object.entries(GUACAMOLE_LABELS).flatMap(([type, labels]) =>
    labels.filter((label) => !found.get(type)?.includes(label)).map((label) => `${type} has no label ${label}`),
  );
}

const SHOWN = 5;

function summary(faults: readonly string[]): string {
  const more = faults.length > SHOWN ? `; and ${faults.length - SHOWN} more` : "";
  return faults.slice(0, SHOWN).join("; ") + more;
}

async function requireRightToCreate(db: Queries): Promise<void> {
  const { rows } = await sql<{ schema: string | null; user: string; allowed: boolean | null }>`
    select current_schema() as schema, current_user::text as user,
      has_schema_privilege(current_schema(), 'create') as allowed`.execute(db);
  const [{ schema, user, allowed }] = rows;
  if (allowed !== true) {
    throw new NotAdoptable(
      `The database user ${user} may not create tables${schema === null ? "" : ` in the schema ${schema}`}. As the owner of the database run: GRANT CREATE ON SCHEMA ${schema ?? "public"} TO ${user};`,
    );
  }
}

/** Columns are widened and indexes are made, which only owners may do; Guacamole itself needs less. */
async function requireOwnership(db: Queries): Promise<void> {
  const { rows } = await sql<{ owner: string; user: string }>`
    select pg_get_userbyid(owner)::text as owner, current_user::text as user
    from (
      select relowner as owner from pg_class where relname in (${sql.join(TABLES)}) and pg_table_is_visible(oid)
      union
      select typowner from pg_type where typname in (${sql.join(Object.keys(GUACAMOLE_LABELS))}) and pg_type_is_visible(oid)
    ) as owners
    where not pg_has_role(owner, 'usage')`.execute(db);
  const [other] = rows;
  if (other !== undefined) {
    throw new NotAdoptable(
      `Tables of Guacamole belong to ${other.owner}, so that the database user ${other.user} may not extend them. As ${other.owner} or an administrator of the server run: GRANT ${other.owner} TO ${other.user}; (or make ${other.user} the owner of the tables and types), then start again. Nothing was changed.`,
    );
  }
}
