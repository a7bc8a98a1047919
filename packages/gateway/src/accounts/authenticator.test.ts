import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { endExpiredSignIns, endSignIn, findCaller, listSignIns, touchSignIns } from "../database/sign-ins.ts";
import { OPEN_TIME, testDatabases } from "../database/testing/test-databases.ts";
import type { Authenticator } from "./authenticator.ts";
import { createFirstAdministrator } from "./first-administrator.ts";
import type { Credentials } from "./identity-source.ts";
import { outcomeOf, TestAccounts, VISITOR } from "./testing/test-accounts.ts";
import { tokenHash } from "./token-hash.ts";
import { keepAccounts } from "./upkeep.ts";

const HOUR = 3600;

describe.each(testDatabases())("signing in on $name", (testDatabase) => {
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
    ({ userId, username } = await accounts.user());
  });

  const outcome = (more: Partial<Credentials> = {}, of = authenticator) =>
    outcomeOf(of, { username, password: "guacadmin", ...more });
  const signIn = async () => authenticator.signIn({ username, password: "guacadmin" }, VISITOR);
  const caller = async (token: string) => findCaller(accounts.queries, tokenHash(token), accounts.now);

  async function auditOf(action: string): Promise<{ actor: string; remote_host: string | null; details: unknown }[]> {
    return accounts.queries
      .selectFrom("passerelle_audit")
      .select(["actor", "remote_host", "details"])
      .where("action", "=", action)
      .where("actor", "=", username)
      .execute();
  }

  test("gives a token like Guacamole's, of which only a hash is kept", async () => {
    const { token, username: name, ended } = await signIn();
    expect(token).toMatch(/^[0-9A-F]{64}$/);
    expect([name, ended]).toEqual([username, []]);
    const rows = await accounts.queries.selectFrom("passerelle_sign_in").selectAll().execute();
    expect(rows.some((row) => Buffer.from(row.token_hash).equals(Buffer.from(tokenHash(token))))).toBe(true);
    expect(rows.some((row) => Buffer.from(row.token_hash).toString("hex").toUpperCase() === token)).toBe(false);
    expect(await auditOf("sign-in.success")).toEqual([
      { actor: username, remote_host: "192.0.2.1", details: { source: "database" } },
    ]);
  });

  test.each([
    ["another password", { password: "Guacadmin" }],
    ["no password", { password: "" }],
    ["an unknown user", { username: "nobody" }],
    ["another case", { username: "USER 1" }],
    ["SQL for a name", { username: "' or '1'='1" }],
    ["a passkey that is none", { username: undefined, passkey: "{" }],
  ])("refuses %s", async (_, more) => {
    expect(await outcome(more)).toBe("wrong");
  });

  test("knows names without regard to case where that is wanted, and prefers the exact one", async () => {
    const insensitive = accounts.authenticator({ caseSensitiveUsernames: false });
    expect(await outcome({ username: username.toUpperCase() }, insensitive)).toBe("signed in");
    const { username: other } = await accounts.user();
    await accounts.queries
      .updateTable("guacamole_entity")
      .set({ name: username.toUpperCase() })
      .where("name", "=", other)
      .execute();
    const signedIn = await insensitive.signIn({ username: username.toUpperCase(), password: "guacadmin" }, VISITOR);
    expect(signedIn.username).toBe(username.toUpperCase());
  });

  test("refuses a disabled account as if the password were wrong, and logs why", async () => {
    await accounts.update(userId, { disabled: true });
    expect(await outcome()).toBe("disabled");
    expect(await auditOf("sign-in.refused")).toMatchObject([{ details: { reason: "disabled" } }]);
  });

  test("keeps nothing that a stranger typed as a name: it may be a password", async () => {
    await outcome({ username: "hunter2-typed-too-early" });
    const audit = await accounts.queries.selectFrom("passerelle_audit").selectAll().execute();
    const failures = await accounts.queries.selectFrom("passerelle_login_failure").selectAll().execute();
    expect(audit.length).toBeGreaterThan(0);
    expect(failures.length).toBeGreaterThan(0);
    expect(JSON.stringify([audit, failures])).not.toContain("hunter2");
  });

  test("refuses an account outside its validity, after the password only", async () => {
    await accounts.update(userId, { valid_until: "2030-05-05" });
    expect(await outcome({ password: "x" })).toBe("wrong");
    expect(await outcome()).toBe("not-valid");
    await accounts.update(userId, { valid_until: "2030-05-06" });
    expect(await outcome()).toBe("signed in");
    await accounts.update(userId, { access_window_start: "13:00", timezone: "UTC" });
    expect(await outcome()).toBe("not-accessible");
  });

  test("lets a sign-in go on until it idles out, is ended, or the account is disabled", async () => {
    const { token } = await signIn();
    const { queries } = accounts;
    const found = await caller(token);
    expect(found).toMatchObject({ userId, username, remoteHost: "192.0.2.1", administrator: false });
    accounts.pass(HOUR - 60);
    await touchSignIns(queries, [found?.signIn ?? ""], accounts.now, HOUR * 1000);
    accounts.pass(HOUR - 60);
    expect(await caller(token)).toBeDefined();
    await accounts.update(userId, { disabled: true });
    expect(await caller(token)).toBeUndefined();
    await accounts.update(userId, { disabled: false });
    await endSignIn(queries, found?.signIn ?? "", accounts.now);
    expect(await caller(token)).toBeUndefined();
  });

  test("closes the login of the history when the sign-in ends, or was used last", async () => {
    const historyOf = async () =>
      accounts.queries
        .selectFrom("guacamole_user_history")
        .select(["username", "remote_host", "start_date", "end_date"])
        .where("user_id", "=", userId)
        .orderBy("history_id")
        .execute();
    const started = accounts.now;
    await signIn();
    accounts.pass(HOUR + 1);
    expect(await endExpiredSignIns(accounts.queries, accounts.now)).not.toHaveLength(0);
    const row = { username, remote_host: "192.0.2.1", start_date: started };
    expect(await historyOf()).toEqual([{ ...row, end_date: started }]);
  });

  test("takes the least used sign-in of somebody who has a hundred", async () => {
    const first = await signIn();
    await accounts.queries
      .insertInto("passerelle_sign_in")
      .values(
        Array.from({ length: 99 }, (_, index) => ({
          sign_in_id: crypto.randomUUID(),
          token_hash: Buffer.from(`${username} ${index}`),
          user_id: userId,
          remote_host: "",
          created: accounts.now,
          last_seen: new Date(accounts.now.getTime() + index + 1),
          expires: new Date(accounts.now.getTime() + HOUR * 1000),
        })),
      )
      .execute();
    const oldest = (await caller(first.token))?.signIn;
    const { ended } = await signIn();
    expect(ended).toEqual([oldest]);
    expect(await listSignIns(accounts.queries, userId, accounts.now)).toHaveLength(100);
  });

  test("ends the sign-ins of an account that may not be used any more", async () => {
    const end = (enforce: boolean) => keepAccounts(accounts.queries, accounts.settings(), enforce, [], accounts.now);
    const { token } = await signIn();
    const id = (await caller(token))?.signIn;
    await accounts.update(userId, { access_window_end: "11:00", timezone: "UTC" });
    expect(await end(false)).not.toContain(id);
    expect(await end(true)).toContain(id);
    expect(await caller(token)).toBeUndefined();
  });

  test("changes a password for who knows the old one, and ends the other sign-ins", async () => {
    const [one, other] = [await signIn(), await signIn()];
    const self = await caller(one.token);
    const others = (await caller(other.token))?.signIn;
    if (self === undefined) throw new Error("not signed in");
    await expect(authenticator.changePassword(self, "wrong", "new", VISITOR)).rejects.toMatchObject({
      reason: "wrong",
    });
    expect(await authenticator.changePassword(self, "guacadmin", "new", VISITOR)).toEqual([others]);
    expect(await caller(one.token)).toBeDefined();
    expect(await caller(other.token)).toBeUndefined();
    expect(await outcome()).toBe("wrong");
    expect(await outcome({ password: "new" })).toBe("signed in");
    expect(await auditOf("user.password")).toHaveLength(1);
  });

  test("has an expired password changed, to one that is really new; then other sign-ins end", async () => {
    const before = await signIn();
    await accounts.update(userId, { expired: true });
    const pair = (newPassword: string, newPasswordAgain = newPassword) => ({ newPassword, newPasswordAgain });
    expect(await outcome()).toBe("needs username, password, new-password, confirm-new-password");
    expect(await outcome(pair(" "))).toBe("blank");
    expect(await outcome(pair("one", "other"))).toBe("mismatch");
    expect(await outcome(pair("guacadmin"))).toBe("same");
    expect(await outcome({ password: "wrong", ...pair("new one") })).toBe("wrong");
    expect(await outcome(pair("new one"))).toBe("signed in");
    expect(await caller(before.token)).toBeUndefined();
    expect(await outcome()).toBe("wrong");
    expect(await outcome({ password: "new one" })).toBe("signed in");
  });

  test("has the password changed that everybody knows", async () => {
    await accounts.user({}, "guacadmin");
    expect(await outcome({ username: "guacadmin" })).toContain("needs username, password, new-password");
    const renewed = { newPassword: "new one", newPasswordAgain: "new one" };
    expect(await outcome({ username: "guacadmin", ...renewed })).toBe("signed in");
    expect(await outcome({ username: "guacadmin", password: "new one" })).toBe("signed in");
  });

  test("has a password changed that is older than it may be", async () => {
    const passwordPolicy = { ...accounts.settings().passwordPolicy, maxAge: 365 };
    const strict = accounts.authenticator({ passwordPolicy });
    expect(await outcome({}, strict)).toContain("needs username, password, new-password");
    await accounts.update(userId, { password_date: new Date(accounts.now.getTime() - 364 * 24 * HOUR * 1000) });
    expect(await outcome({}, strict)).toBe("signed in");
  });
});

describe.each(testDatabases())("the first administrator on $name", (testDatabase) => {
  test.each([
    [undefined, "needs username, password, new-password, confirm-new-password"],
    ["chosen", "signed in"],
  ])(
    "with the password %s",
    async (chosen, expected) => {
      const accounts = await TestAccounts.open(testDatabase);
      try {
        const made = await createFirstAdministrator(accounts.queries, accounts.passwords(), "boss", chosen);
        expect(made?.username).toBe("boss");
        const password = chosen ?? made?.password ?? "";
        expect(password.length).toBeGreaterThan(5);
        expect(made?.password === undefined).toBe(chosen !== undefined);
        expect(await outcomeOf(accounts.authenticator(), { username: "boss", password })).toBe(expected);
        const again = createFirstAdministrator(accounts.queries, accounts.passwords(), "second", undefined);
        expect(await again).toBeUndefined();
      } finally {
        await accounts.database.close();
      }
    },
    OPEN_TIME,
  );
});
