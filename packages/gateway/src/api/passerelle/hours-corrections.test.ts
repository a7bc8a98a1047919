import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OPEN_TIME, testDatabases } from "../../database/testing/test-databases.ts";
import { addUse } from "../testing/hours-people.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const HOURS = "/api/passerelle/hours";
const HOUR = 3_600_000;
const NINE = Date.parse("2025-11-03T09:00Z");

describe.each(testDatabases())("corrections of hours on $name", ({ open }) => {
  let gateway: TestServer;
  let token: string;
  beforeAll(async () => {
    gateway = await startTestServer(undefined, {}, {}, open);
    token = await gateway.signIn("admin", "admin");
    await gateway.addUser("mia");
    await addUse(gateway, "mia", "2025-11-03T08:00Z", "2025-11-03T12:00Z");
    await addUse(gateway, "gone", "2025-11-03T08:00Z", "2025-11-03T09:00Z");
  }, OPEN_TIME);
  afterAll(() => gateway.close());

  const post = async (path: string, body: object) => gateway.call(token, "POST", `${HOURS}/${path}`, body);
  const correct = async (body: object) => post("corrections", { reason: "As agreed", ...body });

  async function connected(person: string, day: string): Promise<number> {
    const { body } = await gateway.call(token, "GET", `${HOURS}/report?from=${day}&to=${day}&user=${person}`);
    return body.total.connected / HOUR;
  }

  async function listed(query: string) {
    return (await gateway.call(token, "GET", `${HOURS}/corrections?${query}`)).body;
  }

  test("add and remove time, may overlap, and are withdrawn, while the history stays as it is", async () => {
    const rows = sql`select * from guacamole_connection_history order by history_id`;
    const history = (await rows.execute(gateway.database.queries)).rows;
    const added = await correct({ kind: "add", person: "mia", start: NINE + 2 * HOUR, end: NINE + 5 * HOUR });
    expect(added.status).toBe(200);
    expect(await connected("mia", "2025-11-03")).toBe(6);
    await correct({ kind: "add", person: "mia", start: NINE + 3 * HOUR, end: NINE + 6 * HOUR });
    expect(await connected("mia", "2025-11-03")).toBe(7);
    const { id } = (await correct({ kind: "remove", person: "mia", start: NINE, end: NINE + 4 * HOUR })).body;
    expect(await connected("mia", "2025-11-03")).toBe(3);

    expect((await post(`corrections/${id}/withdraw`, { reason: "Not so" })).status).toBe(204);
    expect(await connected("mia", "2025-11-03")).toBe(7);
    expect(await post(`corrections/${id}/withdraw`, { reason: "Again" })).toMatchObject({
      status: 409,
      body: { message: "admin has withdrawn this correction already." },
    });
    expect((await rows.execute(gateway.database.queries)).rows).toEqual(history);

    const { total, items } = await listed("from=2025-11-03&to=2025-11-03&user=mia");
    expect(total).toBe(3);
    expect(items[2]).toEqual({
      ...{ id, person: "mia", kind: "remove", historyId: null, start: NINE, end: NINE + 4 * HOUR },
      ...{ reason: "As agreed", madeBy: "admin", madeAt: expect.any(Number) },
      ...{ withdrawnBy: "admin", withdrawnAt: expect.any(Number), withdrawnReason: "Not so" },
    });
    expect((await listed("from=2025-11-04&to=2025-11-30")).total).toBe(0);
  });

  test("are in the audit log with their reasons", async () => {
    const { body } = await gateway.call(token, "GET", "/api/passerelle/audit?action=hours.&sort=date");
    expect(body.items[0]).toMatchObject({
      ...{ action: "hours.correct", actor: "admin", objectKind: "user", objectName: "mia" },
      details: { kind: "add", start: NINE + 2 * HOUR, reason: "As agreed" },
    });
    expect(body.items.at(-1)).toMatchObject({
      action: "hours.withdraw",
      details: { kind: "remove", reason: "Not so" },
    });
  });

  test("are of deleted people, too, whom the history still knows", async () => {
    expect((await correct({ kind: "remove", person: "gone", start: NINE - HOUR / 2, end: NINE })).status).toBe(200);
    expect(await connected("gone", "2025-11-03")).toBe(0.5);
    const { body } = await gateway.call(token, "GET", `${HOURS}/report?from=2025-11-03&to=2025-11-03&user=gone`);
    expect(body.lines).toMatchObject([{ name: "gone", deleted: true }]);
  });

  describe("of doubtful sessions", () => {
    test("give them an end, once at a time", async () => {
      const historyId = await addUse(gateway, "mia", "2025-11-05T08:00Z", null);
      const other = await addUse(gateway, "mia", "2025-11-05T18:00Z", null);
      await addUse(gateway, "", "2025-11-05T09:00Z", null);
      const doubtful = async () =>
        (await gateway.call(token, "GET", `${HOURS}/doubtful?from=2025-11-05&to=2025-11-05`)).body;
      const start = Date.parse("2025-11-05T08:00Z");
      expect(await doubtful()).toEqual({
        total: 2,
        items: [
          { historyId, person: "mia", connectionName: "desk", start },
          { historyId: other, person: "mia", connectionName: "desk", start: start + 10 * HOUR },
        ],
      });
      expect(await connected("mia", "2025-11-05")).toBe(0);

      const settle = { kind: "settle", historyId, end: start + 3 * HOUR };
      const both = await Promise.all([correct(settle), correct(settle)]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect((await doubtful()).items).toMatchObject([{ historyId: other }]);
      expect(await connected("mia", "2025-11-05")).toBe(3);

      const { id } = both.find(({ status }) => status === 200)?.body ?? {};
      await post(`corrections/${id}/withdraw`, { reason: "Too long" });
      expect((await correct({ ...settle, end: start + HOUR })).status).toBe(200);
      expect(await connected("mia", "2025-11-05")).toBe(1);
    });

    test.each([
      ["ended", "2025-11-06T09:00Z", false, "This session has an end"],
      ["live", null, true, "This session is still going on."],
    ])("are refused of those that are %s", async (_state, end, live, message) => {
      const historyId = await addUse(gateway, "mia", "2025-11-06T08:00Z", end);
      if (live) {
        await sql`insert into passerelle_session (history_id, heartbeat) values (${historyId}, now())`.execute(
          gateway.database.queries,
        );
      }
      const { status, body } = await correct({ kind: "settle", historyId, end: Date.parse("2025-11-06T10:00Z") });
      expect([status, body.message]).toEqual([409, expect.stringContaining(message)]);
    });

    test("are refused of those that nobody had, and of those that are not there", async () => {
      const nobodys = await addUse(gateway, "", "2025-11-06T08:00Z", null);
      for (const historyId of [nobodys, 2 ** 31 - 1]) {
        expect((await correct({ kind: "settle", historyId, end: NINE + 72 * HOUR })).status).toBe(404);
      }
    });
  });

  const add = { kind: "add", person: "mia", start: NINE, end: NINE + HOUR };
  test.each([
    ["the future", { ...add, end: Date.now() + HOUR, start: Date.now() - HOUR }, 400, "future"],
    ["an end before the begin", { ...add, end: NINE - 1 }, 400, "end is before"],
    ["no time", { ...add, end: NINE }, 400, "begin and end are the same"],
    ["more than a day", { ...add, end: NINE + 24 * HOUR + 1 }, 400, "24 hours at most"],
    ["no moment", { ...add, start: "yesterday" }, 400, ""],
    ["parts of a millisecond", { ...add, start: NINE + 0.5 }, 400, ""],
    ["a moment that there is not", { ...add, start: 8.64e15 + 1 }, 400, ""],
    ["a session without number", { kind: "settle", historyId: "1e400", end: NINE }, 400, "too large"],
    ["somebody unknown", { ...add, person: "nobody" }, 404, 'There is nobody named "nobody"'],
    ["nobody", { ...add, person: "" }, 400, ""],
    ["no reason", { ...add, reason: " " }, 400, ""],
    ["a reason as long as a book", { ...add, reason: "x".repeat(1001) }, 400, ""],
    ["a reason that cannot be stored", { ...add, reason: "a\u0000b" }, 400, ""],
    ["another kind", { ...add, kind: "multiply" }, 400, ""],
    ["a settlement without session", { kind: "settle", end: NINE }, 400, ""],
    ["an addition to a session", { ...add, historyId: 1 }, 400, ""],
  ])("are refused with %s", async (_what, body, status, message) => {
    const answer = await correct(body);
    expect([answer.status, answer.body.message]).toEqual([status, expect.stringContaining(message)]);
  });

  test.each(["0", "99999999999", "x", "1e3"])("that are not there, such as %s, are not withdrawn", async (id) => {
    expect([400, 404]).toContain((await post(`corrections/${id}/withdraw`, { reason: "r" })).status);
  });
});
