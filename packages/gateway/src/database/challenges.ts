import type { Queries } from "./database.ts";

/**
 * Remembers that a challenge was answered.
 * @param expires when nobody could answer it any more anyway.
 * @returns false when it was answered before.
 */
export async function useChallenge(queries: Queries, hash: Uint8Array, expires: Date): Promise<boolean> {
  const used = await queries
    .insertInto("passerelle_used_challenge")
    .values({ challenge_hash: hash, expires })
    .onConflict((conflict) => conflict.doNothing())
    .returning("expires")
    .executeTakeFirst();
  return used !== undefined;
}

export async function sweepChallenges(queries: Queries, now: Date): Promise<void> {
  await queries.deleteFrom("passerelle_used_challenge").where("expires", "<=", now).execute();
}
