import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readParameters, replaceParameters } from "../database/connection-parameters.ts";
import { type Database, GATEWAY_PROGRAM, type Queries } from "../database/database.ts";
import { migrate } from "../database/migrations/migrate.ts";
import { createGuacamoleFixture, FIXTURE_SECRETS, guacamoleRows } from "../database/testing/guacamole-fixture.ts";
import { OPEN_TIME, testDatabases } from "../database/testing/test-databases.ts";
import { KeyFile } from "./key-file.ts";
import { openSecretBox, type SecretSettings } from "./open-secret-box.ts";
import { releaseToGuacamole } from "./release-to-guacamole.ts";
import { rotateKeys } from "./rotate-keys.ts";
import { sealLegacyPassword } from "./sealed-legacy-password.ts";
import type { SecretBox } from "./secret-box.ts";
import { randomSecretKey } from "./secret-key.ts";
import { countStored, sealStored } from "./stored-secrets.ts";

const TOTAL = Object.values(FIXTURE_SECRETS).reduce((sum, count) => sum + count);
/** Tables that the tests change, and what they held before. */
const CHANGED = ["guacamole_connection_parameter", "guacamole_sharing_profile_parameter", "guacamole_user_attribute"];

describe.each(testDatabases())("stored secrets on $name", ({ name, open }) => {
  let database: Database;
  let queries: Queries;
  let plain: Record<string, unknown[]>;
  let folder: string;
  beforeAll(async () => {
    database = await open();
    queries = database.queries;
    await createGuacamoleFixture(queries, "1.5");
    plain = await guacamoleRows(queries);
    await migrate(queries);
    for (const table of CHANGED) {
      await sql`create table ${sql.table(`${table}_before`)} as select * from ${sql.table(table)}`.execute(queries);
    }
  }, OPEN_TIME);
  afterAll(() => database.close());

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "passerelle-secrets-"));
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    for (const table of CHANGED) {
      await sql`delete from ${sql.table(table)}`.execute(queries);
      await sql`insert into ${sql.table(table)} select * from ${sql.table(`${table}_before`)}`.execute(queries);
    }
    await sql`delete from passerelle_secret_key`.execute(queries);
    await sql`delete from passerelle_password`.execute(queries);
    await sql`delete from passerelle_audit`.execute(queries);
  });

  function settings(sideBySide = false, file = "secret.key"): SecretSettings {
    return { secretKeyFile: join(folder, file), secretKeys: undefined, accounts: { sideBySide } };
  }

  /** How many secrets are sealed with which key; null: plain. */
  async function keysInUse(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { keyId, count } of await countStored(queries)) {
      counts[String(keyId)] = (counts[String(keyId)] ?? 0) + count;
    }
    return counts;
  }

  async function openAndSeal(sideBySide = false): Promise<SecretBox> {
    const secrets = await openSecretBox(settings(sideBySide), queries);
    await sealStored(queries, secrets, sideBySide);
    return secrets;
  }

  /** More secrets than fit into one batch. */
  async function addConnectionSecrets(count: number): Promise<void> {
    await sql`with added as (
        insert into guacamole_connection (connection_name, protocol)
        select 'many ' || number, 'rdp' from generate_series(1, ${count}::integer) as number returning connection_id
      )
      insert into guacamole_connection_parameter
      select connection_id, 'password', 'secret of ' || connection_id from added`.execute(queries);
  }

  async function removeConnectionSecrets(): Promise<void> {
    await sql`delete from guacamole_connection where connection_name like 'many %'`.execute(queries);
  }

  test("are all encrypted, nothing else changes, and they open as they were", async () => {
    const secrets = await openSecretBox(settings(), queries);
    const { changed, damaged } = await sealStored(queries, secrets, false);
    expect(changed).toEqual({ ...FIXTURE_SECRETS, legacyPasswords: 0, signInPasswords: 0, hoursSigningKeys: 0 });
    expect(damaged).toEqual([]);
    expect(await keysInUse()).toEqual({ [secrets.keyId]: TOTAL });

    const after = await guacamoleRows(queries);
    const differing = Object.keys(plain).filter(
      (table) => JSON.stringify(after[table]) !== JSON.stringify(plain[table]),
    );
    expect(differing.sort()).toEqual([...CHANGED].sort());
    expect(JSON.stringify(after)).not.toContain("JBSWY3DPEHPK3PXP");
    expect(await readParameters(queries, secrets, 1)).toEqual({
      hostname: "192.168.100.101",
      "of-the-future": "password",
      password: "pàss:🔑",
    });
    expect(await readParameters(queries, secrets, 4)).toEqual({
      password: `\${GUAC_PASSWORD}`,
      "gateway-password": "x".repeat(4096),
    });

    const again = await sealStored(queries, secrets, false);
    expect(Object.values(again.changed)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await guacamoleRows(queries)).toEqual(after);
  });

  test("are encrypted by the thousand, also by two gateways at once", async () => {
    await addConnectionSecrets(1203);
    const secrets = await openSecretBox(settings(), queries);
    const both = await Promise.all([sealStored(queries, secrets, false), sealStored(queries, secrets, false)]);
    const sealed = both.reduce((sum, { changed }) => sum + changed.connectionSecrets, 0);
    expect(sealed).toBe(1203 + FIXTURE_SECRETS.connectionSecrets);
    expect(await keysInUse()).toEqual({ [secrets.keyId]: TOTAL + 1203 });
    await removeConnectionSecrets();
  });

  test("stay plain beside Guacamole, new ones too, but for those that it does not know", async () => {
    await sql`insert into passerelle_password (user_id, hash, guacamole_hash, sealed_legacy)
      values (1, 'h', '', 'passerelle:1:000000000000:AAAA')`.execute(queries);
    const secrets = await openSecretBox(settings(true), queries);
    const { damaged } = await sealStored(queries, secrets, true);
    expect(damaged).toEqual(["user 1 legacy password"]);
    expect(await guacamoleRows(queries)).toEqual(plain);
    await replaceParameters(queries, secrets, 2, { password: "new" });
    expect(await keysInUse()).toEqual({ null: TOTAL, "000000000000": 1 });
  });

  test("get a new key, which a running gateway then uses", async () => {
    const running = await openAndSeal();
    const first = running.keyId;
    const file = new KeyFile(settings().secretKeyFile);
    const { key, kept, damaged } = await rotateKeys(queries, file, false);
    expect({ kept, damaged }).toEqual({ kept: [first], damaged: [] });
    expect(await keysInUse()).toEqual({ [key]: TOTAL });
    expect((await readParameters(queries, running, 1)).password).toBe("pàss:🔑");
    await replaceParameters(queries, running, 2, { password: "new" });
    expect(await keysInUse()).toEqual({ [key]: TOTAL });

    const again = await rotateKeys(queries, file, false);
    expect(file.current().map(({ id }) => id)).toEqual([again.key, key]);
    expect(await keysInUse()).toEqual({ [again.key]: TOTAL });
    const audit = await queries.selectFrom("passerelle_audit").select(["action", "details"]).execute();
    expect(audit.map(({ action }) => action)).toEqual(["secrets.rotate", "secrets.rotate"]);
    expect(audit[1].details).toMatchObject({ key: again.key, changed: FIXTURE_SECRETS });
  });

  test("survive a rotation that is interrupted when the key is on the disk, and in the middle of the rows", async () => {
    const first = (await openAndSeal()).keyId;
    const file = new KeyFile(settings().secretKeyFile);
    file.replace([randomSecretKey(), ...file.current()]);
    const second = file.current()[0].id;
    expect((await openSecretBox(settings(), queries)).keyId).toBe(second);
    expect(await keysInUse()).toEqual({ [first]: TOTAL });

    await addConnectionSecrets(800);
    await sql`create function refuse() returns trigger language plpgsql as $$ begin raise 'power failure'; end $$`.execute(
      queries,
    );
    await sql`create trigger refuse before update on guacamole_connection_parameter for each row
      when (new.parameter_value like 'passerelle:%' and old.parameter_value like 'secret of %0') execute function refuse()`.execute(
      queries,
    );
    await expect(rotateKeys(queries, file, false)).rejects.toThrow("power failure");
    await sql`drop function refuse cascade`.execute(queries);

    const secrets = await openAndSeal();
    const keys = file.current().map(({ id }) => id);
    expect(keys.slice(1)).toEqual([second, first]);
    expect(await keysInUse()).toEqual({ [keys[0]]: TOTAL + 800 });
    expect((await readParameters(queries, secrets, 1)).password).toBe("pàss:🔑");
    await removeConnectionSecrets();
  });

  test("that were tampered with are named, and keep their key from being forgotten", async () => {
    const first = (await openAndSeal()).keyId;
    // Somebody moves the password of connection 1 to his own.
    await sql`update guacamole_connection_parameter as target set parameter_value = source.parameter_value
      from guacamole_connection_parameter as source
      where target.connection_id = 2 and source.connection_id = 1
        and target.parameter_name = 'password' and source.parameter_name = 'password'`.execute(queries);
    const file = new KeyFile(settings().secretKeyFile);
    for (const round of [1, 2]) {
      const { damaged, key } = await rotateKeys(queries, file, false);
      expect(damaged, `round ${round}`).toEqual(["connection 2 password"]);
      expect(await keysInUse()).toEqual({ [key]: TOTAL - 1, [first]: 1 });
    }
    expect(file.current().map(({ id }) => id)).toContain(first);
  });

  test("stop a gateway that has lost the key, or another one", async () => {
    const { keyId } = await openAndSeal();
    await expect(openSecretBox(settings(false, "lost.key"), queries)).rejects.toThrow(
      `with key ${keyId}, but the key file ${join(folder, "lost.key")} is missing`,
    );
    const other = { ...settings(), secretKeys: [randomSecretKey()] };
    await expect(openSecretBox(other, queries)).rejects.toThrow(
      `PASSERELLE_SECRET_KEY holds ${other.secretKeys[0].id}`,
    );
    const both = {
      ...settings(),
      secretKeys: [...other.secretKeys, ...new KeyFile(settings().secretKeyFile).current()],
    };
    const secrets = await openSecretBox(both, queries);
    expect((await sealStored(queries, secrets, false)).changed).toMatchObject(FIXTURE_SECRETS);
    expect(await keysInUse()).toEqual({ [other.secretKeys[0].id]: TOTAL });
  });

  test("get one key when two gateways start together", async () => {
    const files = ["one.key", "two.key"];
    const starts = await Promise.allSettled(files.map((file) => openSecretBox(settings(false, file), queries)));
    expect(starts.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const winner = files[starts.findIndex(({ status }) => status === "fulfilled")];
    const shared = await Promise.all(["a", "b"].map(() => openSecretBox(settings(false, winner), queries)));
    expect(shared[0].keyId).toBe(shared[1].keyId);
  });

  test("go back to Guacamole with its password hashes, every row as it was", async () => {
    const secrets = await openAndSeal();
    await rotateKeys(queries, new KeyFile(settings().secretKeyFile), false);
    // What a login does: Guacamole's hash goes away from its column.
    const { password_hash: hash, password_salt: salt } = await queries
      .selectFrom("guacamole_user")
      .selectAll()
      .where("user_id", "=", 1)
      .executeTakeFirstOrThrow();
    const sealed = sealLegacyPassword(secrets, 1, { hash, salt });
    await sql`update guacamole_user set password_hash = 'gone', password_salt = 'gone' where user_id = 1`.execute(
      queries,
    );
    await sql`insert into passerelle_password (user_id, hash, guacamole_hash, sealed_legacy)
      values (1, 'argon', 'gone', ${sealed})`.execute(queries);
    // A script has set this one since, which must not be undone.
    await sql`insert into passerelle_password (user_id, hash, guacamole_hash, sealed_legacy)
      values (2, 'argon', 'gone', ${sealLegacyPassword(secrets, 2, { hash, salt })})`.execute(queries);

    const release = await releaseToGuacamole(queries, secrets);
    expect(release).toMatchObject({ changed: FIXTURE_SECRETS, damaged: [], passwords: 1, closed: 0 });
    expect(await guacamoleRows(queries)).toEqual(plain);
    const kept = await queries
      .selectFrom("passerelle_password")
      .selectAll()
      .where("user_id", "=", 1)
      .executeTakeFirst();
    expect(kept).toMatchObject({ hash: "argon", guacamole_hash: hash, sealed_legacy: null });
    expect(await queries.selectFrom("passerelle_audit").select("action").execute()).toContainEqual({
      action: "secrets.release",
    });
  });

  test("go back with history rows of ours closed, and Guacamole's left alone", async () => {
    const secrets = await openAndSeal();
    const left = await queries
      .selectFrom("guacamole_connection_history")
      .selectAll()
      .where("end_date", "is", null)
      .execute();
    const { history_id } = await queries
      .insertInto("guacamole_connection_history")
      .values({ username: "alexandra", connection_name: "c", start_date: new Date("2025-11-03T08:00:00Z") })
      .returning("history_id")
      .executeTakeFirstOrThrow();
    const heartbeat = new Date("2025-11-03T09:00:00Z");
    await sql`insert into passerelle_session (history_id, heartbeat) values (${history_id}, ${heartbeat})`.execute(
      queries,
    );
    expect((await releaseToGuacamole(queries, secrets)).closed).toBe(1);
    const rows = queries.selectFrom("guacamole_connection_history").selectAll();
    expect(await rows.where("history_id", "=", history_id).execute()).toMatchObject([{ end_date: heartbeat }]);
    expect(await rows.where("end_date", "is", null).execute()).toEqual(left);
    await queries.deleteFrom("guacamole_connection_history").where("history_id", "=", history_id).execute();
  });

  if (name === "PostgreSQL") {
    test("do not go back while a gateway runs", async () => {
      const secrets = await openAndSeal();
      await queries.connection().execute(async (gateway) => {
        await sql`set application_name = ${sql.lit(GATEWAY_PROGRAM)}`.execute(gateway);
        await expect(releaseToGuacamole(queries, secrets)).rejects.toThrow("A gateway is running");
        await sql`reset application_name`.execute(gateway);
      });
      expect(await keysInUse()).toEqual({ [secrets.keyId]: TOTAL });
    });
  }
});
