import { type RawBuilder, sql } from "kysely";
import { TOTP_SECRET } from "../secrets/stored-secrets.ts";
import type { Queries } from "./database.ts";
import { removeTotpKey, TOTP_CONFIRMED } from "./totp.ts";

/** Guacamole's attribute, which it shows in the place of the secret: there is one. */
const TOTP_GENERATED = "guac-totp-key-generated";

/** How a user's authenticator app stands, as Guacamole's attributes; absent is what does not hold. */
export type TotpStatus = Readonly<Partial<Record<typeof TOTP_GENERATED | typeof TOTP_CONFIRMED, "true">>>;

/** SQL: the status of the user whose id is `userId`; null when there is no key. */
export function totpStatus(userId: RawBuilder<unknown>): RawBuilder<TotpStatus | null> {
  return sql<TotpStatus | null>`(
    select json_object_agg(
      case attribute_name when ${TOTP_SECRET} then ${TOTP_GENERATED} else attribute_name end, 'true'
    )
    from guacamole_user_attribute as totp
    where totp.user_id = ${userId}
      and (attribute_name = ${TOTP_SECRET} or (attribute_name = ${TOTP_CONFIRMED} and attribute_value = 'true'))
  )`;
}

/** Does what Guacamole does when an administrator changes one of them: without a key or its confirmation, an app is set up anew. */
export async function changeTotpStatus(
  db: Queries,
  userId: number,
  attributes: Readonly<Record<string, string>>,
): Promise<void> {
  const names = [TOTP_GENERATED, TOTP_CONFIRMED];
  if (names.some((name) => attributes[name] !== undefined && attributes[name] !== "true")) {
    await removeTotpKey(db, userId);
  }
}
