import { type Attributes, restrictingAttributes } from "../database/account-attributes.ts";
import type { Account } from "../database/accounts.ts";
import { isAdministrator } from "../database/accounts.ts";
import type { Queries } from "../database/database.ts";
import { isAllowedNow, type ResolveHost, type Restrictions, restrictionsOf } from "../parameters/restrictions.ts";
import { LoginRefused } from "./login-refused.ts";
import { validityOf } from "./validity.ts";

/** What time and host may forbid, each by a list of what is allowed and one of what is denied. */
const DIMENSIONS = [
  { allowed: "timeAllowed", denied: "timeDenied", refusal: "restricted-time" },
  { allowed: "hostsAllowed", denied: "hostsDenied", refusal: "restricted-host" },
] as const;
type Dimension = (typeof DIMENSIONS)[number];

const NOTHING: Restrictions = {
  timeAllowed: null,
  timeDenied: null,
  hostsAllowed: null,
  hostsDenied: null,
  timezone: null,
};

interface Moment {
  readonly now: Date;
  readonly address: string;
  readonly resolve: ResolveHost;
}

/** Whether one list, by itself, lets somebody in. */
async function passes(restrictions: Restrictions, list: keyof Restrictions, moment: Moment): Promise<boolean> {
  const { timezone } = restrictions;
  const alone = { ...NOTHING, timezone, [list]: restrictions[list] };
  return (await isAllowedNow(alone, moment.now, moment.address, moment.resolve)) === "allowed";
}

/** What `holders` say together: a denial of any wins, then one of them must allow; undefined when none has a list of those. */
async function verdictOf(
  holders: readonly Restrictions[],
  { allowed, denied }: Dimension,
  moment: Moment,
): Promise<boolean | undefined> {
  for (const holder of holders) {
    if (!(await passes(holder, denied, moment))) {
      return false;
    }
  }
  const allowing = holders.filter((holder) => holder[allowed] !== null);
  for (const holder of allowing) {
    if (await passes(holder, allowed, moment)) {
      return true;
    }
  }
  return allowing.length === 0 ? undefined : false;
}

/**
 * Which restriction of the account keeps a person out at a moment and from an address. What the user's own attributes allow
 * or deny wins over what those of the groups do.
 */
export async function personalRestriction(
  ofUser: Attributes,
  ofGroups: readonly Attributes[],
  moment: Moment,
): Promise<Dimension["refusal"] | undefined> {
  const user = restrictionsOf(ofUser);
  const groups = ofGroups.map((attributes) => restrictionsOf(attributes));
  for (const dimension of DIMENSIONS) {
    const own = await verdictOf([user], dimension, moment);
    if ((own ?? (await verdictOf(groups, dimension, moment))) === false) {
      return dimension.refusal;
    }
  }
  return undefined;
}

/**
 * Checks that an account may be used now and from there; restrictions do not bind administrators, as in Guacamole.
 * @throws LoginRefused
 */
export async function checkAccount(queries: Queries, account: Account, moment: Moment): Promise<void> {
  if (account.disabled) {
    throw new LoginRefused("disabled");
  }
  const validity = validityOf(account, moment.now);
  if (validity !== "usable") {
    throw new LoginRefused(validity);
  }
  const { ofUser, ofGroups } = await restrictingAttributes(queries, account.userId);
  const refusal = await personalRestriction(ofUser, ofGroups, moment);
  if (refusal !== undefined && !(await isAdministrator(queries, account.userId))) {
    throw new LoginRefused(refusal);
  }
}
