import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findAccount } from "../database/accounts.ts";
import { OPEN_TIME, testDatabases } from "../database/testing/test-databases.ts";
import { openLegacyPassword } from "../secrets/sealed-legacy-password.ts";
import type { PasswordPolicy } from "./account-settings.ts";
import { matchesLegacyPassword } from "./legacy-password.ts";
import type { UserReference } from "./passwords.ts";
import { LEGACY, outcomeOf, TestAccounts } from "./testing/test-accounts.ts";

const DAY = 24 * 3600;

describe.each(testDatabases())("passwords on $name", (testDatabase) => {
  let accounts: TestAccounts;
  let user: UserReference;

  beforeAll(async () => {
    accounts = await TestAccounts.open(testDatabase);
  }, OPEN_TIME);
  afterAll(() => accounts.database.close());
  beforeEach(async () => {
    user = await accounts.user();
  });

  async function row() {
    return accounts.queries
      .selectFrom("guacamole_user as user")
      .leftJoin("passerelle_password as beside", "beside.user_id", "user.user_id")
      .select(["password_hash", "password_salt", "password_date", "expired", "hash", "sealed_legacy"])
      .where("user.user_id", "=", user.userId)
      .executeTakeFirstOrThrow();
  }

  const login = (password: string, sideBySide = false) =>
    outcomeOf(accounts.authenticator({ sideBySide }), { username: user.username, password });

  async function change(password: string, policy: Partial<PasswordPolicy> = {}, byAdministrator = false) {
    const passwords = accounts.passwords({ passwordPolicy: { ...accounts.settings().passwordPolicy, ...policy } });
    const prepared = await passwords.prepare(password);
    const circumstances = { actor: undefined, byAdministrator, now: accounts.now };
    return passwords.change(accounts.queries, user, prepared, circumstances).then(
      () => "changed",
      (error) => error.fault as string,
    );
  }

  test("of Guacamole get an Argon2id hash, and their own is put away, sealed", async () => {
    const { password_date } = await row();
    expect(await login("guacadmin")).toBe("signed in");
    const after = await row();
    expect(after.hash).toMatch(/^\$argon2id\$/);
    expect(after.password_date).toEqual(password_date);
    const columns = { hash: after.password_hash, salt: after.password_salt };
    expect(matchesLegacyPassword("guacadmin", columns)).toBe(false);
    expect([after.password_hash.length, after.password_salt?.length]).toEqual([32, 32]);
    const kept = openLegacyPassword(accounts.secrets, user.userId, after.sealed_legacy ?? "");
    expect(Buffer.from(kept.hash)).toEqual(LEGACY.password_hash);
    expect(Buffer.from(kept.salt ?? [])).toEqual(LEGACY.password_salt);
    expect(await login("guacadmin")).toBe("signed in");
    expect((await row()).hash).toBe(after.hash);
  });

  test("of Guacamole stay as they are while Guacamole runs beside", async () => {
    expect(await login("guacadmin", true)).toBe("signed in");
    const after = await row();
    expect(after.hash).toMatch(/^\$argon2id\$/);
    expect(Buffer.from(after.password_hash)).toEqual(LEGACY.password_hash);
    expect(after.sealed_legacy).toBeNull();
  });

  test("of Guacamole are put away at a login after Guacamole ran beside", async () => {
    await login("guacadmin", true);
    expect(await login("guacadmin")).toBe("signed in");
    const after = await row();
    expect(Buffer.from(after.password_hash)).not.toEqual(LEGACY.password_hash);
    const kept = openLegacyPassword(accounts.secrets, user.userId, after.sealed_legacy ?? "");
    expect(Buffer.from(kept.hash)).toEqual(LEGACY.password_hash);
    expect(await login("guacadmin")).toBe("signed in");
  });

  test("without a salt are Guacamole's, too, and go back without one", async () => {
    const hash = Buffer.from("4e738ca5563c06cfd0018299933d58db1dd8bf97f6973dc99bf6cdc64b5550bd", "hex");
    await accounts.update(user.userId, { password_hash: hash, password_salt: null });
    expect(await login("x")).toBe("wrong");
    const unsalted = Buffer.from("5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8", "hex");
    await accounts.update(user.userId, { password_hash: unsalted, password_salt: null });
    expect(await login("password")).toBe("signed in");
    const { sealed_legacy } = await row();
    const kept = openLegacyPassword(accounts.secrets, user.userId, sealed_legacy ?? "");
    expect(kept).toEqual({ hash: unsalted, salt: null });
  });

  test("set by SQL count from then on, with or without a date", async () => {
    expect(await login("guacadmin")).toBe("signed in");
    expect(await change("changed here")).toBe("changed");
    expect(await login("changed here")).toBe("signed in");
    await accounts.update(user.userId, LEGACY);
    expect(await login("changed here")).toBe("wrong");
    expect(await login("guacadmin")).toBe("signed in");
  });

  test("upgraded by two logins at once are upgraded once", async () => {
    expect(await Promise.all([login("guacadmin"), login("guacadmin")])).toEqual(["signed in", "signed in"]);
    expect(await login("guacadmin")).toBe("signed in");
    const { sealed_legacy } = await row();
    const kept = openLegacyPassword(accounts.secrets, user.userId, sealed_legacy ?? "");
    expect(matchesLegacyPassword("guacadmin", kept)).toBe(true);
  });

  test("changed while somebody logs in with the old one stay changed", async () => {
    const before = await findAccount(accounts.queries, user.username);
    if (before === undefined) throw new Error("no account");
    const passwords = accounts.passwords();
    const { hash } = await passwords.prepare("guacadmin");
    expect(await change("new")).toBe("changed");
    await passwords.settle(accounts.queries, before, hash);
    expect(await login("guacadmin")).toBe("wrong");
    expect(await login("new")).toBe("signed in");
  });

  test("set here are sealed in Guacamole's form, or written in it while Guacamole runs beside", async () => {
    await accounts.update(user.userId, { expired: true });
    expect(await change("set here")).toBe("changed");
    const apart = await row();
    expect([apart.expired, apart.password_date]).toEqual([false, accounts.now]);
    expect(matchesLegacyPassword("set here", { hash: apart.password_hash, salt: apart.password_salt })).toBe(false);
    const kept = openLegacyPassword(accounts.secrets, user.userId, apart.sealed_legacy ?? "");
    expect(matchesLegacyPassword("set here", kept)).toBe(true);

    const beside = accounts.passwords({ sideBySide: true });
    await beside.store(accounts.queries, user.userId, await beside.prepare("for both"), accounts.now);
    const shared = await row();
    expect(matchesLegacyPassword("for both", { hash: shared.password_hash, salt: shared.password_salt })).toBe(true);
    expect(shared.sealed_legacy).toBeNull();
    expect(await login("for both", true)).toBe("signed in");
  });

  test("may not come back: the current one, nor those before, however they are hashed", async () => {
    const policy = { historySize: 2 };
    expect(await change("guacadmin", policy)).toBe("reused");
    expect(await change("second", policy)).toBe("changed");
    accounts.pass(1);
    expect(await change("third", policy)).toBe("changed");
    expect(await change("guacadmin", policy)).toBe("reused");
    expect(await change("second", policy)).toBe("reused");
    accounts.pass(1);
    expect(await change("fourth", policy)).toBe("changed");
    expect(await change("guacadmin", policy)).toBe("changed");
    const history = await accounts.queries
      .selectFrom("guacamole_user_password_history")
      .select("password_history_id")
      .where("user_id", "=", user.userId)
      .execute();
    expect(history).toHaveLength(2);
  });

  test("are remembered for a forced change, too", async () => {
    const passwordPolicy = { ...accounts.settings().passwordPolicy, historySize: 3 };
    const authenticator = accounts.authenticator({ passwordPolicy });
    const renew = async (password: string, newPassword: string) => {
      await accounts.update(user.userId, { expired: true });
      const credentials = { username: user.username, password, newPassword, newPasswordAgain: newPassword };
      return outcomeOf(authenticator, credentials);
    };
    expect(await renew("guacadmin", "second")).toBe("signed in");
    expect(await renew("second", "guacadmin")).toBe("reused");
  });

  test("are written to Guacamole's history in its own form while it runs beside", async () => {
    const passwordPolicy = { ...accounts.settings().passwordPolicy, historySize: 3 };
    const passwords = accounts.passwords({ passwordPolicy, sideBySide: true });
    for (const password of ["second", "third"]) {
      const circumstances = { actor: undefined, byAdministrator: true, now: accounts.now };
      await passwords.change(accounts.queries, user, await passwords.prepare(password), circumstances);
    }
    const rows = await accounts.queries
      .selectFrom("guacamole_user_password_history")
      .select(["password_hash as hash", "password_salt as salt"])
      .where("user_id", "=", user.userId)
      .orderBy("password_history_id")
      .execute();
    expect(rows.map((older, index) => matchesLegacyPassword(["guacadmin", "second"][index], older))).toEqual([
      true,
      true,
    ]);
  });

  test("must be kept for as long as is said, unless an administrator changes them", async () => {
    const policy = { minAge: 2 };
    expect(await change("second", policy)).toBe("changed");
    accounts.pass(DAY + 1);
    expect(await change("third", policy)).toBe("too-young");
    expect(await change("third", policy, true)).toBe("changed");
    accounts.pass(2 * DAY);
    expect(await change("fourth", policy)).toBe("changed");
  });

  test("that are refused leave everything as it was", async () => {
    const before = await row();
    expect(await change("short", { minLength: 8 })).toBe("too-short");
    expect(await row()).toEqual(before);
    expect(await findAccount(accounts.queries, user.username)).toBeDefined();
  });
});
