import { TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { countRecoveryCodes } from "../database/recovery-codes.ts";
import { OPEN_TIME, testDatabases } from "../database/testing/test-databases.ts";
import { findTotpKey } from "../database/totp.ts";
import type { TotpSettings } from "./account-settings.ts";
import type { Credentials } from "./identity-source.ts";
import { MoreNeeded } from "./login-refused.ts";
import { resetSecondFactors } from "./second-factors.ts";
import { outcomeOf, TestAccounts, VISITOR } from "./testing/test-accounts.ts";

const SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const KEY = "guac-totp-key-secret";
const CONFIRMED = "guac-totp-key-confirmed";
const DISABLED = "guac-totp-disabled";

describe.each(testDatabases())("second factors on $name", (testDatabase) => {
  let accounts: TestAccounts;
  let username: string;
  let userId: number;

  beforeAll(async () => {
    accounts = await TestAccounts.open(testDatabase);
  }, OPEN_TIME);
  afterAll(() => accounts.database.close());
  beforeEach(async () => {
    ({ username, userId } = await accounts.user());
    await accounts.queries.deleteFrom("passerelle_login_failure").execute();
  });

  function authenticator(totp: Partial<TotpSettings> = {}) {
    return accounts.authenticator({ totp: { ...accounts.settings().totp, ...totp } });
  }

  const login = (more: Credentials = {}, totp: Partial<TotpSettings> = {}, remoteHost = "192.0.2.1") =>
    outcomeOf(authenticator(totp), { username, password: "guacadmin", ...more }, { remoteHost });

  /** What an app shows, so many seconds from now. */
  function code(secret = SECRET, seconds = 0): string {
    return new TOTP({ secret }).generate({ timestamp: accounts.now.getTime() + seconds * 1000 });
  }

  /** As Guacamole's extension leaves somebody who has set up an app. */
  async function enrolledInGuacamole(): Promise<void> {
    await accounts.attribute(userId, KEY, SECRET);
    await accounts.attribute(userId, CONFIRMED, "true");
  }

  /** What an enrolment asks for. */
  async function enrolment(): Promise<Record<string, string>> {
    const asked = await authenticator({ required: true })
      .signIn({ username, password: "guacadmin" }, VISITOR)
      .catch((error: unknown) => error);
    if (!(asked instanceof MoreNeeded)) throw asked;
    expect(asked.key).toBe("TOTP.INFO_ENROLL_REQUIRED");
    return asked.fields[0] as unknown as Record<string, string>;
  }

  test("are not asked for when there are none", async () => {
    expect(await login()).toBe("signed in");
  });

  test("found in a Guacamole database go on working, after the password only", async () => {
    await enrolledInGuacamole();
    expect(await login()).toBe("needs guac-totp");
    expect(await login({ password: "wrong" })).toBe("wrong");
    expect(await login({ password: "wrong", code: code() })).toBe("wrong");
    expect(await login({ code: "000000" })).toBe("second-factor");
    expect(await login({ code: "" })).toBe("second-factor");
    expect(await login({ code: code() })).toBe("signed in");
  });

  test("by codes are good once each, and not the older ones either", async () => {
    await enrolledInGuacamole();
    const [before, now, after] = [-30, 0, 30].map((seconds) => code(SECRET, seconds));
    expect(await login({ code: now })).toBe("signed in");
    expect(await login({ code: now })).toBe("second-factor");
    expect(await login({ code: before })).toBe("second-factor");
    expect(await login({ code: after })).toBe("signed in");
    expect(await login({ code: code(SECRET, 60) })).toBe("second-factor");
  });

  test("used by two logins at once let one in", async () => {
    await enrolledInGuacamole();
    const given = { code: code() };
    expect((await Promise.all([login(given), login(given)])).sort()).toEqual(["second-factor", "signed in"]);
  });

  test("are not used up by a login that fails for another reason", async () => {
    await enrolledInGuacamole();
    await accounts.update(userId, { expired: true });
    const given = { code: code() };
    expect(await login(given)).toContain("new-password");
    expect(await login({ ...given, newPassword: "new", newPasswordAgain: "new" })).toBe("signed in");
  });

  test("are asked for before an expired password is changed", async () => {
    await enrolledInGuacamole();
    await accounts.update(userId, { expired: true });
    const renewal = { newPassword: "new", newPasswordAgain: "new" };
    expect(await login(renewal)).toBe("needs guac-totp");
    expect(await login({ ...renewal, code: "000000" })).toBe("second-factor");
    expect(await login({ password: "new" })).toBe("wrong");
    expect(await login({ ...renewal, code: code() })).toBe("signed in");
  });

  test("are guessed a few times only", async () => {
    await enrolledInGuacamole();
    for (let guess = 0; guess < 5; guess++) {
      expect(await login({ code: String(100_000 + guess) })).toBe("second-factor");
    }
    expect(await login({ code: code() })).toBe("blocked for 300 s");
  });

  test("are set up on the way in where everybody must have one", async () => {
    const first = await enrolment();
    expect(first).toMatchObject({ name: "guac-totp", type: "GUAC_TOTP_CODE", username, mode: "SHA1" });
    const second = await enrolment();
    expect(second.secret).not.toBe(first.secret);
    const stored = await accounts.queries
      .selectFrom("guacamole_user_attribute")
      .select("attribute_value")
      .where("user_id", "=", userId)
      .where("attribute_name", "=", KEY)
      .executeTakeFirstOrThrow();
    expect(stored.attribute_value).toMatch(/^passerelle:1:/);
    expect(await login({}, {})).toBe("signed in");

    const required = { required: true };
    expect(await login({ code: "000000" }, required)).toBe("second-factor");
    expect(await login({ code: code(first.secret) }, required)).toBe("second-factor");
    const given = { username, password: "guacadmin", code: code(second.secret) };
    const { recoveryCodes } = await authenticator(required).signIn(given, VISITOR);
    expect(recoveryCodes).toHaveLength(10);
    expect(await findTotpKey(accounts.queries, accounts.secrets, userId)).toEqual({
      secret: second.secret,
      confirmed: true,
    });
    expect(await login({}, {})).toBe("needs guac-totp");
    expect(await login({ code: recoveryCodes?.[3].toUpperCase() })).toBe("signed in");
    expect(await login({ code: recoveryCodes?.[3] })).toBe("second-factor");
    expect(await countRecoveryCodes(accounts.queries, userId)).toBe(9);
  });

  test.each<[string, Partial<TotpSettings>, string, string]>([
    ["are not asked for at an address that is excepted", { bypassHosts: ["192.0.2.0/24"] }, "192.0.2.1", "signed in"],
    ["are asked for elsewhere", { bypassHosts: ["192.0.2.0/24"] }, "198.51.100.1", "needs guac-totp"],
    ["are excepted over IPv6 sockets, too", { bypassHosts: ["192.0.2.0/24"] }, "::ffff:192.0.2.1", "signed in"],
    ["are asked for only where it is said", { enforceHosts: ["192.0.2.0/24"] }, "198.51.100.1", "signed in"],
    ["are asked for where it is said", { enforceHosts: ["192.0.2.0/24", "::1"] }, "::1", "needs guac-totp"],
  ])("%s", async (_, totp, remoteHost, outcome) => {
    await enrolledInGuacamole();
    expect(await login({}, totp, remoteHost)).toBe(outcome);
  });

  test("are not asked of a user, or a group, whom an administrator excepted", async () => {
    expect(await login({}, { required: true })).toBe("needs guac-totp");
    const group = await accounts.group([userId]);
    await accounts.groupAttribute(group, DISABLED, "true");
    expect(await login({}, { required: true })).toBe("signed in");
    const other = await accounts.user();
    await accounts.attribute(other.userId, DISABLED, "true");
    const credentials = { username: other.username, password: "guacadmin" };
    expect(await outcomeOf(authenticator({ required: true }), credentials)).toBe("signed in");
  });

  test("that nobody confirmed count for nothing", async () => {
    await accounts.attribute(userId, KEY, SECRET);
    expect(await login()).toBe("signed in");
    expect(await login({ code: code() })).toBe("signed in");
  });

  test("can be reset for somebody who has lost them", async () => {
    await enrolledInGuacamole();
    await login({ code: code() });
    await resetSecondFactors(accounts.queries, { userId, username }, undefined);
    expect(await login()).toBe("signed in");
    expect(await login({}, { required: true })).toBe("needs guac-totp");
  });
});
