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
  { allowed: "timeAllowed", denied: "timeDenied" },
  { allowed: "hostsAllowed", denied: "hostsDenied" },
] as const;
type Kind = (typeof KINDS)[number];

function only(restrictions: Restrictions, list: Kind["allowed"] | Kind["denied"]): Restrictions {
  return { ...NOTHING, timezone: restrictions.timezone, [list]: restrictions[list] };
}

/**
 * Whether a person may work at `moment` from `address`. An account's own restrictions of a kind, times or hosts, take the
 * place of its groups'; of the groups' no list may deny, and one that allows is enough.
 */
export async function isPersonAllowedNow(
  own: Restrictions,
  groups: readonly Restrictions[],
  moment: Date,
  address: string,
  resolve: ResolveHost,
): Promise<"allowed" | "time" | "host"> {
  const verdictOn = (restrictions: Restrictions) => isAllowedNow(restrictions, moment, address, resolve);
  for (const { allowed, denied } of KINDS) {
    const binding = own[allowed] !== null || own[denied] !== null ? [own] : groups;
    const denials = await Promise.all(binding.map((one) => verdictOn(only(one, denied))));
    const permits = await Promise.all(
      binding.filter((one) => one[allowed] !== null).map((one) => verdictOn(only(one, allowed))),
    );
    const refused =
      denials.find((verdict) => verdict !== "allowed") ?? (permits.includes("allowed") ? undefined : permits[0]);
    if (refused !== undefined) {
      return refused;
    }
  }
  return "allowed";
}
