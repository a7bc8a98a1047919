import type { Queries } from "./database.ts";

export type Preferences = Readonly<Record<string, unknown>>;

/** What an account's page looks like; empty if nothing was ever chosen. */
export async function readPreferences(queries: Queries, userId: number): Promise<Preferences> {
  const row = await queries
    .selectFrom("passerelle_preference")
    .select("preferences")
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return row?.preferences ?? {};
}

export async function writePreferences(queries: Queries, userId: number, preferences: Preferences): Promise<void> {
  const text = JSON.stringify(preferences);
  await queries
    .insertInto("passerelle_preference")
    .values({ user_id: userId, preferences: text })
    .onConflict((conflict) => conflict.column("user_id").doUpdateSet({ preferences: text }))
    .execute();
}
