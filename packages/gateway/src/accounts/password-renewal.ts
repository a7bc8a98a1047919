import type { Account } from "../database/accounts.ts";
import type { Queries } from "../database/database.ts";
import type { Credentials } from "./identity-source.ts";
import { type LoginField, MoreNeeded } from "./login-refused.ts";
import { PasswordRefused } from "./password-policy.ts";
import type { Passwords, PreparedPassword } from "./passwords.ts";

export const CREDENTIAL_FIELDS: readonly LoginField[] = [
  { name: "username", type: "USERNAME" },
  { name: "password", type: "PASSWORD" },
];
const NEW_PASSWORD_FIELDS: readonly LoginField[] = [
  { name: "new-password", type: "PASSWORD" },
  { name: "confirm-new-password", type: "PASSWORD" },
];

/** What Guacamole's own script makes, name and password; everybody knows it. */
const WELL_KNOWN = "guacadmin";

/**
 * The new password of an account whose own has expired, checked but not stored; undefined when it has not.
 * @throws MoreNeeded, PasswordRefused
 */
export async function newPasswordOf(
  queries: Queries,
  passwords: Passwords,
  account: Account,
  { password, newPassword, newPasswordAgain }: Credentials,
  now: Date,
): Promise<PreparedPassword | undefined> {
  const isWellKnown = account.username === WELL_KNOWN && password === WELL_KNOWN;
  if (!account.expired && !isWellKnown && !passwords.isOutdated(account, now)) {
    return undefined;
  }
  if (newPassword === undefined) {
    const fields = [...CREDENTIAL_FIELDS, ...NEW_PASSWORD_FIELDS];
    throw new MoreNeeded("The password has expired and must be changed.", "LOGIN.INFO_PASSWORD_EXPIRED", fields);
  }
  if (newPassword.trim() === "") {
    throw new PasswordRefused("blank");
  }
  if (newPassword !== newPasswordAgain) {
    throw new PasswordRefused("mismatch");
  }
  if (newPassword === password) {
    throw new PasswordRefused("same");
  }
  await passwords.check(queries, account, newPassword, now);
  return passwords.prepare(newPassword);
}
