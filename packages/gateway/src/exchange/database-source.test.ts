import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEFAULT_ACCOUNT_SETTINGS } from "../accounts/account-settings.ts";
import { matchesLegacyPassword } from "../accounts/legacy-password.ts";
import { Passwords } from "../accounts/passwords.ts";
import type { Database } from "../database/database.ts";
import { migrate } from "../database/migrations/migrate.ts";
import { createGuacamoleFixture } from "../database/testing/guacamole-fixture.ts";
import { OPEN_TIME, testDatabases } from "../database/testing/test-databases.ts";
import { findTotpKey } from "../database/totp.ts";
import { SecretBox } from "../secrets/secret-box.ts";
import { secretKey } from "../secrets/secret-key.ts";
import { readGuacamoleDatabase } from "./database-source.ts";
import { importDocument, OPERATOR } from "./import-document.ts";

const secrets = new SecretBox(secretKey(new Uint8Array(32)));
const passwords = new Passwords(secrets, DEFAULT_ACCOUNT_SETTINGS);
const services = { secrets, passwords, sessions: { list: async () => [] } };
const [testDatabase] = testDatabases();

let other: Database;
let own: Database;

beforeAll(async () => {
  [other, own] = [await testDatabase.open(), await testDatabase.open()];
  await createGuacamoleFixture(other.queries, "1.0");
  await migrate(own.queries);
}, OPEN_TIME);
afterAll(async () => {
  await other.close();
  await own.close();
});

async function move() {
  const document = await readGuacamoleDatabase(other.queries, secrets);
  const options = { existing: "skip", dryRun: false, source: "database" } as const;
  return importDocument(own.queries, services, OPERATOR, { document, problems: [] }, options);
}

test("another database moves in, once what cannot be here has been put right there", async () => {
  const messages = (await move()).problems.map((problem) => problem.message);
  expect(messages).toEqual([
    expect.stringContaining('"nobody\'s": timezone must be a time zone'),
    expect.stringContaining('"Twin": There are two connections of this name'),
  ]);
  await sql`update guacamole_user set timezone = null`.execute(other.queries);
  await sql`update guacamole_connection set connection_name = 'Twin 2' where protocol = 'ssh'`.execute(other.queries);
  expect(await move()).toMatchObject({ created: 5, users: 3, problems: [] });

  const { rows } = await sql<{ name: string; hash: Uint8Array; salt: Uint8Array | null }>`
    select name, password_hash as hash, password_salt as salt
    from guacamole_user join guacamole_entity using (entity_id) order by name`.execute(own.queries);
  const [alexandra, admin] = rows;
  expect(matchesLegacyPassword("alexandra", alexandra)).toBe(true);
  expect(matchesLegacyPassword("guacadmin", admin)).toBe(true);

  const totp = await own.queries
    .selectFrom("guacamole_user_attribute")
    .innerJoin("guacamole_user as account", "account.user_id", "guacamole_user_attribute.user_id")
    .innerJoin("guacamole_entity as entity", "entity.entity_id", "account.entity_id")
    .select(["account.user_id", "attribute_value"])
    .where("entity.name", "=", "guacadmin")
    .where("attribute_name", "=", "guac-totp-key-secret")
    .executeTakeFirstOrThrow();
  expect(totp.attribute_value).not.toContain("JBSWY3DPEHPK3PXP");
  expect(await findTotpKey(own.queries, secrets, totp.user_id)).toEqual({
    secret: "JBSWY3DPEHPK3PXP",
    confirmed: true,
  });

  const document = await readGuacamoleDatabase(own.queries, secrets);
  const source = await readGuacamoleDatabase(other.queries, secrets);
  expect(document.connections).toEqual(source.connections);
  expect(document.sharingProfiles).toEqual(source.sharingProfiles);
  expect(document.userGroups).toEqual(source.userGroups);
});
