import { afterAll, beforeAll, expect, test } from "vitest";
import { createFirstAdministrator } from "../accounts/first-administrator.ts";
import { outcomeOf, TestAccounts } from "../accounts/testing/test-accounts.ts";
import type { Database } from "../database/database.ts";
import { insertSignIn, OPEN_TIME, testDatabases } from "../database/testing/test-databases.ts";
import { UsageError } from "./command.ts";
import { CommandContext } from "./command-context.ts";
import { COMMANDS } from "./commands.ts";

const [testDatabase] = testDatabases();

let accounts: TestAccounts;
let userId: number;

beforeAll(async () => {
  accounts = await TestAccounts.open(testDatabase);
  await createFirstAdministrator(accounts.queries, accounts.passwords(), "boss", "chosen");
  const row = await accounts.queries.selectFrom("guacamole_user").select("user_id").executeTakeFirstOrThrow();
  userId = row.user_id;
}, OPEN_TIME);
afterAll(() => accounts.database.close());

/** A command line whose database is open already. */
class OpenContext extends CommandContext {
  override async openDatabase(): Promise<Database> {
    return accounts.database;
  }
}

/** Runs a command; answers what it printed. */
async function run(name: string, ...parameters: string[]): Promise<string> {
  const output: string[] = [];
  const key = Buffer.alloc(32).toString("base64");
  const context = new OpenContext({
    environment: { PASSERELLE_SECRET_KEY: key },
    write: (text) => output.push(text),
    complain: () => undefined,
  });
  await COMMANDS.find((command) => command.name === name)?.run(context, parameters);
  return output.join("");
}

const login = (password: string) => outcomeOf(accounts.authenticator(), { username: "boss", password });

test("user list tells who there is", async () => {
  expect(await run("user list")).toBe("boss  enabled           password only     never\n");
  await login("chosen");
  expect(JSON.parse(await run("user list", "--json"))).toEqual([
    { username: "boss", state: "enabled", secondFactors: [], lastLogin: accounts.now.toISOString() },
  ]);
});

test("user unlock lets somebody try again", async () => {
  for (let guess = 0; guess < 5; guess++) await login("wrong");
  expect(await login("chosen")).toBe("blocked for 300 s");
  expect(await run("user unlock", "boss")).toBe('"boss" may try again.\n');
  expect(await login("chosen")).toBe("signed in");
  expect(await run("user unlock", "boss")).toBe('"boss" was not blocked.\n');
});

test("user reset-second-factors leaves the password", async () => {
  await accounts.attribute(userId, "guac-totp-key-secret", "JBSWY3DPEHPK3PXP");
  await accounts.attribute(userId, "guac-totp-key-confirmed", "true");
  expect(await login("chosen")).toBe("needs guac-totp");
  await run("user reset-second-factors", "boss");
  expect(await login("chosen")).toBe("signed in");
});

test("user reset-password gives one that must be changed, and ends what stood on the old one", async () => {
  await insertSignIn(accounts.database, userId);
  const output = await run("user reset-password", "boss");
  const [, password] = /^The password of "boss" is now (\w{20})\n/.exec(output) ?? [];
  expect(await login("chosen")).toBe("wrong");
  expect(await login(password)).toContain("new-password");
  expect(await accounts.queries.selectFrom("passerelle_sign_in").selectAll().execute()).toEqual([]);
});

test.each(["user unlock", "user reset-password", "user reset-second-factors"])(
  "%s wants one user's name",
  async (name) => {
    await expect(run(name)).rejects.toThrow(UsageError);
    await expect(run(name, "boss", "other")).rejects.toThrow(UsageError);
    await expect(run(name, "ghost")).rejects.toThrow('There is no user "ghost"');
  },
);

test("everything that was done is in the audit log, without passwords", async () => {
  const rows = await accounts.queries
    .selectFrom("passerelle_audit")
    .selectAll()
    .where("actor", "=", "")
    .orderBy("audit_id")
    .execute();
  expect(rows.map(({ action, object_name }) => [action, object_name])).toEqual([
    ...[
      ["user.unlock", "boss"],
      ["user.unlock", "boss"],
      ["user.second-factor-reset", "boss"],
      ["user.password", "boss"],
    ],
  ]);
  expect(rows.every(({ details }) => JSON.stringify(details) === "{}")).toBe(true);
});
