import { expect, test } from "vitest";
import { isPersonAllowedNow } from "./person-restrictions.ts";
import type { Restrictions } from "./restrictions.ts";

const NOTHING: Restrictions = {
  timeAllowed: null,
  timeDenied: null,
  hostsAllowed: null,
  hostsDenied: null,
  timezone: null,
};
const morning: Restrictions = { ...NOTHING, timeAllowed: "*:0800-1200" };
const afternoon: Restrictions = { ...NOTHING, timeAllowed: "*:1300-1800" };
const office: Restrictions = { ...NOTHING, hostsAllowed: "192.0.2.0/24" };
const denied = (times: string): Restrictions => ({ ...NOTHING, timeDenied: times });
/** A Tuesday, 14:00 in UTC. */
const MOMENT = new Date("2026-03-10T14:00:00Z");

test.each<[string, Restrictions, Restrictions[], string]>([
  ["nobody restricts", NOTHING, [NOTHING], "allowed"],
  ["the account's own hours", morning, [], "time"],
  ["the account's own hours, before its groups'", afternoon, [morning], "allowed"],
  ["the hours of one of the groups", NOTHING, [morning, afternoon, NOTHING], "allowed"],
  ["hours of none of the groups", NOTHING, [morning, NOTHING], "time"],
  [
    "a denial of one group, though another allows",
    NOTHING,
    [afternoon, { ...NOTHING, timeDenied: "2:0000-2359" }],
    "time",
  ],
  ["a denial of the account's, though it allows the same", { ...afternoon, timeDenied: "*:1300-1500" }, [], "time"],
  ["the account's own denial at another time, which leaves it to the groups", denied("*:0800-1200"), [morning], "time"],
  ["a denial of a group, though the account allows", afternoon, [denied("*:0000-2359")], "allowed"],
  ["a list that nobody can read", { ...NOTHING, timeAllowed: "whenever" }, [], "time"],
  ["hours in a zone of their own", { ...morning, timezone: "America/New_York" }, [], "allowed"],
  ["a group's hosts beside the account's own hours", afternoon, [office], "host"],
])("%s", async (_, own, groups, expected) => {
  expect(await isPersonAllowedNow(own, groups, MOMENT, "203.0.113.9", async () => [])).toBe(expected);
});
