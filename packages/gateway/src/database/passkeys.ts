import { randomUUID } from "node:crypto";
import type { Queries } from "./database.ts";

/** A WebAuthn credential of a user. */
export interface Passkey {
  readonly passkeyId: string;
  /** Base64url. */
  readonly credentialId: string;
  readonly userId: number;
  readonly name: string;
  /** The host at which it was made, the only one where it can be used (WebAuthn 5.1.2, relying party identifier). */
  readonly host: string;
  /** COSE key. */
  readonly publicKey: Uint8Array;
  /** How often the authenticator says that it was used; 0: it does not count. */
  readonly counter: number;
  readonly transports: readonly string[];
  readonly created: Date;
  readonly lastUsed: Date | null;
}

function select(queries: Queries) {
  return queries
    .selectFrom("passerelle_passkey")
    .select([
      "passkey_id as passkeyId",
      "credential_id as credentialId",
      "user_id as userId",
      "name",
      "rp_id as host",
      "public_key as publicKey",
      "counter",
      "transports",
      "created",
      "last_used as lastUsed",
    ]);
}

/** Drivers answer bigint as text. */
function withNumber<Row extends { readonly counter: string }>(row: Row): Row & { readonly counter: number } {
  return { ...row, counter: Number(row.counter) } as Row & { readonly counter: number };
}

export async function passkeysOf(queries: Queries, userId: number): Promise<Passkey[]> {
  const rows = await select(queries).where("user_id", "=", userId).orderBy("created").execute();
  return rows.map(withNumber);
}

export async function findPasskey(queries: Queries, credentialId: string): Promise<Passkey | undefined> {
  const row = await select(queries).where("credential_id", "=", credentialId).executeTakeFirst();
  return row && withNumber(row);
}

/** @returns undefined when the credential is known already. */
export async function addPasskey(
  queries: Queries,
  passkey: Omit<Passkey, "passkeyId" | "lastUsed">,
): Promise<Passkey | undefined> {
  const { userId, credentialId, name, host, publicKey, counter, transports, created } = passkey;
  const row = await queries
    .insertInto("passerelle_passkey")
    .values({
      passkey_id: randomUUID(),
      credential_id: credentialId,
      user_id: userId,
      name,
      rp_id: host,
      public_key: publicKey,
      counter: String(counter),
      transports: [...transports],
      created,
    })
    .onConflict((conflict) => conflict.column("credential_id").doNothing())
    .returning("passkey_id as passkeyId")
    .executeTakeFirst();
  return row && { ...passkey, ...row, lastUsed: null };
}

/** Remembers that a passkey was used, and its counter. */
export async function markPasskeyUsed(queries: Queries, passkeyId: string, counter: number, now: Date): Promise<void> {
  await queries
    .updateTable("passerelle_passkey")
    .set({ counter: String(counter), last_used: now })
    .where("passkey_id", "=", passkeyId)
    .execute();
}

/** @returns false when the user has no such passkey. */
export async function renamePasskey(
  queries: Queries,
  userId: number,
  passkeyId: string,
  name: string,
): Promise<boolean> {
  const renamed = await queries
    .updateTable("passerelle_passkey")
    .set({ name })
    .where("passkey_id", "=", passkeyId)
    .where("user_id", "=", userId)
    .returning("passkey_id")
    .executeTakeFirst();
  return renamed !== undefined;
}

/** @returns the name that it had; undefined when the user has no such passkey. */
export async function removePasskey(queries: Queries, userId: number, passkeyId: string): Promise<string | undefined> {
  const removed = await queries
    .deleteFrom("passerelle_passkey")
    .where("passkey_id", "=", passkeyId)
    .where("user_id", "=", userId)
    .returning("name")
    .executeTakeFirst();
  return removed?.name;
}

export async function removePasskeys(queries: Queries, userId: number): Promise<void> {
  await queries.deleteFrom("passerelle_passkey").where("user_id", "=", userId).execute();
}
