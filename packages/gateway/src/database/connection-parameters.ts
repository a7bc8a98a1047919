import { isSecretParameter } from "../parameters/connection-parameters.ts";
import { secretPlace } from "../secrets/places.ts";
import type { SecretBox } from "../secrets/secret-box.ts";
import type { Queries } from "./database.ts";

/** The stored parameters of a connection, secrets decrypted. */
export async function readParameters(
  queries: Queries,
  secrets: SecretBox,
  connectionId: number,
): Promise<Record<string, string>> {
  const rows = await queries
    .selectFrom("guacamole_connection_parameter")
    .select(["parameter_name as name", "parameter_value as value"])
    .where("connection_id", "=", connectionId)
    .orderBy("parameter_name")
    .execute();
  return Object.fromEntries(
    rows.map(({ name, value }) => [
      name,
      isSecretParameter(name) ? secrets.open(value, secretPlace.connectionParameter(connectionId, name)) : value,
    ]),
  );
}

/** Replaces all parameters of a connection; empty values are not stored, as in Guacamole. */
export async function replaceParameters(
  queries: Queries,
  secrets: SecretBox,
  connectionId: number,
  parameters: Readonly<Record<string, string>>,
): Promise<void> {
  await queries.deleteFrom("guacamole_connection_parameter").where("connection_id", "=", connectionId).execute();
  const rows = Object.entries(parameters)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => ({
      connection_id: connectionId,
      parameter_name: name,
      parameter_value: isSecretParameter(name)
        ? secrets.sealForGuacamole(value, secretPlace.connectionParameter(connectionId, name))
        : value,
    }));
  if (rows.length > 0) {
    await queries.insertInto("guacamole_connection_parameter").values(rows).execute();
  }
}
