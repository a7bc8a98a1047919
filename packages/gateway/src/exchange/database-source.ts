import type { Queries } from "../database/database.ts";
import { findTotpKey } from "../database/totp.ts";
import type { SecretBox } from "../secrets/secret-box.ts";
import type { ExchangeCredentials, ExchangeDocument } from "./document.ts";
import { exportDocument } from "./export-document.ts";
import { OPERATOR } from "./import-document.ts";

async function readCredentials(queries: Queries, secrets: SecretBox): Promise<Map<string, ExchangeCredentials>> {
  const rows = await queries
    .selectFrom("guacamole_user as account")
    .innerJoin("guacamole_entity as entity", "entity.entity_id", "account.entity_id")
    .select(["account.user_id", "entity.name"])
    .select(["account.password_hash as hash", "account.password_salt as salt", "account.password_date as date"])
    .execute();
  const credentials = new Map<string, ExchangeCredentials>();
  for (const { user_id, name, ...password } of rows) {
    const totp = await findTotpKey(queries, secrets, user_id);
    credentials.set(name, { ...password, ...(totp?.confirmed && { totpSecret: totp.secret }) });
  }
  return credentials;
}

/**
 * Reads another Guacamole database, of any version from 1.0 on: everything with hashes of passwords and second factors, without
 * the history.
 * @param secrets for what a Passerelle with the same key has sealed there; what Guacamole stored is not sealed.
 */
export async function readGuacamoleDatabase(queries: Queries, secrets: SecretBox): Promise<ExchangeDocument> {
  const document = await exportDocument({ queries, secrets, caller: OPERATOR, withSecrets: true });
  const credentialsByName = await readCredentials(queries, secrets);
  const users = document.users.map((user) => {
    const credentials = credentialsByName.get(user.name);
    return credentials === undefined ? user : { ...user, credentials };
  });
  return { ...document, users };
}
