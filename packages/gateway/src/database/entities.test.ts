import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { userColumnsFromAttributes } from "../parameters/account-attributes.ts";
import { limitsFromAttributes } from "../parameters/connection-attributes.ts";
import { SecretBox } from "../secrets/secret-box.ts";
import { secretKey } from "../secrets/secret-key.ts";
import { keepingAdministrator } from "./administrators.ts";
import { changeAttributes } from "./attributes.ts";
import { ChangeRefused, NameTaken } from "./change-refused.ts";
import { readSharingParameters } from "./connection-parameters.ts";
import { searchConnectionRecords } from "./connection-records.ts";
import { createConnection, findConnection, updateConnection } from "./connections.ts";
import type { Database, Queries } from "./database.ts";
import { deleteEntity, entityOf } from "./entities.ts";
import { addMember, givesSystemPermissions, groupsOf, membersOf, removeMember } from "./memberships.ts";
import { migrate } from "./migrations/migrate.ts";
import { objectId } from "./object-ids.ts";
import { grant, grantSystem, revoke, revokeSystem } from "./permission-changes.ts";
import { objectPermissions, singleEntity, systemPermissions } from "./permissions.ts";
import { createSharingProfile, listSharingProfiles, updateSharingProfile } from "./sharing-profiles.ts";
import { insertUser, makeAdministrator, OPEN_TIME, testDatabases } from "./testing/test-databases.ts";
import { createUserGroup, findUserGroup, listUserGroups, setUserGroupDisabled } from "./user-groups.ts";
import { searchUserRecords } from "./user-records.ts";
import { createUser, findUser, listUsers, updateUser } from "./users.ts";

