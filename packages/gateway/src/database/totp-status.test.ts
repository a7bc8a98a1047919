import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TestAccounts } from "../accounts/testing/test-accounts.ts";
import { OPEN_TIME, testDatabases } from "./testing/test-databases.ts";
import { storeTotpKey } from "./totp.ts";
import { changeTotpStatus, totpStatus } from "./totp-status.ts";

let accounts: TestAccounts;

beforeAll(async () => {
  accounts = await TestAccounts.open(testDatabases()[0]);
}, OPEN_TIME);
afterAll(() => accounts.database.close());

async function statusOf(userId: number): Promise<unknown> {
  const { rows } = await sql<{ status: unknown }>`select ${totpStatus(sql.val(userId))} as status`.execute(
    accounts.queries,
  );
  return rows[0].status;
}

test("administrators see that there is a key, but never the key", async () => {
  const { userId } = await accounts.user();
  expect(await statusOf(userId)).toBeNull();
  await storeTotpKey(accounts.queries, accounts.secrets, userId, "JBSWY3DPEHPK3PXP");
  expect(await statusOf(userId)).toEqual({ "guac-totp-key-generated": "true" });
});

test.each(["guac-totp-key-generated", "guac-totp-key-confirmed"])("a key is reset by taking %s away", async (name) => {
  const { userId } = await accounts.user();
  await accounts.attribute(userId, "guac-totp-key-secret", "JBSWY3DPEHPK3PXP");
  await accounts.attribute(userId, "guac-totp-key-confirmed", "true");
  await accounts.attribute(userId, "guac-totp-disabled", "true");
  const status = { "guac-totp-key-generated": "true", "guac-totp-key-confirmed": "true" };
  await changeTotpStatus(accounts.queries, userId, { ...status, other: "" });
  await changeTotpStatus(accounts.queries, userId, { other: "" });
  expect(await statusOf(userId)).toEqual(status);
  await changeTotpStatus(accounts.queries, userId, { ...status, [name]: "" });
  expect(await statusOf(userId)).toBeNull();
});
