import { sql } from "kysely";
import type { Queries } from "../database/database.ts";
import { mayAccess } from "../database/permissions.ts";
import { isSecretParameter } from "../parameters/connection-parameters.ts";
import { secretPlace } from "../secrets/places.ts";
import { SEALED_PREFIX, type SecretBox, SecretError } from "../secrets/secret-box.ts";

/** The parameter token that stands for the password that was typed at the sign-in. */
const TOKEN = "${GUAC_PASSWORD";

/** Whether a connection that the user may open is to be given the typed password. */
export async function needsTypedPassword(queries: Queries, secrets: SecretBox, userId: number): Promise<boolean> {
  // Sealing keeps the length, so that what is too short for the token need not be decrypted.
  const least = secrets.seal(TOKEN, "").length;
  const { rows } = await sql<{ connectionId: number; name: string; value: string }>`
    select connection_id as "connectionId", parameter_name as name, parameter_value as value
    from guacamole_connection_parameter join guacamole_connection as connection using (connection_id)
    where (strpos(parameter_value, ${TOKEN}) > 0
        or (length(parameter_value) >= ${least} and starts_with(parameter_value, ${SEALED_PREFIX})))
      and (${mayAccess(userId, "connection", sql.ref("connection.connection_id"), "READ")}
        or ${mayAccess(userId, "connectionGroup", sql.ref("connection.parent_id"), "READ")})`.execute(queries);
  return rows.some(({ connectionId, name, value }) => {
    const place = secretPlace.connectionParameter(connectionId, name);
    return (isSecretParameter(name) ? openOrNothing(secrets, value, place) : value).includes(TOKEN);
  });
}

/** A parameter that cannot be decrypted keeps nobody from logging in. */
function openOrNothing(secrets: SecretBox, value: string, place: string): string {
  try {
    return secrets.open(value, place);
  } catch (error) {
    if (error instanceof SecretError) {
      return "";
    }
    throw error;
  }
}

/** The password that was typed at a sign-in, while it lasts; undefined when none was, or no connection wanted it. */
export async function signInPassword(
  queries: Queries,
  secrets: SecretBox,
  signIn: string,
): Promise<string | undefined> {
  const row = await queries
    .selectFrom("passerelle_sign_in")
    .select("sealed_password")
    .where("sign_in_id", "=", signIn)
    .executeTakeFirst();
  const sealed = row?.sealed_password ?? null;
  return sealed === null ? undefined : secrets.open(sealed, secretPlace.signInPassword(signIn));
}
