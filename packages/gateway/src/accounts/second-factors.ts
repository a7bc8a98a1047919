import { type AuditEntry, recordAudit } from "../database/audit.ts";
import type { Queries } from "../database/database.ts";
import { passkeysOf, removePasskeys } from "../database/passkeys.ts";
import { replaceRecoveryCodes } from "../database/recovery-codes.ts";
import { confirmTotpKey, findTotpKey, removeTotpKey } from "../database/totp.ts";
import { inTransaction } from "../database/transaction.ts";
import type { SecretBox } from "../secrets/secret-box.ts";
import { LoginRefused } from "./login-refused.ts";
import type { UserReference } from "./passwords.ts";
import { newRecoveryCodes, recoveryCodeHash } from "./recovery-codes.ts";

/** Whether a password alone is not enough for the user. */
export async function hasSecondFactor(queries: Queries, secrets: SecretBox, userId: number): Promise<boolean> {
  const totp = await findTotpKey(queries, secrets, userId);
  return totp?.confirmed === true || (await passkeysOf(queries, userId)).length > 0;
}

/** Makes recovery codes in the place of all others. @returns the codes, which nobody can read again. */
export async function renewRecoveryCodes(db: Queries, userId: number): Promise<string[]> {
  const codes = newRecoveryCodes();
  await replaceRecoveryCodes(
    db,
    userId,
    codes.flatMap((code) => recoveryCodeHash(code) ?? []),
  );
  return codes;
}

/**
 * Puts a key in force whose owner has proven to have it.
 * @returns new recovery codes.
 * @throws LoginRefused when another key was begun meanwhile.
 */
export async function confirmEnrolment(
  db: Queries,
  secrets: SecretBox,
  { userId, username }: UserReference,
  secret: string,
  actor: AuditEntry["actor"],
): Promise<string[]> {
  if ((await findTotpKey(db, secrets, userId))?.secret !== secret) {
    throw new LoginRefused("second-factor");
  }
  await confirmTotpKey(db, userId);
  const object = { kind: "user", identifier: username, name: username } as const;
  await recordAudit(db, { actor, action: "second-factor.add", object, details: { kind: "totp" } });
  return renewRecoveryCodes(db, userId);
}

/** Recovery codes stand in for a second factor, and are worth nothing without one. */
export async function dropUselessRecoveryCodes(db: Queries, secrets: SecretBox, userId: number): Promise<void> {
  if (!(await hasSecondFactor(db, secrets, userId))) {
    await replaceRecoveryCodes(db, userId, []);
  }
}

/** Takes all second factors from somebody who has lost them. */
export async function resetSecondFactors(
  queries: Queries,
  { userId, username }: UserReference,
  actor: AuditEntry["actor"],
): Promise<void> {
  await inTransaction(queries, async (db) => {
    await removeTotpKey(db, userId);
    await removePasskeys(db, userId);
    await replaceRecoveryCodes(db, userId, []);
    const object = { kind: "user", identifier: username, name: username } as const;
    await recordAudit(db, { actor, action: "user.second-factor-reset", object });
  });
}
