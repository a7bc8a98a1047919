import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DEFAULT_ACCOUNT_SETTINGS } from "../accounts/account-settings.ts";
import { Passwords } from "../accounts/passwords.ts";
import type { Database } from "../database/database.ts";
import { migrate } from "../database/migrations/migrate.ts";
import { OPEN_TIME, testDatabases } from "../database/testing/test-databases.ts";
import { SecretBox } from "../secrets/secret-box.ts";
import { secretKey } from "../secrets/secret-key.ts";
import { EMPTY_DOCUMENT, type ExchangeDocument, NO_PERMISSIONS } from "./document.ts";
import { exportDocument } from "./export-document.ts";
import { FORMATS, type Format, readFile } from "./formats.ts";
import { importDocument, OPERATOR } from "./import-document.ts";

/** Names that paths, lists, CSV and YAML have to take care of. */
const name = fc
  .string({ minLength: 1, maxLength: 8, unit: fc.constantFrom(..."aB/\\;,\"'=-é🖥ش0#:&*! ") })
  .map((text) => `n${text}n`);
const value = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(..."a0\n\r\t\"',;=-+@{}[]#&*!|>%~é🖥 ") });
const permissions = fc.subarray(["READ", "UPDATE", "DELETE", "ADMINISTER"] as const, { minLength: 1 });

/** A document in which everything that is named is there. */
const documents: fc.Arbitrary<ExchangeDocument> = fc
  .record({
    groups: fc.uniqueArray(name, { maxLength: 3 }),
    connections: fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
    users: fc.uniqueArray(name, { maxLength: 3 }),
    userGroups: fc.uniqueArray(name, { maxLength: 3 }),
    values: fc.array(value, { minLength: 6, maxLength: 6 }),
    granted: permissions,
    disabled: fc.boolean(),
  })
  .map(({ groups, connections, users, userGroups, values, granted, disabled }) => {
    const [hostname = "h", password = "p", program = "i", odd = "o", fullName = "f", shared = "s"] = values;
    const isNested = (index: number) => index % 2 === 1;
    const connectionPath = [...groups.slice(0, 1), ...connections.slice(0, 1)];
    const entity = (entityName: string, index: number) => ({
      ...{ line: 0, name: entityName, disabled: disabled && isNested(index), memberOf: userGroups.slice(index + 1) },
      permissions: {
        ...NO_PERMISSIONS,
        connections: [
          { target: connectionPath, permissions: granted.filter((permission) => permission !== "READ") },
        ].filter((grant) => grant.permissions.length > 0),
        connectionGroups: groups.slice(0, 1).map((group) => ({ target: [group], permissions: granted })),
        users: users.slice(0, 1).map((user) => ({ target: user, permissions: granted })),
        system: ["CREATE_USER"] as const,
      },
    });
    return {
      connectionGroups: groups.map((group, index) => ({
        ...{ line: 0, name: group, parent: groups.slice(0, index), attributes: { "max-connections": "3" } },
        type: isNested(index) ? "BALANCING" : "ORGANIZATIONAL",
      })),
      connections: connections.map((connection, index) => ({
        ...{
          line: 0,
          name: connection,
          protocol: "rdp",
          parent: groups.slice(0, index + 1),
          groups: userGroups,
          users,
        },
        parameters: { hostname, password, "initial-program": program, "odd; name": odd },
        attributes: { weight: String(index + 1) },
      })),
      sharingProfiles: [
        { line: 0, name: "view", connection: connectionPath, parameters: { "read-only": "true", "odd; name": shared } },
      ],
      userGroups: userGroups.map((group, index) => ({ ...entity(group, index), attributes: {} })),
      users: users.map((user, index) => ({
        ...entity(user, index),
        memberOf: userGroups,
        attributes: { "guac-full-name": fullName, "valid-until": "2030-01-31", timezone: "Europe/Paris" },
      })),
    };
  });

