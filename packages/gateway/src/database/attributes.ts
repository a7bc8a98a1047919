import { type RawBuilder, sql } from "kysely";
import { RESTRICTIONS } from "../parameters/restriction-attributes.ts";
import type { Queries } from "./database.ts";
import type { ObjectKind } from "./permissions.ts";

const TABLES = {
  connection: { table: "guacamole_connection_attribute", column: "connection_id" },
  connectionGroup: { table: "guacamole_connection_group_attribute", column: "connection_group_id" },
  user: { table: "guacamole_user_attribute", column: "user_id" },
  userGroup: { table: "guacamole_user_group_attribute", column: "user_group_id" },
} as const satisfies Partial<Record<ObjectKind, object>>;
type AttributedKind = keyof typeof TABLES;

const RESTRICTION_NAMES = RESTRICTIONS.parameters.map((parameter) => parameter.name);

/** The attributes that the API knows and that are rows rather than columns. Others are other extensions', and stay as they are. */
const KNOWN: Readonly<Record<AttributedKind, readonly string[]>> = {
  connection: RESTRICTION_NAMES,
  connectionGroup: RESTRICTION_NAMES,
  user: [...RESTRICTION_NAMES, "guac-totp-disabled"],
  userGroup: [...RESTRICTION_NAMES, "guac-totp-disabled"],
};

/** Attributes by name; absent where there is no row. */
export type StoredAttributes = Readonly<Record<string, string>>;

/** SQL: the attributes of the object whose id is `id` that are rows; null when there are none. */
export function storedAttributes(kind: AttributedKind, id: string): RawBuilder<StoredAttributes | null> {
  const { table, column } = TABLES[kind];
  return sql<StoredAttributes | null>`(
    select json_object_agg(attribute_name, attribute_value) from ${sql.table(table)} as attribute
    where attribute.${sql.ref(column)} = ${sql.ref(id)} and attribute_name in (${sql.join(KNOWN[kind])})
  )`;
}

/** Attributes of an object as the API shows them: null where there is no row. */
export function withAbsent(kind: AttributedKind, stored: StoredAttributes | null): Record<string, string | null> {
  return Object.fromEntries(KNOWN[kind].map((name) => [name, stored?.[name] ?? null]));
}

/** Changes those attributes that are named, known, and rows: "" removes one. */
export async function changeAttributes(
  db: Queries,
  kind: AttributedKind,
  id: number,
  attributes: Readonly<Record<string, string>>,
): Promise<void> {
  const { table, column } = TABLES[kind];
  const named = KNOWN[kind].filter((name) => attributes[name] !== undefined);
  if (named.length === 0) {
    return;
  }
  await sql`
    delete from ${sql.table(table)} where ${sql.ref(column)} = ${id} and attribute_name in (${sql.join(named)})`.execute(
    db,
  );
  for (const name of named.filter((one) => attributes[one] !== "")) {
    await sql`
      insert into ${sql.table(table)} (${sql.ref(column)}, attribute_name, attribute_value)
      values (${id}, ${name}, ${attributes[name]})`.execute(db);
  }
}
