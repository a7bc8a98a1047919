import { isAllowedNow, type ResolveHost, type Restrictions } from "./restrictions.ts";

const NOTHING: Restrictions = {
  timeAllowed: null,
  timeDenied: null,
  hostsAllowed: null,
  hostsDenied: null,
  timezone: null,
};

/** The two kinds of restriction, each with its two lists. */
const KINDS = [
  { allowed: "timeAllowed", denied: "timeDenied", refusal: "time" },
  { allowed: "hostsAllowed", denied: "hostsDenied", refusal: "host" },
] as const;
type Kind = (typeof KINDS)[number];

/** Whether one list, by itself, lets somebody work. */
type Passes = (restrictions: Restrictions, list: Kind["allowed"] | Kind["denied"]) => Promise<boolean>;

/** What `holders` say together: a denial of any wins, then one that allows is enough; undefined when none allows anything. */
async function verdictOf(
  holders: readonly Restrictions[],
  { allowed, denied }: Kind,
  passes: Passes,
): Promise<boolean | undefined> {
  const denials = await Promise.all(holders.map((one) => passes(one, denied)));
  if (denials.includes(false)) {
    return false;
  }
  const allowing = holders.filter((one) => one[allowed] !== null);
  const permits = await Promise.all(allowing.map((one) => passes(one, allowed)));
  return permits.length === 0 ? undefined : permits.includes(true);
}

/**
 * Whether a person may work at `moment` from `address`. For each kind, times and hosts, what the account's own restrictions
 * deny or allow is not changed by its groups; where they leave it open, no list of a group may deny, and one that allows is enough.
 */
export async function isPersonAllowedNow(
  own: Restrictions,
  groups: readonly Restrictions[],
  moment: Date,
  address: string,
  resolve: ResolveHost,
): Promise<"allowed" | "time" | "host"> {
  const passes: Passes = async (restrictions, list) => {
    const alone = { ...NOTHING, timezone: restrictions.timezone, [list]: restrictions[list] };
    return (await isAllowedNow(alone, moment, address, resolve)) === "allowed";
  };
  for (const kind of KINDS) {
    const verdict = (await verdictOf([own], kind, passes)) ?? (await verdictOf(groups, kind, passes));
    if (verdict === false) {
      return kind.refusal;
    }
  }
  return "allowed";
}