describe.each(testDatabases())("accounts and groups on $name", ({ open }) => {
  const secrets = new SecretBox(secretKey(new Uint8Array(32)));
  let database: Database;
  let queries: Queries;
  let admin: number;
  let names = 0;

  beforeAll(async () => {
    database = await open();
    queries = database.queries;
    await migrate(queries);
    admin = await insertUser(database, "admin");
    await makeAdministrator(database, admin);
  }, OPEN_TIME);
  afterAll(() => database.close());

  const inTransaction = <Result>(work: (db: Queries) => Promise<Result>) => queries.transaction().execute(work);
  const newUser = () => inTransaction((db) => createUser(db, admin, `user ${++names}`));
  const newGroup = () => inTransaction((db) => createUserGroup(db, admin, `group ${++names}`, false));
  const draft = () => ({
    name: `c ${++names}`,
    parentId: null,
    protocol: "rdp",
    limits: limitsFromAttributes({}),
    parameters: {},
  });
  const newConnection = () => createConnection(queries, secrets, admin, draft());

  test("users keep what is stored of them", async () => {
    const id = await newUser();
    const columns = userColumnsFromAttributes({
      "access-window-start": "08:30",
      "access-window-end": "23:59:59",
      "valid-from": "2026-01-31",
      "valid-until": "2028-02-29",
      timezone: "Indian/Antananarivo",
      "guac-full-name": "Réné 😀",
      expired: "true",
    });
    await updateUser(queries, id, { ...columns, disabled: true });
    await changeAttributes(queries, "user", id, { "guac-totp-disabled": "true", unknown: "x" });
    expect(await findUser(queries, admin, id)).toMatchObject({
      ...columns,
      access_window_start: "08:30:00",
      disabled: true,
      administrable: true,
      stored_attributes: { "guac-totp-disabled": "true" },
      last_active: null,
    });
    await changeAttributes(queries, "user", id, { "guac-totp-disabled": "" });
    expect((await findUser(queries, admin, id))?.stored_attributes).toBeNull();
    const seen = await listUsers(queries, id);
    expect(seen.map(({ user_id, administrable }) => ({ user_id, administrable }))).toEqual([
      { user_id: id, administrable: false },
    ]);
    expect((await listUsers(queries, admin, ["DELETE"])).length).toBeGreaterThan(1);
  });

  test("names are free for the other kind, and taken for the same", async () => {
    const name = `both ${++names}`;
    const user = await inTransaction((db) => createUser(db, admin, name));
    const group = await inTransaction((db) => createUserGroup(db, admin, name, true));
    await expect(inTransaction((db) => createUser(db, admin, name))).rejects.toThrow(NameTaken);
    await expect(inTransaction((db) => createUserGroup(db, admin, name, true))).rejects.toThrow(NameTaken);
    expect([await objectId(queries, "user", name), await objectId(queries, "userGroup", name)]).toEqual([user, group]);
    await inTransaction((db) => deleteEntity(db, "user", user));
    expect(await objectId(queries, "user", name)).toBeUndefined();
    expect(await findUserGroup(queries, group)).toMatchObject({ name, disabled: true });
    expect((await listUserGroups(queries, admin, ["READ"])).map((row) => row.name)).toContain(name);
  });

  test("members are added once, and removed", async () => {
    const [outer, inner, user] = [await newGroup(), await newGroup(), await newUser()];
    const membership = { groupId: inner, memberEntityId: await entityOf(queries, "user", user) };
    const nesting = { groupId: outer, memberEntityId: await entityOf(queries, "userGroup", inner) };
    for (const one of [membership, membership, nesting]) {
      await addMember(queries, one);
    }
    expect(await membersOf(queries, admin, inner, "user")).toHaveLength(1);
    expect(await membersOf(queries, admin, outer, "userGroup")).toHaveLength(1);
    expect(await membersOf(queries, user, outer, "userGroup")).toEqual([]);
    expect(await groupsOf(queries, admin, membership.memberEntityId)).toHaveLength(1);
    expect(await givesSystemPermissions(queries, inner)).toBe(false);
    await grantSystem(queries, await entityOf(queries, "userGroup", outer), "CREATE_USER");
    expect(await givesSystemPermissions(queries, inner)).toBe(true);
    await removeMember(queries, nesting);
    expect(await givesSystemPermissions(queries, inner)).toBe(false);
  });

  test("permissions are given and taken, twice if need be", async () => {
    const user = await newUser();
    const entity = await entityOf(queries, "user", user);
    const id = await newConnection();
    for (const permission of ["ADMINISTER", "READ", "READ"] as const) {
      await grant(queries, entity, { kind: "connection", id, permission });
      await grantSystem(queries, entity, "AUDIT");
    }
    const held = () => objectPermissions(queries, singleEntity(entity), "connection");
    expect(await held()).toEqual({ [id]: ["READ", "ADMINISTER"] });
    expect(await systemPermissions(queries, singleEntity(entity))).toEqual(["AUDIT"]);
    for (const permission of ["READ", "DELETE"] as const) {
      await revoke(queries, entity, { kind: "connection", id, permission });
      await revokeSystem(queries, entity, "AUDIT");
    }
    expect(await held()).toEqual({ [id]: ["ADMINISTER"] });
    expect(await systemPermissions(queries, singleEntity(entity))).toEqual([]);
  });

  test("the last administrator is kept, also of two that go at the same time", async () => {
    const other = await newUser();
    const group = await newGroup();
    const memberEntityId = await entityOf(queries, "user", other);
    await grantSystem(queries, await entityOf(queries, "userGroup", group), "ADMINISTER");
    await addMember(queries, { groupId: group, memberEntityId });
    const goes = (kind: "user" | "userGroup", id: number) =>
      inTransaction((db) => keepingAdministrator(db, () => deleteEntity(db, kind, id)));
    const stripped = inTransaction((db) =>
      keepingAdministrator(db, async () => revokeSystem(db, await entityOf(db, "user", admin), "ADMINISTER")),
    );
    const outcomes = await Promise.allSettled([stripped, goes("userGroup", group)]);
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused.map((outcome) => outcome.reason)).toEqual([expect.any(ChangeRefused)]);
    // Whichever of the two went: from here on there is only "admin".
    await grantSystem(queries, await entityOf(queries, "user", admin), "ADMINISTER");
    await setUserGroupDisabled(queries, group, true);
    const disabled = { ...userColumnsFromAttributes({}), disabled: true };
    const disabling = inTransaction((db) => keepingAdministrator(db, () => updateUser(db, admin, disabled)));
    await expect(disabling).rejects.toThrow(ChangeRefused);
  });

  test("restrictions of connections are kept when nobody names them", async () => {
    const id = await newConnection();
    const attributes = { "guac-restrict-time-allowed": "1:0900-1700", "guac-restrict-hosts-denied": "192.0.2.0/24" };
    await updateConnection(queries, secrets, id, { ...draft(), attributes });
    await updateConnection(queries, secrets, id, { ...draft(), attributes: { "guac-restrict-hosts-denied": "" } });
    expect((await findConnection(queries, id))?.stored_attributes).toEqual({
      "guac-restrict-time-allowed": "1:0900-1700",
    });
  });

  test("sharing profiles have parameters of their own", async () => {
    const primaryConnectionId = await newConnection();
    const profile = { name: "p", primaryConnectionId, parameters: { "read-only": "true", password: "p", x: "" } };
    const id = await inTransaction((db) => createSharingProfile(db, secrets, admin, profile));
    expect(await readSharingParameters(queries, secrets, id)).toEqual({ "read-only": "true", password: "p" });
    const again = inTransaction((db) => createSharingProfile(db, secrets, admin, profile));
    await expect(again).rejects.toThrow(NameTaken);
    await inTransaction((db) => updateSharingProfile(db, secrets, id, { ...profile, name: "q", parameters: {} }));
    expect(await readSharingParameters(queries, secrets, id)).toEqual({});
    expect((await listSharingProfiles(queries, admin, ["UPDATE"])).map((row) => row.sharing_profile_name)).toEqual([
      "q",
    ]);
  });

  test("histories are searched in what the rows keep", async () => {
    const user = await newUser();
    const row = {
      user_id: null,
      username: "Élodie",
      remote_host: "198.51.100.7",
      start_date: new Date("2024-05-06T12:00Z"),
    };
    await queries
      .insertInto("guacamole_connection_history")
      .values({ ...row, connection_id: null, connection_name: "gone", sharing_profile_name: "shared" })
      .execute();
    await queries.insertInto("guacamole_user_history").values(row).execute();
    const found = async (asker: number, ...contains: string[]) => [
      (await searchConnectionRecords(queries, asker, { contains, order: "newest" })).length,
      (await searchUserRecords(queries, asker, { contains, order: "oldest" })).length,
    ];
    expect(await found(admin, "Élo", "2024-05")).toEqual([1, 1]);
    expect(await found(admin, "198.51.100")).toEqual([1, 1]);
    expect(await found(admin, "shared")).toEqual([1, 0]);
    expect(await found(admin, "gone", "2025")).toEqual([0, 0]);
    expect(await found(user, "Élo")).toEqual([0, 0]);
    await grantSystem(queries, await entityOf(queries, "user", user), "AUDIT");
    expect(await found(user, "Élo")).toEqual([1, 1]);
  });
});
