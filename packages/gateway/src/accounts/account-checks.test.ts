import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makeAdministrator, OPEN_TIME, testDatabases } from "../database/testing/test-databases.ts";
import { outcomeOf, TestAccounts } from "./testing/test-accounts.ts";

/** The clock shows Monday noon. */
const LATER = "1:1300-1400";
const ALLOWED = "guac-restrict-time-allowed";
const DENIED = "guac-restrict-time-denied";
const HOSTS = "guac-restrict-hosts-allowed";

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
