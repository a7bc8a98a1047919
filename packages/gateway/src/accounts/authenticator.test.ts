import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "../database/database.ts";
import { migrate } from "../database/migrations/migrate.ts";
import { endExpiredSignIns, endSignIn, findCaller, IDLE_TIMEOUT_MS, touchSignIns } from "../database/sign-ins.ts";
import { insertUser, OPEN_TIME, testDatabases } from "../database/testing/test-databases.ts";
import { Authenticator, type Login, type LoginRefused, tokenHash } from "./authenticator.ts";
import { createFirstAdministrator } from "./first-administrator.ts";

const LEGACY = {
  password_salt: Buffer.from("FE24ADC5E11E2B25288D1704ABE67A79E342ECC26064CE69C5B3177795A82264", "hex"),
  password_hash: Buffer.from("CA458A7D494E3BE824F5E1E175A1556C0F8EEF2C2D7DF3633BEC4A29C4411960", "hex"),
};

describe.each(testDatabases())("signing in on $name", ({ open }) => {
  let database: Database;
  let authenticator: Authenticator;
  let names = 0;
  let name: string;
  let userId: number;

  beforeAll(async () => {
    database = await open();
    await migrate(database.queries);
    authenticator = new Authenticator(database.queries);
  }, OPEN_TIME);
  afterAll(() => database.close());
  beforeEach(async () => {
    name = `user ${++names}`;
    userId = await insertUser(database, name);
    await update(LEGACY);
  });

  async function update(values: Record<string, unknown>): Promise<void> {
    await database.queries.updateTable("guacamole_user").set(values).where("user_id", "=", userId).execute();
  }

  function login(more: Partial<Login> = {}): Login {
    const none = { newPassword: undefined, newPasswordAgain: undefined };
    return { username: name, password: "guacadmin", remoteHost: "192.0.2.1", ...none, ...more };
  }

  async function refusal(more: Partial<Login> = {}): Promise<string> {
    return authenticator.signIn(login(more)).then(
      () => "signed in",
      (error: LoginRefused) => error.reason,
    );
  }

  async function hashBeside(): Promise<string | undefined> {
    const row = await database.queries
      .selectFrom("passerelle_password")
      .select("hash")
      .where("user_id", "=", userId)
      .executeTakeFirst();
    return row?.hash;
  }

  test("accepts Guacamole's hash and puts Argon2id beside it", async () => {
    const { token, username } = await authenticator.signIn(login());
    expect(token).toMatch(/^[0-9A-F]{64}$/);
    expect(username).toBe(name);
    const hash = await hashBeside();
    expect(hash).toMatch(/^\$argon2id\$/);
    // The stronger hash is used from now on: Guacamole's does not even need to match any more.
    await update({ password_hash: Buffer.alloc(32) });
    await authenticator.signIn(login());
    expect(await hashBeside()).toBe(hash);
  });

  test("accepts a password that Guacamole set afterwards, and then no other", async () => {
    await authenticator.signIn(login());
    await authenticator.changePassword(name, "guacadmin", "changed here", "192.0.2.1");
    await update({ ...LEGACY, password_date: new Date(Date.now() + 5000) });
    expect(await refusal({ password: "changed here" })).toBe("wrong");
    expect(await refusal()).toBe("signed in");
  });

  test.each([
    ["another password", { password: "Guacadmin" }],
    ["no password", { password: "" }],
    ["an unknown user", { username: "nobody" }],
    ["another case", { username: "USER 1" }],
    ["a user group's name", { username: "some group" }],
  ])("refuses %s", async (_, more) => {
    expect(await refusal(more)).toBe("wrong");
    expect(await hashBeside()).toBeUndefined();
  });

  test("refuses a disabled account as if the password were wrong", async () => {
    await update({ disabled: true });
    expect(await refusal()).toBe("wrong");
  });

  test("refuses an account outside its validity, after the password only", async () => {
    await update({ valid_until: "2001-01-01" });
    expect(await refusal({ password: "x" })).toBe("wrong");
    expect(await refusal()).toBe("not-valid");
    await update({ valid_until: "2999-12-31" });
    expect(await refusal()).toBe("signed in");
  });

  test("has an expired password changed, to a new one that is really new", async () => {
    await update({ expired: true });
    const pair = (newPassword: string, newPasswordAgain = newPassword) => ({ newPassword, newPasswordAgain });
    expect(await refusal()).toBe("password-expired");
    expect(await refusal(pair(" "))).toBe("password-blank");
    expect(await refusal(pair("one", "other"))).toBe("password-mismatch");
    expect(await refusal(pair("guacadmin"))).toBe("password-same");
    expect(await refusal({ password: "wrong", ...pair("new one") })).toBe("wrong");
    expect(await refusal(pair("new one"))).toBe("signed in");
    expect(await refusal()).toBe("wrong");
    expect(await refusal({ password: "new one" })).toBe("signed in");
  });

  test("changes a password for who knows the old one; Guacamole's columns then match nothing", async () => {
    await expect(authenticator.changePassword(name, "wrong", "new", "192.0.2.1")).rejects.toThrow("wrong");
    await authenticator.changePassword(name, "guacadmin", "new", "192.0.2.1");
    expect(await refusal()).toBe("wrong");
    expect(await refusal({ password: "new" })).toBe("signed in");
  });

  test("keeps a sign-in until it idles out, is ended, or the account is disabled", async () => {
    const { token } = await authenticator.signIn(login());
    const hash = tokenHash(token);
    const { queries } = database;
    const now = Date.now();
    const at = (milliseconds: number) => new Date(now + milliseconds);
    const caller = await findCaller(queries, hash, at(0));
    expect(caller).toMatchObject({ userId, username: name, remoteHost: "192.0.2.1", administrator: false });
    expect(await findCaller(queries, hash, at(IDLE_TIMEOUT_MS + 1000))).toBeUndefined();
    await touchSignIns(queries, [caller?.signIn ?? ""], at(60_000));
    expect(await findCaller(queries, hash, at(IDLE_TIMEOUT_MS + 1000))).toBeDefined();
    await update({ disabled: true });
    expect(await findCaller(queries, hash, at(0))).toBeUndefined();
    await update({ disabled: false });
    await endSignIn(queries, caller?.signIn ?? "", at(5000));
    expect(await findCaller(queries, hash, at(0))).toBeUndefined();
    const history = await queries
      .selectFrom("guacamole_user_history")
      .select(["username", "remote_host", "end_date"])
      .where("user_id", "=", userId)
      .execute();
    expect(history).toEqual([{ username: name, remote_host: "192.0.2.1", end_date: at(5000) }]);
  });

  test("forgets sign-ins that ran out", async () => {
    await authenticator.signIn(login());
    const ended = await endExpiredSignIns(database.queries, new Date(Date.now() + IDLE_TIMEOUT_MS + 1000));
    expect(ended.length).toBeGreaterThan(0);
    const left = await database.queries.selectFrom("passerelle_sign_in").selectAll().execute();
    expect(left).toEqual([]);
  });

  test("keeps only a hash of the token", async () => {
    const { token } = await authenticator.signIn(login());
    const rows = await database.queries.selectFrom("passerelle_sign_in").select("token_hash").execute();
    expect(rows.some((row) => Buffer.from(row.token_hash).equals(Buffer.from(tokenHash(token))))).toBe(true);
    expect(rows.some((row) => Buffer.from(row.token_hash).toString("hex").toUpperCase() === token)).toBe(false);
  });
});

describe.each(testDatabases())("the first administrator on $name", ({ open }) => {
  test.each([
    [undefined, "password-expired"],
    ["chosen", "signed in"],
  ])(
    "with the password %s",
    async (chosen, outcome) => {
      const database = await open();
      try {
        await migrate(database.queries);
        const made = await createFirstAdministrator(database.queries, "boss", chosen);
        expect(made?.username).toBe("boss");
        const password = chosen ?? made?.password ?? "";
        expect(password.length).toBeGreaterThan(5);
        expect(made?.password === undefined).toBe(chosen !== undefined);
        const none = { newPassword: undefined, newPasswordAgain: undefined };
        const result = new Authenticator(database.queries)
          .signIn({ username: "boss", password, remoteHost: "192.0.2.1", ...none })
          .then(
            () => "signed in",
            (error: LoginRefused) => error.reason,
          );
        expect(await result).toBe(outcome);
        expect(await createFirstAdministrator(database.queries, "second", undefined)).toBeUndefined();
      } finally {
        await database.close();
      }
    },
    OPEN_TIME,
  );
});