describe.each(testDatabases())("imports on $name", ({ open }) => {
  const secrets = new SecretBox(secretKey(new Uint8Array(32)));
  const passwords = new Passwords(secrets, DEFAULT_ACCOUNT_SETTINGS);
  const services = { secrets, passwords, sessions: { list: async () => [] } };
  let database: Database;

  beforeAll(async () => {
    database = await open();
    await migrate(database.queries);
  }, OPEN_TIME);
  afterAll(() => database.close());

  const clear = async () => {
    await sql`truncate guacamole_entity, guacamole_connection_group, guacamole_connection, passerelle_audit
      restart identity cascade`.execute(database.queries);
  };
  beforeEach(clear);

  const bring = (
    document: ExchangeDocument,
    more: { existing?: "refuse" | "skip" | "replace"; dryRun?: boolean } = {},
  ) =>
    importDocument(
      database.queries,
      services,
      OPERATOR,
      { document, problems: [] },
      {
        ...{ existing: "refuse", dryRun: false, source: "test", ...more },
      },
    );
  const take = () => exportDocument({ queries: database.queries, secrets, caller: OPERATOR, withSecrets: true });
  const written = (format: Format, document: ExchangeDocument) => {
    const { document: read, problems } = readFile(format, Buffer.from(FORMATS[format].write(document)));
    expect(problems).toEqual([]);
    return read;
  };

  test.each(["json", "yaml", "csv"] as const)(
    "of an export as %s make the same again",
    async (format) => {
      await fc.assert(
        fc.asyncProperty(documents, async (document) => {
          await clear();
          const made = await bring(document);
          expect(made.problems).toEqual([]);
          expect(made).toMatchObject({ created: document.connections.length, users: document.users.length });
          const before = await take();
          await clear();
          expect(await bring(written(format, before))).toEqual(
            format === "csv" ? { ...made, groups: expect.any(Number) } : made,
          );
          const after = await take();
          expect(after.connections).toEqual(before.connections);
          if (format !== "csv") {
            expect(after).toEqual(before);
          }
        }),
        { numRuns: 8 },
      );
    },
    120_000,
  );

  const desk = {
    line: 2,
    name: "desk",
    protocol: "rdp",
    parent: ["A", "B"],
    parameters: {},
    attributes: {},
    users: [],
    groups: [],
  };
  const only = (...connections: object[]): ExchangeDocument => ({
    ...EMPTY_DOCUMENT,
    connections: connections.map((connection) => ({ ...desk, ...connection })),
  });

  test("make missing groups and users on the way, who cannot log in yet", async () => {
    const result = await bring(only({ users: ["zoé"], groups: ["staff"] }));
    expect(result).toEqual({ created: 1, replaced: 0, skipped: 0, users: 1, groups: 3, problems: [] });
    const { connections, users } = await take();
    expect(connections).toMatchObject([{ parent: ["A", "B"], users: ["zoé"], groups: ["staff"] }]);
    expect(users).toMatchObject([{ name: "zoé", disabled: false }]);
  });

  test("meet what exists as they are told", async () => {
    await bring(only({ parameters: { hostname: "old", password: "p" } }));
    const again = only({ parameters: { hostname: "new" } }, { name: "other" });
    expect(await bring(again)).toMatchObject({
      ...{ created: 0, problems: [{ line: 2, field: "name", message: expect.stringContaining('"desk"') }] },
    });
    expect((await take()).connections).toHaveLength(1);
    expect(await bring(again, { existing: "replace", dryRun: true })).toMatchObject({ created: 1, replaced: 1 });
    expect((await take()).connections).toMatchObject([{ parameters: { hostname: "old" } }]);
    expect(await bring(again, { existing: "skip" })).toMatchObject({ created: 1, skipped: 1, problems: [] });
    expect((await take()).connections).toMatchObject([{ parameters: { hostname: "old" } }, { name: "other" }]);
    expect(await bring(only({ parameters: { hostname: "new" } }), { existing: "replace" })).toMatchObject({
      replaced: 1,
    });
    expect((await take()).connections[0]?.parameters).toEqual({ hostname: "new" });
  });

  test("name every problem and do nothing then", async () => {
    const { problems } = await bring(
      only(
        { line: 2 },
        { line: 3, name: " " },
        { line: 4, name: "a", protocol: "" },
        { line: 5, name: "b", parameters: { port: "0", "color-depth": "7" } },
        { line: 6, name: "c", attributes: { weight: "heavy" } },
        { line: 7, name: "d", parent: { identifier: "4711" } },
        { line: 8, name: "x".repeat(129) },
        { line: 9, name: "desk" },
        { line: 10, name: "e", users: ["y".repeat(129)] },
      ),
    );
    expect(problems.map(({ line, field }) => [line, field])).toEqual([
      [3, "name"],
      [4, "protocol"],
      [5, "port"],
      [5, "color-depth"],
      [6, "weight"],
      [7, undefined],
      [8, "name"],
      [9, "name"],
      [10, "username"],
    ]);
    expect(await take()).toEqual(EMPTY_DOCUMENT);
  });

  test("name permissions on what is not there", async () => {
    const permissions = { ...NO_PERMISSIONS, connections: [{ target: ["gone"], permissions: ["READ" as const] }] };
    const user = { line: 5, name: "u", disabled: false, attributes: {}, memberOf: [], permissions };
    expect((await bring({ ...EMPTY_DOCUMENT, users: [user] })).problems).toMatchObject([
      { line: 5, field: "permissions", message: expect.stringContaining("ROOT/gone") },
    ]);
  });
});
