import type { Queries } from "../database/database.ts";
import { objectId } from "../database/object-ids.ts";
import { confirmTotpKey, storeTotpKey } from "../database/totp.ts";
import type { SecretBox } from "../secrets/secret-box.ts";
import type { ExchangeCredentials } from "./document.ts";

/** Lets a user who was just made log in as before: with Guacamole's hash of a password, and the second factor. */
export async function adoptCredentials(
  db: Queries,
  secrets: SecretBox,
  username: string,
  { hash, salt, date, totpSecret }: ExchangeCredentials,
): Promise<void> {
  const userId = await objectId(db, "user", username);
  if (userId === undefined) {
    return;
  }
  await db
    .updateTable("guacamole_user")
    .set({ password_hash: hash, password_salt: salt, password_date: date })
    .where("user_id", "=", userId)
    .execute();
  if (totpSecret !== undefined) {
    await storeTotpKey(db, secrets, userId, totpSecret);
    await confirmTotpKey(db, userId);
  }
}
