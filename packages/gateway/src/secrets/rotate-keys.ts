import { recordAudit } from "../database/audit.ts";
import type { Queries } from "../database/database.ts";
import type { KeyFile } from "./key-file.ts";
import { withKeysLocked } from "./key-lock.ts";
import { SecretBox } from "./secret-box.ts";
import { randomSecretKey } from "./secret-key.ts";
import { countStored, type SecretChanges, sealStored } from "./stored-secrets.ts";

/** What a rotation did. */
export interface Rotation extends SecretChanges {
  /** The id of the new key. */
  readonly key: string;
  /** The ids of the keys that are still in the file beside it. */
  readonly kept: readonly string[];
}

/**
 * Makes a new key and encrypts every secret with it. The new key is on the disk beside the old ones before the first secret
 * changes; what is interrupted, the next start or rotation completes. Gateways may be running: they see the file change.
 * @param guacamoleReads Guacamole's columns hold plain text and stay so.
 */
export async function rotateKeys(queries: Queries, file: KeyFile, guacamoleReads: boolean): Promise<Rotation> {
  const key = randomSecretKey();
  await withKeysLocked(queries, async (db) => {
    file.replace([key, ...file.current()]);
    await db.insertInto("passerelle_secret_key").values({ key_id: key.id }).execute();
  });
  const changes = await sealStored(queries, new SecretBox(() => file.current()), guacamoleReads);
  const kept = await forgetUnusedKeys(queries, file);
  const details = { key: key.id, ...changes };
  await recordAudit(queries, { actor: undefined, action: "secrets.rotate", details });
  return { ...changes, key: key.id, kept };
}

/** One before the current: a gateway may be storing what it has just sealed, and a backup of the database may come back. */
const KEPT = 2;

/** Takes the keys out of file and database that nothing is sealed with, except for the last ones. */
async function forgetUnusedKeys(queries: Queries, file: KeyFile): Promise<string[]> {
  const used = new Set((await countStored(queries)).map(({ keyId }) => keyId));
  return withKeysLocked(queries, async (db) => {
    const keys = file.current().filter(({ id }, index) => index < KEPT || used.has(id));
    const ids = keys.map(({ id }) => id);
    await db.deleteFrom("passerelle_secret_key").where("key_id", "not in", ids).execute();
    file.replace(keys);
    return ids.slice(1);
  });
}
