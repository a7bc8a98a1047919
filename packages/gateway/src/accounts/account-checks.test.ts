import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makeAdministrator, OPEN_TIME, testDatabases } from "../database/testing/test-databases.ts";
import { personalRestriction } from "./account-checks.ts";
import { outcomeOf, TestAccounts } from "./testing/test-accounts.ts";

/** Monday noon, from 192.0.2.1. */
const MOMENT = { now: new Date("2030-05-06T12:00:00Z"), address: "192.0.2.1", resolve: async () => [] };
const ALLOWED = "guac-restrict-time-allowed";
const DENIED = "guac-restrict-time-denied";
const HOSTS = "guac-restrict-hosts-allowed";
const DENIED_HOSTS = "guac-restrict-hosts-denied";
const NOW = "1:1100-1300";
const LATER = "1:1300-1400";

describe("restrictions of a person", () => {
  test.each<[string, Record<string, string>, Record<string, string>[], string | undefined]>([
    ["none", {}, [], undefined],
    ["allowed now", { [ALLOWED]: NOW }, [], undefined],
    ["allowed later", { [ALLOWED]: LATER }, [], "restricted-time"],
    ["denied now", { [DENIED]: NOW }, [], "restricted-time"],
    ["denied wins over allowed", { [ALLOWED]: NOW, [DENIED]: NOW }, [], "restricted-time"],
    ["another host", { [HOSTS]: "198.51.100.0/24" }, [], "restricted-host"],
    ["this network", { [HOSTS]: "192.0.2.0/24" }, [], undefined],
    ["denied host", { [DENIED_HOSTS]: "192.0.2.1" }, [], "restricted-host"],
    ["a group's", {}, [{ [ALLOWED]: LATER }], "restricted-time"],
    ["the user's beat the groups'", { [ALLOWED]: NOW }, [{ [DENIED]: NOW }], undefined],
    ["the user's of another kind do not", { [HOSTS]: "192.0.2.1" }, [{ [DENIED]: NOW }], "restricted-time"],
    [
      "a denial that does not apply leaves it to the groups",
      { [DENIED]: LATER },
      [{ [DENIED]: NOW }],
      "restricted-time",
    ],
    ["one group allows", {}, [{ [ALLOWED]: LATER }, { [ALLOWED]: NOW }], undefined],
    ["one group denies", {}, [{ [ALLOWED]: NOW }, { [DENIED]: NOW }], "restricted-time"],
    ["unreadable", { [ALLOWED]: "whenever" }, [], "restricted-time"],
    [
      "in the zone that is named",
      { [ALLOWED]: "1:1400-1500", "passerelle-restrict-timezone": "Europe/Paris" },
      [],
      undefined,
    ],
  ])("%s", async (_, ofUser, ofGroups, refusal) => {
    expect(await personalRestriction(ofUser, ofGroups, MOMENT)).toBe(refusal);
  });
});

describe.each(testDatabases())("the check of an account on $name", (testDatabase) => {
  let accounts: TestAccounts;
  let username: string;
  let userId: number;

  beforeAll(async () => {
    accounts = await TestAccounts.open(testDatabase);
  }, OPEN_TIME);
  afterAll(() => accounts.database.close());
  beforeEach(async () => {
    ({ username, userId } = await accounts.user());
  });

  const outcome = () => outcomeOf(accounts.authenticator(), { username, password: "guacadmin" });

  test("knows the user's restrictions", async () => {
    await accounts.attribute(userId, ALLOWED, LATER);
    expect(await outcome()).toBe("restricted-time");
    accounts.pass(3600);
    expect(await outcome()).toBe("signed in");
    accounts.pass(-3600);
  });

  test("knows those of groups, also of groups of groups, but not of disabled ones", async () => {
    const outer = await accounts.group([]);
    const inner = await accounts.group([userId]);
    await accounts.join(inner, outer);
    await accounts.groupAttribute(outer, HOSTS, "198.51.100.0/24");
    expect(await outcome()).toBe("restricted-host");
    await accounts.queries
      .updateTable("guacamole_user_group")
      .set({ disabled: true })
      .where("user_group_id", "=", inner)
      .execute();
    expect(await outcome()).toBe("signed in");
  });

  test("lets administrators in", async () => {
    await accounts.attribute(userId, DENIED, "*:0000-2400");
    expect(await outcome()).toBe("restricted-time");
    await makeAdministrator(accounts.database, userId);
    expect(await outcome()).toBe("signed in");
  });
});
