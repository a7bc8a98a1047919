import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { insertUser, OPEN_TIME } from "../../database/testing/test-databases.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const OWN = "/api/passerelle";
const ALL = ["READ", "UPDATE", "DELETE", "ADMINISTER"];

let gateway: TestServer;
let admin: string;
let mia: string;
let desktop: string;
let group: string;

const run = async (statement: ReturnType<typeof sql>) => statement.execute(gateway.database.queries);
const read = async (token: string, url: string) => gateway.call(token, "GET", `${OWN}/access/${url}`);

async function addGroup(name: string, disabled = false): Promise<void> {
  await run(sql`with entity as (insert into guacamole_entity (name, type) values (${name}, 'USER_GROUP') returning entity_id)
    insert into guacamole_user_group (entity_id, disabled) select entity_id, ${disabled} from entity`);
}

async function join(member: string, ...groups: string[]): Promise<void> {
  await run(sql`insert into guacamole_user_group_member select user_group_id, member.entity_id
    from guacamole_user_group join guacamole_entity as entity using (entity_id), guacamole_entity as member
    where entity.name in (${sql.join(groups)}) and member.name = ${member}`);
}

async function grant(entity: string, connection: string, permission: string): Promise<void> {
  await run(sql`insert into guacamole_connection_permission
    select entity_id, ${Number(connection)}, ${permission}::guacamole_object_permission_type
    from guacamole_entity where name = ${entity}`);
}

beforeAll(async () => {
  gateway = await startTestServer();
  admin = await gateway.signIn("admin", "admin");
  await gateway.addUser("mia");
  mia = await gateway.signIn("mia", "mia");
  for (const name of ["noa", "owner", "idle"]) {
    await insertUser(gateway.database, name);
  }
  for (const name of ["team", "staff", "loop"]) {
    await addGroup(name);
  }
  await addGroup("closed", true);
  await join("mia", "team", "closed");
  await join("noa", "closed");
  await join("idle", "staff");
  await join("team", "staff", "loop");
  await join("loop", "team");

  const create = async (kind: string, body: object) =>
    (await gateway.call(admin, "POST", `/api/session/data/postgresql/${kind}`, { attributes: {}, ...body })).body
      .identifier;
  group = await create("connectionGroups", { name: "Paris", type: "ORGANIZATIONAL" });
  desktop = await create("connections", { name: "desk", protocol: "rdp", parentIdentifier: group });
  const other = await create("connections", { name: "other", protocol: "rdp" });
  await grant("staff", desktop, "READ");
  await grant("mia", desktop, "UPDATE");
  await grant("owner", desktop, "ADMINISTER");
  await grant("closed", desktop, "DELETE");
  await grant("closed", other, "READ");
}, OPEN_TIME);
afterAll(() => gateway.close());

describe("who may use a desktop", () => {
  test("names users and groups, with the groups on the way", async () => {
    const { body } = await read(admin, `connections/${desktop}`);
    expect(body).toEqual({
      total: 8,
      items: [
        { kind: "user", name: "admin", permissions: ALL, direct: ALL, via: [] },
        { kind: "userGroup", name: "closed", permissions: ["DELETE"], direct: ["DELETE"], via: [] },
        { kind: "user", name: "idle", permissions: ["READ"], direct: [], via: ["staff"] },
        { kind: "userGroup", name: "loop", permissions: ["READ"], direct: [], via: ["team › staff"] },
        { kind: "user", name: "mia", permissions: ["READ", "UPDATE"], direct: ["UPDATE"], via: ["team › staff"] },
        { kind: "user", name: "owner", permissions: ["ADMINISTER"], direct: ["ADMINISTER"], via: [] },
        { kind: "userGroup", name: "staff", permissions: ["READ"], direct: ["READ"], via: [] },
        { kind: "userGroup", name: "team", permissions: ["READ"], direct: [], via: ["staff"] },
      ],
    });
  });

  test("shows administrators by their right to everything", async () => {
    const { body } = await read(admin, `connectionGroups/${group}`);
    expect(body.items).toEqual([{ kind: "user", name: "admin", permissions: ALL, direct: ALL, via: [] }]);
    await run(sql`insert into guacamole_system_permission select entity_id, 'ADMINISTER' from guacamole_entity
      where name = 'loop'`);
    const { items } = (await read(admin, `connectionGroups/${group}`)).body;
    expect(items).toContainEqual({ kind: "user", name: "mia", permissions: ALL, direct: [], via: ["team › loop"] });
    expect(items).toContainEqual({ kind: "userGroup", name: "loop", permissions: ALL, direct: [], via: [] });
    await run(sql`delete from guacamole_system_permission
      where entity_id = (select entity_id from guacamole_entity where name = 'loop')`);
  });

  test("is searched, sorted and paged", async () => {
    const query = "search=A&sort=-name&offset=1&limit=2";
    const { total, items } = (await read(admin, `connections/${desktop}?${query}`)).body;
    expect([total, ...items.map((item: { name: string }) => item.name)]).toEqual([4, "staff", "mia"]);
  });

  test("names only those whom the asker may see, and hides the names of other groups", async () => {
    const { body } = await read(mia, `connections/${desktop}`);
    expect(body).toMatchObject({ total: 1, items: [{ name: "mia", permissions: ["READ", "UPDATE"], via: ["… › …"] }] });
  });

  test("of what may not be read is not told", async () => {
    expect((await read(mia, `connectionGroups/${group}`)).status).toBe(404);
    expect((await read(admin, "connections/99999")).status).toBe(404);
    expect((await read(admin, "connections/x")).status).toBe(404);
  });
});

describe("what somebody may use", () => {
  test("names it with its place and the groups on the way", async () => {
    expect((await read(admin, "users/mia")).body).toEqual({
      total: 1,
      items: [
        {
          ...{ kind: "connection", identifier: desktop, name: "desk", path: ["Paris"] },
          ...{ permissions: ["READ", "UPDATE"], direct: ["UPDATE"], via: ["team › staff"] },
        },
      ],
    });
    expect((await read(admin, "userGroups/loop")).body.items).toMatchObject([{ name: "desk", via: ["team › staff"] }]);
    expect((await read(admin, "users/noa")).body).toEqual({ total: 0, items: [] });
  });

  test("is everything for administrators", async () => {
    const { body } = await read(admin, "users/admin?sort=name");
    expect(body.items.map((item: { name: string }) => item.name)).toEqual(["desk", "other", "Paris"]);
    expect(body.items[0]).toMatchObject({ permissions: ALL, via: [] });
  });

  test("may everybody ask of himself, and of others only who may read them", async () => {
    expect((await read(mia, "users/mia")).body.items).toMatchObject([{ name: "desk", path: [], via: ["… › …"] }]);
    expect((await read(mia, "users/noa")).status).toBe(404);
    expect((await read(mia, "userGroups/staff")).status).toBe(404);
    expect((await read(admin, "users/nobody%2F..")).status).toBe(404);
  });
});
