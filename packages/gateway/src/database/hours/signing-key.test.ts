import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closingText, isGenuine, signText } from "../../hours/closing-text.ts";
import { KeyFile } from "../../secrets/key-file.ts";
import { openSecretBox } from "../../secrets/open-secret-box.ts";
import { rotateKeys } from "../../secrets/rotate-keys.ts";
import type { SecretBox } from "../../secrets/secret-box.ts";
import { sealStored } from "../../secrets/stored-secrets.ts";
import type { Database } from "../database.ts";
import { migrate } from "../migrations/migrate.ts";
import { OPEN_TIME, testDatabases } from "../testing/test-databases.ts";
import { signingKey, verificationKey } from "./signing-key.ts";

describe.each(testDatabases())("the key that signs closed months on $name", ({ open }) => {
  let database: Database;
  let folder: string;
  let secrets: SecretBox;
  beforeAll(async () => {
    database = await open();
    await migrate(database.queries);
    folder = mkdtempSync(join(tmpdir(), "passerelle-signing-"));
    const settings = { secretKeyFile: join(folder, "key"), secretKeys: undefined, accounts: { sideBySide: false } };
    secrets = await openSecretBox(settings, database.queries);
  }, OPEN_TIME);
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });

  const head = { month: "2025-11", zone: "UTC", closedBy: "clerk", closedAt: 1 };
  const report = {
    ...{ from: "2025-11-01", to: "2025-11-30", zone: "UTC", by: "person", unit: "day", countedAt: 1, idleLimit: 1 },
    lines: [],
    total: {},
  };
  const text = closingText(head, { days: report, weeks: report } as unknown as Parameters<typeof closingText>[1]);

  async function isStillGenuine(keyId: string, signature: Uint8Array): Promise<boolean> {
    return isGenuine({ head, text, signature }, await verificationKey(database.queries, secrets, keyId));
  }

  test("is made once, sealed, and goes along when the gateway's own key is changed", async () => {
    const { keyId, privateKey } = await signingKey(database.queries, secrets);
    const signature = signText(text, privateKey);
    expect(await isStillGenuine(keyId, signature)).toBe(true);
    const before = secrets.keyId;
    for (const _round of [1, 2, 3]) {
      const { changed, damaged } = await rotateKeys(database.queries, new KeyFile(join(folder, "key")), false);
      expect([changed.hoursSigningKeys, damaged]).toEqual([1, []]);
    }
    expect(secrets.keyId).not.toBe(before);
    const stored = await database.queries.selectFrom("passerelle_hours_signing_key").selectAll().execute();
    expect(stored).toMatchObject([{ sealed_private_key: expect.stringContaining(secrets.prefix) }]);
    expect(await isStillGenuine(keyId, signature)).toBe(true);
    expect((await signingKey(database.queries, secrets)).keyId).toBe(keyId);
  });

  test("is not believed, nor sealed, when somebody else put it there; another one is made", async () => {
    const { keyId, privateKey } = await signingKey(database.queries, secrets);
    const plain = privateKey.export({ type: "pkcs8", format: "der" }).toString("base64");
    await sql`update passerelle_hours_signing_key set sealed_private_key = ${plain}`.execute(database.queries);
    expect(await isStillGenuine(keyId, signText(text, privateKey))).toBe(false);
    const { damaged } = await sealStored(database.queries, secrets, false);
    expect(damaged).toEqual([`hours signing key ${keyId}`]);
    const other = await signingKey(database.queries, secrets);
    expect(other.keyId).not.toBe(keyId);
    // What was sealed for another key is not this one's.
    await sql`update passerelle_hours_signing_key as one set sealed_private_key = other.sealed_private_key
      from passerelle_hours_signing_key as other where one.key_id = ${keyId} and other.key_id = ${other.keyId}`.execute(
      database.queries,
    );
    expect(await isStillGenuine(keyId, signText(text, other.privateKey))).toBe(false);
    expect(await isStillGenuine(other.keyId, signText(text, other.privateKey))).toBe(true);
  });
});
