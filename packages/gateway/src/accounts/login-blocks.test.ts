import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { liftBan, listBans } from "../database/login-failures.ts";
import { OPEN_TIME, testDatabases } from "../database/testing/test-databases.ts";
import type { Authenticator } from "./authenticator.ts";
import { countedAddress } from "./login-blocks.ts";
import { outcomeOf, TestAccounts } from "./testing/test-accounts.ts";
import { keepAccounts } from "./upkeep.ts";

describe("failures are counted", () => {
  test.each([
    ["192.0.2.1", "192.0.2.1"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["2001:DB8:0:0:1:2:3:4", "2001:db8:0:0::/64"],
    ["2001:db8:1:2:ffff::", "2001:db8:1:2::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ])("of %s as %s", (address, counted) => {
    expect(countedAddress(address)).toBe(counted);
  });
});

describe.each(testDatabases())("guessers on $name", (testDatabase) => {
  let accounts: TestAccounts;
  let authenticator: Authenticator;
  let username: string;
  let userId: number;

  beforeAll(async () => {
    accounts = await TestAccounts.open(testDatabase);
    authenticator = accounts.authenticator();
  }, OPEN_TIME);
  afterAll(() => accounts.database.close());
  beforeEach(async () => {
    ({ username, userId } = await accounts.user());
    await accounts.queries.deleteFrom("passerelle_login_failure").execute();
  });

  const right = (remoteHost = "192.0.2.1", name = username) =>
    outcomeOf(authenticator, { username: name, password: "guacadmin" }, { remoteHost });

  async function wrong(times: number, remoteHost = "192.0.2.1", name = username): Promise<string[]> {
    const outcomes = [];
    for (let time = 0; time < times; time++) {
      outcomes.push(await outcomeOf(authenticator, { username: name, password: "wrong" }, { remoteHost }));
    }
    return outcomes;
  }

  /** Failures that already happened, as the database has them. */
  async function failed(account: string, address: string, failures: number): Promise<void> {
    const row = { account, address, failures, last_failure: accounts.now };
    await accounts.queries.insertInto("passerelle_login_failure").values(row).execute();
  }

  async function bans() {
    return (await listBans(accounts.queries, 300, accounts.now, { offset: 0, limit: 50 })).rows;
  }

  test("are kept out after five wrong passwords, with the right one, too", async () => {
    expect(await wrong(6)).toEqual([...Array(5).fill("wrong"), "blocked for 300 s"]);
    expect(await right()).toBe("blocked for 300 s");
    accounts.pass(299);
    expect(await right()).toBe("blocked for 1 s");
    accounts.pass(1);
    expect(await right()).toBe("signed in");
    expect(await wrong(4)).toEqual(Array(4).fill("wrong"));
  });

  test("wait twice as long after each further failure, an hour at most", async () => {
    await wrong(5);
    const waits = [];
    for (let failure = 0; failure < 6; failure++) {
      const blocked = await right();
      const seconds = Number(/\d+/.exec(blocked)?.[0]);
      waits.push(seconds);
      accounts.pass(seconds);
      await wrong(1);
    }
    expect(waits).toEqual([300, 600, 1200, 2400, 3600, 3600]);
  });

  test("are forgiven one failure for each five minutes of quiet", async () => {
    await wrong(4);
    accounts.pass(4 * 300);
    expect(await wrong(4)).toEqual(Array(4).fill("wrong"));
    expect(await right()).toBe("signed in");
  });

  test("do not keep out their colleagues at the same address, nor the account elsewhere", async () => {
    await wrong(5);
    const { username: colleague } = await accounts.user();
    expect(await right("192.0.2.1", colleague)).toBe("signed in");
    expect(await right("198.51.100.7")).toBe("signed in");
    expect(await right()).toBe("blocked for 300 s");
  });

  test("of many accounts have their address blocked, which no success of theirs undoes", async () => {
    await failed("", "192.0.2.1", 49);
    const { username: own } = await accounts.user();
    expect(await right("192.0.2.1", own)).toBe("signed in");
    expect(await wrong(1, "192.0.2.1", "nobody")).toEqual(["wrong"]);
    expect(await right("192.0.2.1", own)).toBe("blocked for 300 s");
    expect(await right("192.0.2.2", own)).toBe("signed in");
  });

  test("from many addresses block an account, but not where its owner was of late", async () => {
    expect(await right("203.0.113.9")).toBe("signed in");
    accounts.pass(24 * 3600);
    await failed(username, "", 49);
    await wrong(1, "198.51.100.1");
    expect(await right("198.51.100.2")).toBe("blocked for 300 s");
    expect(await right("203.0.113.9")).toBe("signed in");
    await accounts.queries.deleteFrom("passerelle_login_failure").execute();
    accounts.pass(31 * 24 * 3600);
    await failed(username, "", 49);
    await wrong(1, "198.51.100.1");
    expect(await right("203.0.113.9")).toBe("blocked for 300 s");
  });

  test("learn nothing of whether an account exists", async () => {
    expect(await wrong(6, "192.0.2.1", "nobody")).toEqual(await wrong(6));
  });

  test("who try many things at once get no further", async () => {
    const outcomes = await Promise.all(Array.from({ length: 15 }, () => wrong(1)));
    const tried = outcomes.flat().filter((outcome) => outcome === "wrong").length;
    // As many more as are computed at once.
    expect(tried).toBeGreaterThanOrEqual(5);
    expect(tried).toBeLessThanOrEqual(6);
  });

  test("are kept out by another gateway, and by one that was restarted", async () => {
    await wrong(5);
    const another = accounts.authenticator();
    expect(await outcomeOf(another, { username, password: "guacadmin" })).toBe("blocked for 300 s");
  });

  test("go on where blocks are turned off", async () => {
    const blocks = { maxAttempts: 0, duration: 300 };
    const open = accounts.authenticator({ blocks });
    for (let time = 0; time < 7; time++) {
      expect(await outcomeOf(open, { username, password: "wrong" })).toBe("wrong");
    }
    expect(await bans()).toEqual([]);
  });

  test("are shown to administrators, until they are forgiven or lifted", async () => {
    await wrong(5);
    await wrong(1, "198.51.100.1", "nobody");
    const until = new Date(accounts.now.getTime() + 300_000);
    const rows = await bans();
    expect(rows).toHaveLength(3);
    expect(rows).toContainEqual({ kind: "account", name: username, failures: 5, lastFailure: accounts.now, until });
    expect(rows).toContainEqual({
      ...{ kind: "address", name: "192.0.2.1", failures: 5, lastFailure: accounts.now, until: null },
    });
    expect(await liftBan(accounts.queries, "account", username)).toBe(true);
    expect(await liftBan(accounts.queries, "account", username)).toBe(false);
    expect(await right()).toBe("signed in");
    expect(await liftBan(accounts.queries, "address", "192.0.2.1")).toBe(true);
    expect(await liftBan(accounts.queries, "address", "192.0.2.1")).toBe(false);
  });

  test("are forgotten in the end", async () => {
    await wrong(5);
    const sweep = () => keepAccounts(accounts.queries, accounts.settings(), true, [], accounts.now);
    accounts.pass(5 * 300);
    await sweep();
    expect(await bans()).toHaveLength(1);
    accounts.pass(301);
    await sweep();
    const left = await accounts.queries.selectFrom("passerelle_login_failure").selectAll().execute();
    expect(left).toEqual([]);
  });

  test("are logged: each failure with its reason, each block once", async () => {
    await wrong(7);
    const rows = await accounts.queries
      .selectFrom("passerelle_audit")
      .select(["action", "details"])
      .where("actor", "=", username)
      .orderBy("audit_id")
      .execute();
    expect(rows.map((row) => row.action)).toEqual([...Array(5).fill("sign-in.refused"), "sign-in.blocked"]);
    expect(rows[0].details).toEqual({ reason: "wrong" });
    expect(rows[5].details).toMatchObject({ account: username, address: "192.0.2.1" });
    expect(userId).toBeGreaterThan(0);
  });
});
