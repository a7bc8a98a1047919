import type { Queries } from "./database.ts";

/** Stores the hashes of new recovery codes in the place of all others. */
export async function replaceRecoveryCodes(
  queries: Queries,
  userId: number,
  hashes: readonly Uint8Array[],
): Promise<void> {
  await queries.deleteFrom("passerelle_recovery_code").where("user_id", "=", userId).execute();
  if (hashes.length > 0) {
    await queries
      .insertInto("passerelle_recovery_code")
      .values(hashes.map((hash) => ({ user_id: userId, code_hash: hash })))
      .execute();
  }
}

export async function hasRecoveryCode(queries: Queries, userId: number, hash: Uint8Array): Promise<boolean> {
  const found = await queries
    .selectFrom("passerelle_recovery_code")
    .select("user_id")
    .where("user_id", "=", userId)
    .where("code_hash", "=", hash)
    .executeTakeFirst();
  return found !== undefined;
}

/** Strikes a code off; false when it is none, or was used already. */
export async function useRecoveryCode(queries: Queries, userId: number, hash: Uint8Array): Promise<boolean> {
  const used = await queries
    .deleteFrom("passerelle_recovery_code")
    .where("user_id", "=", userId)
    .where("code_hash", "=", hash)
    .returning("user_id")
    .executeTakeFirst();
  return used !== undefined;
}

export async function countRecoveryCodes(queries: Queries, userId: number): Promise<number> {
  const { count } = await queries
    .selectFrom("passerelle_recovery_code")
    .select(({ fn }) => fn.countAll<string>().as("count"))
    .where("user_id", "=", userId)
    .executeTakeFirstOrThrow();
  return Number(count);
}
