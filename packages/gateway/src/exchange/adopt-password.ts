import type { Queries } from "../database/database.ts";
import { objectId } from "../database/object-ids.ts";
import type { ExchangeUser } from "./document.ts";

/** Gives a user who was just made Guacamole's hash of a password, with which he logs in as before. */
export async function adoptPassword(
  db: Queries,
  username: string,
  { hash, salt, date }: NonNullable<ExchangeUser["password"]>,
): Promise<void> {
  await db
    .updateTable("guacamole_user")
    .set({ password_hash: hash, password_salt: salt, password_date: date })
    .where("user_id", "=", (await objectId(db, "user", username)) ?? 0)
    .execute();
}
