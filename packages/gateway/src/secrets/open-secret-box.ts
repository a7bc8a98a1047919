import type { Queries } from "../database/database.ts";
import { KeyFile } from "./key-file.ts";
import { withKeysLocked } from "./key-lock.ts";
import { type KeySource, SecretBox } from "./secret-box.ts";
import { randomSecretKey, type SecretKey } from "./secret-key.ts";

/** Where the keys of secrets are, and who else reads what they seal. */
export interface SecretSettings {
  readonly secretKeyFile: string;
  /** The keys themselves, the current one first; undefined: those of the file. */
  readonly secretKeys: readonly SecretKey[] | undefined;
  readonly accounts: { readonly sideBySide: boolean };
}

/**
 * The secret box with the keys of the settings. A key is made only for a database that has never seen one: lost or exchanged keys
 * stop the start, before new secrets are written that the right key could not read.
 */
export async function openSecretBox(settings: SecretSettings, queries: Queries): Promise<SecretBox> {
  const keys = await withKeysLocked(queries, (db) => agreeOnKeys(settings, db));
  return new SecretBox(keys, settings.accounts.sideBySide);
}

async function agreeOnKeys({ secretKeys, secretKeyFile }: SecretSettings, db: Queries): Promise<KeySource> {
  const known = (await db.selectFrom("passerelle_secret_key").select("key_id").execute()).map((row) => row.key_id);
  const file = new KeyFile(secretKeyFile);
  let found = secretKeys ?? file.read();
  if (found === undefined && known.length === 0) {
    file.create([randomSecretKey()]);
    found = file.current();
  }
  requireKnown(
    known,
    found ?? [],
    secretKeys === undefined ? `the key file ${secretKeyFile}` : "PASSERELLE_SECRET_KEY",
  );
  const [current] = found ?? [];
  await db
    .insertInto("passerelle_secret_key")
    .values({ key_id: current.id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return secretKeys === undefined ? () => file.current() : () => secretKeys;
}

function requireKnown(known: readonly string[], found: readonly SecretKey[], source: string): void {
  const missing = known.filter((id) => !found.some((key) => key.id === id));
  if (missing.length > 0) {
    const fault = found.length === 0 ? "is missing" : `holds ${found.map(({ id }) => id).join(", ")}`;
    throw new Error(
      `Secrets in the database are encrypted with key ${missing.join(", ")}, but ${source} ${fault}; restore the key, or point PASSERELLE_SECRET_KEY_FILE at its file.`,
    );
  }
}
