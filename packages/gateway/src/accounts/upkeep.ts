import { sweepChallenges } from "../database/challenges.ts";
import type { Queries } from "../database/database.ts";
import { sweepFailures } from "../database/login-failures.ts";
import { endExpiredSignIns, endForbiddenSignIns, touchSignIns } from "../database/sign-ins.ts";
import type { AccountSettings } from "./account-settings.ts";

const MINUTE_MS = 60_000;

/** Milliseconds after which a sign-in ends when nothing uses it. */
export function signInTimeout({ sessionTimeout }: AccountSettings): number {
  return sessionTimeout * MINUTE_MS;
}

/**
 * What time does to accounts: sign-ins that are `inUse` go on, others run out, and so do those of accounts that may not be
 * used any more; failures and answered challenges are forgotten.
 * @returns the sign-ins that ended.
 */
export async function keepAccounts(
  queries: Queries,
  settings: AccountSettings,
  enforceAccessWindows: boolean,
  inUse: readonly string[],
  now: Date,
): Promise<string[]> {
  await touchSignIns(queries, inUse, now, signInTimeout(settings));
  await sweepFailures(queries, settings.blocks.duration, now);
  await sweepChallenges(queries, now);
  return [
    ...(await endExpiredSignIns(queries, now)),
    ...(await endForbiddenSignIns(queries, now, enforceAccessWindows)),
  ];
}
