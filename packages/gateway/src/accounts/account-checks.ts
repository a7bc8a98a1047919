import { restrictingAttributes } from "../database/account-attributes.ts";
import { type Account, isAdministrator } from "../database/accounts.ts";
import type { Queries } from "../database/database.ts";
import { isPersonAllowedNow } from "../parameters/person-restrictions.ts";
import { type ResolveHost, restrictionsOf } from "../parameters/restrictions.ts";
import { LoginRefused } from "./login-refused.ts";
import { validityOf } from "./validity.ts";

interface Moment {
  readonly now: Date;
  readonly address: string;
  readonly resolve: ResolveHost;
}

/**
 * Checks that an account may be used now and from there; restrictions do not bind administrators, as in Guacamole.
 * @throws LoginRefused
 */
export async function checkAccount(
  queries: Queries,
  account: Account,
  { now, address, resolve }: Moment,
): Promise<void> {
  if (account.disabled) {
    throw new LoginRefused("disabled");
  }
  const validity = validityOf(account, now);
  if (validity !== "usable") {
    throw new LoginRefused(validity);
  }
  const { ofUser, ofGroups } = await restrictingAttributes(queries, account.userId);
  const groups = ofGroups.map((attributes) => restrictionsOf(attributes));
  const verdict = await isPersonAllowedNow(restrictionsOf(ofUser), groups, now, address, resolve);
  if (verdict !== "allowed" && !(await isAdministrator(queries, account.userId))) {
    throw new LoginRefused(`restricted-${verdict}`);
  }
}
