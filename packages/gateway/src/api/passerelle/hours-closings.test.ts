import { generateKeyPairSync, sign, verify } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { keepMonthsOpen } from "../../database/hours/closings.ts";
import { addCorrection } from "../../database/hours/corrections.ts";
import { OPEN_TIME, testDatabases } from "../../database/testing/test-databases.ts";
import { addUse } from "../testing/hours-people.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const HOURS = "/api/passerelle/hours";
const HOUR = 3_600_000;
const NOVEMBER = "from=2025-11-01&to=2025-11-30&zone=Europe/Paris";

describe.each(testDatabases())("closed months on $name", ({ name, open }) => {
  let gateway: TestServer;
  let token: string;
  const run = async (statement: ReturnType<typeof sql>) => statement.execute(gateway.database.queries);
  const read = async (path: string) => gateway.call(token, "GET", `${HOURS}/${path}`);
  const post = async (path: string, body: object) => gateway.call(token, "POST", `${HOURS}/${path}`, body);
  const close = async (month: string, more = {}) => post("closings", { month, zone: "Europe/Paris", ...more });

  beforeAll(async () => {
    gateway = await startTestServer(undefined, {}, {}, open);
    token = await gateway.signIn("admin", "admin");
    await gateway.addUser("mia");
    await gateway.addUser("noa");
    await run(sql`with entity as (
        insert into guacamole_entity (name, type) values ('team', 'USER_GROUP') returning entity_id
      ), team as (insert into guacamole_user_group (entity_id) select entity_id from entity returning user_group_id)
      insert into guacamole_user_group_member select user_group_id, guacamole_user.entity_id
      from team, guacamole_user join guacamole_entity using (entity_id) where name in ('mia', 'noa')`);
  }, OPEN_TIME);
  afterAll(() => gateway.close());
  beforeEach(async () => {
    for (const table of ["passerelle_hours_closing", "passerelle_hours_correction", "guacamole_connection_history"]) {
      await run(sql`delete from ${sql.table(table)}`);
    }
    await addUse(gateway, "mia", "2025-11-03T08:00Z", "2025-11-03T12:00Z");
    // Over midnight, over a Sunday's, and over the end of the month.
    await addUse(gateway, "mia", "2025-11-05T21:00Z", "2025-11-06T01:00Z");
    await addUse(gateway, "noa", "2025-11-09T22:00Z", "2025-11-10T00:30Z");
    await addUse(gateway, "noa", "2025-11-30T22:00Z", "2025-12-01T02:00Z");
    await addUse(gateway, "gone", "2025-11-04T08:00Z", "2025-11-04T09:00Z");
  });

  const QUERIES = [
    ...["day", "week", "month", "range"].map((unit) => `${NOVEMBER}&unit=${unit}`),
    ...[`${NOVEMBER}&user=mia`, `${NOVEMBER}&user=nobody`, `${NOVEMBER}&team=team&unit=week`],
    ...[`${NOVEMBER}&by=team`, `${NOVEMBER}&by=team&team=team&unit=month`, `${NOVEMBER}&team=team&user=noa`],
    "from=2025-11-10&to=2025-11-16&zone=Europe/Paris&unit=range",
    "from=2025-11-03&to=2025-11-04&zone=Europe/Paris&unit=range",
    "from=2025-11-06&to=2025-11-06&zone=europe/paris",
  ];

  test("keep their reports as they were, whatever becomes of the history and the accounts", async () => {
    const before = [];
    for (const query of QUERIES) {
      before.push((await read(`report?${query}`)).body);
    }
    expect(before[0]).toMatchObject({ closed: null, total: { connected: 12.5 * HOUR, sessions: 5 } });
    const closed = await close("2025-11");
    expect(closed).toEqual({
      status: 200,
      body: { month: "2025-11", zone: "Europe/Paris", by: "admin", at: expect.any(Number), valid: true },
    });

    await run(sql`update guacamole_connection_history set end_date = start_date`);
    for (const [index, query] of QUERIES.entries()) {
      expect((await read(`report?${query}`)).body, query).toEqual({
        ...before[index],
        countedAt: closed.body.at,
        closed: closed.body,
      });
    }
    for (const query of [
      "from=2025-11-01&to=2025-11-30&zone=Indian/Antananarivo",
      "from=2025-11-01&to=2025-12-01&zone=Europe/Paris",
      `${NOVEMBER}&by=connection`,
    ]) {
      expect((await read(`report?${query}`)).body, query).toMatchObject({ closed: null, total: { connected: 0 } });
    }
    expect((await read("closings/2025-11")).body).toMatchObject({ ...closed.body, report: { lines: before[0].lines } });
  });

  test("are closed once, also by two at a time, and only when they are over", async () => {
    const both = await Promise.all([close("2025-11"), close("2025-11")]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await close("2025-11")).toMatchObject({
      status: 409,
      body: { message: "admin has closed 2025-11 already." },
    });
    const month = new Date().toISOString().slice(0, 7);
    expect(await close(month)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("not over yet") },
    });
  });

  test("are reopened with a reason, and stay readable", async () => {
    await close("2025-11");
    const [{ id }] = (await read("closings")).body.items;
    expect((await post("closings/2025-11/reopen", { reason: "A day was missing" })).status).toBe(204);
    expect((await post("closings/2025-11/reopen", { reason: "Again" })).status).toBe(409);
    expect((await read(`report?${NOVEMBER}`)).body.closed).toBeNull();
    await close("2025-11");
    const { total, items } = (await read("closings")).body;
    expect(total).toBe(2);
    expect(items).toMatchObject([
      { reopenedBy: null, valid: true },
      { id, reopenedBy: "admin", reopenedAt: expect.any(Number), reopenedReason: "A day was missing", valid: true },
    ]);
    expect((await read(`closings/2025-11?id=${id}`)).body).toMatchObject({ id, report: { from: "2025-11-01" } });
    expect((await read("closings/2025-11")).body.reopenedBy).toBeNull();
    expect((await read("closings/2025-10")).status).toBe(404);
    const { body } = await gateway.call(token, "GET", "/api/passerelle/audit?action=hours.&limit=3");
    expect(body.items.map(({ action }: { action: string }) => action)).toEqual([
      "hours.close",
      "hours.reopen",
      "hours.close",
    ]);
    expect(body.items[1].details).toEqual({ month: "2025-11", reason: "A day was missing" });
  });

  test("are not closed over sessions without an end, unless that is said", async () => {
    const doubtful = await addUse(gateway, "noa", "2025-11-20T08:00Z", null);
    const live = await addUse(gateway, "noa", "2025-11-30T22:30Z", null);
    await run(sql`insert into passerelle_session (history_id, heartbeat) values (${live}, now())`);
    const refused = await close("2025-11");
    expect(refused.status).toBe(409);
    expect(refused.body.message).toContain("(1 doubtful, 1 still going on)");
    expect((await close("2025-11", { evenDoubtful: true })).status).toBe(200);
    expect((await read(`report?${NOVEMBER}`)).body.total).toMatchObject({
      connected: 12.5 * HOUR,
      doubtful: 1,
      live: 1,
    });
    const settle = { kind: "settle", historyId: doubtful, end: Date.parse("2025-11-20T09:00Z"), reason: "r" };
    expect((await post("corrections", settle)).status).toBe(409);
  });

  const END = Date.parse("2025-11-30T23:00Z");
  const BEGIN = Date.parse("2025-10-31T23:00Z");
  test.each([
    ["over its end", END - 1, END + HOUR, 409],
    ["from its end", END, END + HOUR, 200],
    ["over its begin", BEGIN - HOUR, BEGIN + 1, 409],
    ["to its begin", BEGIN - HOUR, BEGIN, 200],
    ["within", BEGIN + HOUR, BEGIN + 2 * HOUR, 409],
  ])("have no corrections %s", async (_where, start, end, status) => {
    await close("2025-11");
    const answer = await post("corrections", { kind: "add", person: "mia", start, end, reason: "r" });
    expect(answer.status).toBe(status);
    if (status === 409) {
      expect(answer.body.message).toContain("2025-11 is closed (Europe/Paris)");
    }
  });

  test("keep their corrections", async () => {
    const draft = { kind: "add", person: "mia", start: END - HOUR, end: END + HOUR, reason: "r" };
    const { id } = (await post("corrections", draft)).body;
    await close("2025-11");
    expect((await post(`corrections/${id}/withdraw`, { reason: "r" })).status).toBe(409);
  });

  test("hold every correction that was accepted, however they meet", async () => {
    const draft = (index: number) => ({
      ...{ kind: "add", person: "mia", reason: "r" },
      ...{ start: BEGIN + index * HOUR, end: BEGIN + (index + 0.5) * HOUR },
    });
    const answers = await Promise.all([
      ...[0, 1, 2, 3].map((index) => post("corrections", draft(index))),
      close("2025-11"),
      ...[4, 5, 6, 7].map((index) => post("corrections", draft(index))),
    ]);
    const accepted = answers.filter(({ status, body }) => status === 200 && "id" in body).length;
    expect(answers.map(({ status }) => status).filter((status) => ![200, 409].includes(status))).toEqual([]);
    const { closed, total } = (await read(`report?${NOVEMBER}`)).body;
    expect(closed.valid).toBe(true);
    expect(total.corrected).toBe(accepted * 0.5 * HOUR);
  });

  if (name === "PostgreSQL") {
    test("wait for a correction that is being written", async () => {
      const { queries } = gateway.database;
      let closing: ReturnType<typeof close> | undefined;
      await queries.transaction().execute(async (db) => {
        await keepMonthsOpen(db);
        closing = close("2025-11");
        const waiting = sql`select 1 from pg_locks where locktype = 'advisory' and not granted`;
        await vi.waitUntil(async () => (await waiting.execute(db)).rows.length > 0, 10_000);
        const person = { userId: null, username: "gone" };
        const draft = { person, kind: "add", historyId: null, reason: "r", madeBy: "admin" } as const;
        await addCorrection(db, { ...draft, start: BEGIN, end: BEGIN + HOUR });
      });
      expect((await closing)?.status).toBe(200);
      expect((await read(`report?${NOVEMBER}`)).body.total.corrected).toBe(HOUR);
    });
  }

  test("tell when somebody changes them", async () => {
    await close("2025-11");
    const valid = async () => (await read("closings")).body.items[0].valid;
    await run(sql`create table kept as select * from passerelle_hours_closing`);
    for (const change of [
      sql`report = replace(report, '"connected":14400000', '"connected":18000000')`,
      sql`signature = set_byte(signature, 5, (get_byte(signature, 5) + 1) % 256)`,
      sql`signature = ''`,
      sql`closed_by = 'mia'`,
      sql`closed_at = closed_at - interval '1 day'`,
      sql`zone = 'UTC'`,
    ]) {
      expect(await valid()).toBe(true);
      await run(sql`update passerelle_hours_closing set ${change}`);
      expect(await valid()).toBe(false);
      await run(sql`update passerelle_hours_closing set report = kept.report, signature = kept.signature,
        closed_by = kept.closed_by, closed_at = kept.closed_at, zone = kept.zone from kept`);
    }
    await run(sql`drop table kept`);
  });

  test("can be checked without the gateway", async () => {
    const { at } = (await close("2025-11")).body;
    const { text, signature, publicKey } = (await read("closings/2025-11/signed")).body;
    expect(verify(null, Buffer.from(text), publicKey, Buffer.from(signature, "base64"))).toBe(true);
    expect(JSON.parse(text)).toMatchObject({
      ...{ month: "2025-11", zone: "Europe/Paris", closedBy: "admin", closedAt: at },
      days: { total: { connected: 12.5 * HOUR } },
    });
    expect((await read("closings/2025-09/signed")).status).toBe(404);
  });

  test("are not believed when they were signed anew with somebody else's key", async () => {
    await close("2025-11");
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    const { rows } = await sql<{ report: string }>`select report from passerelle_hours_closing`.execute(
      gateway.database.queries,
    );
    const report = rows[0]?.report.replaceAll("14400000", "18000000") ?? "";
    const secret = privateKey.export({ type: "pkcs8", format: "der" }).toString("base64");
    const before = await sql<{ sealed: string }>`
      update passerelle_hours_signing_key as key set public_key = ${publicKey.export({ type: "spki", format: "der" })},
        sealed_private_key = ${secret}
      from passerelle_hours_signing_key as old where old.key_id = key.key_id
      returning old.sealed_private_key as sealed`.execute(gateway.database.queries);
    await run(
      sql`update passerelle_hours_closing set report = ${report}, signature = ${sign(null, Buffer.from(report), privateKey)}`,
    );
    const { body } = await read(`report?${NOVEMBER}`);
    expect(body.closed.valid).toBe(false);
    await run(sql`update passerelle_hours_signing_key set sealed_private_key = ${before.rows[0]?.sealed}`);
  });

  test("that cannot be read any more say so", async () => {
    await close("2025-11");
    for (const text of ["{", "[]", "null", '{"days":{"lines":[]}}']) {
      await run(sql`update passerelle_hours_closing set report = ${text}`);
      const { status, body } = await read(`report?${NOVEMBER}`);
      expect([status, body.message]).toEqual([500, expect.stringContaining("was changed in the database")]);
      expect((await read("closings/2025-11")).status).toBe(500);
      expect((await read("closings")).body.items).toMatchObject([{ month: "2025-11", valid: false }]);
    }
  });

  test.each([
    { month: "2025-13" },
    { month: "2025-00" },
    { month: "0000-01" },
    { month: "2025-1" },
    { month: "2025-11-01" },
    { month: "2025-11", zone: "Mars/Olympus" },
    { month: "2025-11", zone: "2025-11-01T00:00[Europe/Paris]" },
    { month: "2025-11", zone: "x".repeat(65) },
    { month: "2025-11", evenDoubtful: "perhaps" },
    { zone: "UTC" },
  ])("%j is refused", async (body) => {
    expect(await post("closings", body)).toMatchObject({ status: 400, body: { type: "BAD_REQUEST" } });
  });
});
