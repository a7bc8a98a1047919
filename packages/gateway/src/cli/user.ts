import type { UserReference } from "../accounts/passwords.ts";
import { findAccount } from "../database/accounts.ts";
import type { Queries } from "../database/database.ts";
import { UsageError } from "./command.ts";

/**
 * The user that a command is about.
 * @throws UsageError when none is named, Error when there is no such user.
 */
export async function namedUser(queries: Queries, names: readonly string[]): Promise<UserReference> {
  const [name] = names;
  if (name === undefined || names.length > 1) {
    throw new UsageError("Name one user.");
  }
  const account = await findAccount(queries, name);
  if (account === undefined) {
    throw new Error(`There is no user "${name}"; "passerelle user list" names them.`);
  }
  return account;
}
