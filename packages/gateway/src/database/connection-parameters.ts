import { sql } from "kysely";
import { isSecretParameter } from "../parameters/connection-parameters.ts";
import { secretPlace } from "../secrets/places.ts";
import type { SecretBox } from "../secrets/secret-box.ts";
import type { Queries } from "./database.ts";

type Parameters = Readonly<Record<string, string>>;

const OWNERS = {
  connection: {
    table: "guacamole_connection_parameter",
    column: "connection_id",
    place: secretPlace.connectionParameter,
  },
  sharingProfile: {
    table: "guacamole_sharing_profile_parameter",
    column: "sharing_profile_id",
    place: secretPlace.sharingProfileParameter,
  },
} as const;
type ParameterOwner = keyof typeof OWNERS;

async function read(
  queries: Queries,
  secrets: SecretBox,
  owner: ParameterOwner,
  id: number,
): Promise<Record<string, string>> {
  const { table, column, place } = OWNERS[owner];
  const { rows } = await sql<{ name: string; value: string }>`
    select parameter_name as name, parameter_value as value from ${sql.table(table)}
    where ${sql.ref(column)} = ${id} order by parameter_name`.execute(queries);
  return Object.fromEntries(
    rows.map(({ name, value }) => [name, isSecretParameter(name) ? secrets.open(value, place(id, name)) : value]),
  );
}

async function replace(
  queries: Queries,
  secrets: SecretBox,
  owner: ParameterOwner,
  id: number,
  parameters: Parameters,
): Promise<void> {
  const { table, column, place } = OWNERS[owner];
  await sql`delete from ${sql.table(table)} where ${sql.ref(column)} = ${id}`.execute(queries);
  const given = Object.entries(parameters).filter(([, value]) => value !== "");
  const names = given.map(([name]) => name);
  const values = given.map(([name, value]) =>
    isSecretParameter(name) ? secrets.sealForGuacamole(value, place(id, name)) : value,
  );
  await sql`
    insert into ${sql.table(table)} (${sql.ref(column)}, parameter_name, parameter_value)
    select ${id}::integer, name, value from unnest(${names}::text[], ${values}::text[]) as given (name, value)`.execute(
    queries,
  );
}

/** The stored parameters of a connection, secrets decrypted. */
export async function readParameters(
  queries: Queries,
  secrets: SecretBox,
  connectionId: number,
): Promise<Record<string, string>> {
  return read(queries, secrets, "connection", connectionId);
}

/** Replaces all parameters of a connection; empty values are not stored, as in Guacamole. */
export async function replaceParameters(
  queries: Queries,
  secrets: SecretBox,
  connectionId: number,
  parameters: Parameters,
): Promise<void> {
  await replace(queries, secrets, "connection", connectionId, parameters);
}

/** The stored parameters of a sharing profile, secrets decrypted. */
export async function readSharingParameters(
  queries: Queries,
  secrets: SecretBox,
  profileId: number,
): Promise<Record<string, string>> {
  return read(queries, secrets, "sharingProfile", profileId);
}

/** Replaces all parameters of a sharing profile; empty values are not stored. */
export async function replaceSharingParameters(
  queries: Queries,
  secrets: SecretBox,
  profileId: number,
  parameters: Parameters,
): Promise<void> {
  await replace(queries, secrets, "sharingProfile", profileId, parameters);
}
