import type { Queries } from "../database/database.ts";
import { SecretBox } from "./secret-box.ts";
import { createSecretKey, readSecretKey } from "./secret-key.ts";

/**
 * The secret box with the key of `file`. A new key is made only for a database that has never seen one: a lost or exchanged
 * key file stops the start, before new secrets are written that the right key could not read.
 */
export async function openSecretBox(file: string, queries: Queries): Promise<SecretBox> {
  const known = (await queries.selectFrom("passerelle_secret_key").select("key_id").execute()).map((row) => row.key_id);
  const found = readSecretKey(file);
  if (known.length > 0 && !known.includes(found?.id ?? "")) {
    const fault = found === undefined ? "is missing" : `holds another key (${found.id})`;
    throw new Error(
      `The passwords in the database are encrypted with key ${known.join(", ")}, but the key file ${file} ${fault}; restore it, or point PASSERELLE_SECRET_KEY_FILE at it.`,
    );
  }
  const key = found ?? createSecretKey(file);
  await queries
    .insertInto("passerelle_secret_key")
    .values({ key_id: key.id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return new SecretBox(key);
}
