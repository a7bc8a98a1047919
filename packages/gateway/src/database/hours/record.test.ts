import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SessionEnding, SessionMark } from "../../sessions/session-store.ts";
import type { Database } from "../database.ts";
import { closeAbandonedHistory, closeHistoryOfPredecessors } from "../history.ts";
import { migrate } from "../migrations/migrate.ts";
import { insertUser, OPEN_TIME, testDatabases } from "../testing/test-databases.ts";
import { recordEnd } from "./record-end.ts";
import { recordHeartbeat } from "./record-heartbeat.ts";
import { markRun, pruneRuns, recordRun, recordStop } from "./record-run.ts";

/** Before the clocks of Paris go back: 02:50 in summer. */
const START = Date.parse("2025-10-26T00:50:00Z");
const MINUTE = 60_000;
const HERE = randomUUID();
const ELSEWHERE = randomUUID();

describe.each(testDatabases())("what sessions write on $name", ({ open }) => {
  let database: Database;

  beforeAll(async () => {
    database = await open();
    await migrate(database.queries);
    await insertUser(database, "marie");
  }, OPEN_TIME);
  afterAll(() => database.close());

  async function openRow(): Promise<number> {
    const { history_id } = await database.queries
      .insertInto("guacamole_connection_history")
      .values({ username: "marie", connection_name: "Alexandra", start_date: new Date(START) })
      .returning("history_id")
      .executeTakeFirstOrThrow();
    return history_id;
  }

  function mark(historyId: number, minutes: number, active: SessionMark["active"] = []): SessionMark {
    const principal = { userId: 1, username: "marie", remoteHost: "192.0.2.7", signIn: randomUUID() };
    const reached = new Date(START + minutes * MINUTE);
    return { historyId, state: "active", principal, group: undefined, reached, active };
  }

  function ending(minutes: number, more: Partial<SessionEnding> = {}): SessionEnding {
    return { reached: new Date(START + minutes * MINUTE), active: [], cause: "left", ...more };
  }

  function end(historyId: number, how: SessionEnding): Promise<void> {
    return database.queries.transaction().execute((db) => recordEnd(db, historyId, how));
  }

  /** Minutes from the beginning to the end of a row, its cause, and its stretches in minutes from the beginning. */
  async function row(historyId: number) {
    const { rows } = await sql<{ minutes: number | null; cause: string | null; live: boolean }>`
      select (extract(epoch from end_date - start_date) / 60)::float as minutes, cause,
        exists (select from passerelle_session where history_id = ${historyId}) as live
      from guacamole_connection_history left join passerelle_session_end using (history_id)
      where history_id = ${historyId}`.execute(database.queries);
    const stretches = await database.queries
      .selectFrom("passerelle_active_stretch")
      .selectAll()
      .where("history_id", "=", historyId)
      .orderBy("start_date")
      .execute();
    const minutesOf = (moment: Date) => (moment.getTime() - START) / MINUTE;
    const active = stretches.map(({ start_date, end_date }) => [minutesOf(start_date), minutesOf(end_date)]);
    return { ...rows[0], active };
  }

  async function age(historyId: number, seconds: number): Promise<void> {
    await sql`update passerelle_session set heartbeat = now() - ${seconds}::integer * interval '1 second'
      where history_id = ${historyId}`.execute(database.queries);
  }

  test.each(["Europe/Paris", "Indian/Antananarivo", "UTC"])(
    "a session over the end of summer time lasts as long as it did, whatever the zone: %s",
    async (zone) => {
      const id = await openRow();
      const minutes = await database.queries.transaction().execute(async (db) => {
        await sql`set local time zone ${sql.lit(zone)}`.execute(db);
        await recordHeartbeat(db, HERE, [mark(id, 10, [{ start: START, end: START + 10 * MINUTE }])]);
        await recordEnd(db, id, ending(40, { active: [{ start: START, end: START + 35 * MINUTE }] }));
        const { rows } = await sql<{ minutes: number }>`
          select (extract(epoch from end_date - start_date) / 60)::float as minutes
          from guacamole_connection_history where history_id = ${id}`.execute(db);
        return rows[0]?.minutes;
      });
      expect(minutes).toBe(40);
      expect(await row(id)).toEqual({ minutes: 40, cause: "left", live: false, active: [[0, 35]] });
    },
  );

  test("many stretches of many sessions are one statement, and grow", async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, openRow));
    const stretches = (grown: number) =>
      Array.from({ length: 50 }, (_, index) => ({
        start: START + index * 10 * MINUTE,
        end: START + (index * 10 + (index === 49 ? grown : 3)) * MINUTE,
      }));
    await recordHeartbeat(
      database.queries,
      HERE,
      ids.map((id) => mark(id, 500, stretches(1))),
    );
    await recordHeartbeat(
      database.queries,
      HERE,
      ids.map((id) => mark(id, 500, stretches(4).slice(-1))),
    );
    for (const id of ids) {
      const { active } = await row(id);
      expect(active).toHaveLength(50);
      expect(active.at(-1)).toEqual([490, 494]);
    }
  });

  test("a row that was deleted while its session lived is missed by nobody", async () => {
    const [kept, gone] = [await openRow(), await openRow()];
    await database.queries.deleteFrom("guacamole_connection_history").where("history_id", "=", gone).execute();
    const active = [{ start: START, end: START + MINUTE }];
    await recordHeartbeat(database.queries, HERE, [mark(gone, 1, active), mark(kept, 1, active)]);
    await end(gone, ending(2, { active }));
    expect(await row(kept)).toMatchObject({ live: true, active: [[0, 1]] });
  });

  test("a crash ends a session where it was at the last heartbeat, by the session's clock", async () => {
    const id = await openRow();
    await recordHeartbeat(database.queries, HERE, [mark(id, 30, [{ start: START, end: START + 20 * MINUTE }])]);
    expect(await closeAbandonedHistory(database.queries, 180)).toBe(0);
    await age(id, 181);
    expect(await closeAbandonedHistory(database.queries, 180)).toBe(1);
    expect(await row(id)).toEqual({ minutes: 30, cause: "heartbeat", live: false, active: [[0, 20]] });
  });

  test("a mark of an older version ends with its heartbeat", async () => {
    const id = await openRow();
    const heartbeat = new Date(START + 7 * MINUTE);
    await database.queries.insertInto("passerelle_session").values({ history_id: id, heartbeat }).execute();
    await closeAbandonedHistory(database.queries, 180);
    expect(await row(id)).toMatchObject({ minutes: 7, cause: "heartbeat" });
  });

  test("a gateway that only stood still opens its row again, and its own end is the one that stays", async () => {
    const id = await openRow();
    await recordHeartbeat(database.queries, HERE, [mark(id, 1)]);
    await age(id, 181);
    await closeAbandonedHistory(database.queries, 180);
    await recordHeartbeat(database.queries, HERE, [mark(id, 5)]);
    expect(await row(id)).toEqual({ minutes: null, cause: null, live: true, active: [] });
    await age(id, 181);
    await closeAbandonedHistory(database.queries, 180);
    await end(id, ending(9, { cause: "connection-lost" }));
    expect(await row(id)).toEqual({ minutes: 9, cause: "connection-lost", live: false, active: [] });
  });

  test("the gateway that listens where another one did closes what that left, and nobody else's", async () => {
    const [theirs, others, own] = [await openRow(), await openRow(), await openRow()];
    const before = randomUUID();
    await recordRun(database.queries, { id: before, address: "gate 0.0.0.0:8080" });
    await recordRun(database.queries, { id: ELSEWHERE, address: "gate 0.0.0.0:8081" });
    await recordHeartbeat(database.queries, before, [mark(theirs, 3)]);
    await recordHeartbeat(database.queries, ELSEWHERE, [mark(others, 3)]);
    const run = { id: HERE, address: "gate 0.0.0.0:8080" };
    await recordRun(database.queries, run);
    await recordHeartbeat(database.queries, HERE, [mark(own, 3)]);
    expect(await closeHistoryOfPredecessors(database.queries, run)).toBe(1);
    expect(await row(theirs)).toMatchObject({ minutes: 3, cause: "heartbeat" });
    expect(await row(others)).toMatchObject({ minutes: null, live: true });
    expect(await row(own)).toMatchObject({ minutes: null, live: true });
  });

  describe("runs of gateways", () => {
    async function runRow(id: string) {
      return database.queries
        .selectFrom("passerelle_gateway_run")
        .selectAll()
        .where("run_id", "=", id)
        .executeTakeFirstOrThrow();
    }

    async function ageRun(id: string, seconds: number): Promise<void> {
      await sql`update passerelle_gateway_run set started = now() - interval '1 day',
        heartbeat = now() - ${seconds}::integer * interval '1 second' where run_id = ${id}`.execute(database.queries);
    }

    test("go on from mark to mark, and stop", async () => {
      const id = randomUUID();
      await recordRun(database.queries, { id, address: "gate 0.0.0.0:1" });
      await ageRun(id, 50);
      const { heartbeat } = await runRow(id);
      expect(await markRun(database.queries, id)).toBe(true);
      const marked = await runRow(id);
      expect(marked.heartbeat.getTime() - heartbeat.getTime()).toBeGreaterThanOrEqual(50_000);
      expect(marked.stopped).toBeNull();
      await recordStop(database.queries, id);
      const stopped = await runRow(id);
      expect(stopped.stopped).toEqual(stopped.heartbeat);
    });

    test("are over when they were not marked for a minute: what follows is another run", async () => {
      const id = randomUUID();
      expect(await markRun(database.queries, id)).toBe(false);
      await recordRun(database.queries, { id, address: "gate 0.0.0.0:1" });
      await ageRun(id, 61);
      const before = await runRow(id);
      expect(await markRun(database.queries, id)).toBe(false);
      expect(await runRow(id)).toEqual(before);
    });

    test("are kept as long as there is history of their time", async () => {
      const [old, oldest] = [randomUUID(), randomUUID()];
      for (const [id, heartbeat] of [
        [old, START + MINUTE],
        [oldest, START - MINUTE],
      ] as const) {
        const times = { started: new Date(START - 10 * MINUTE), heartbeat: new Date(heartbeat) };
        await database.queries
          .insertInto("passerelle_gateway_run")
          .values({ run_id: id, address: "gate 0.0.0.0:1", ...times })
          .execute();
      }
      await openRow();
      await pruneRuns(database.queries);
      const { rows } = await sql<{ run_id: string }>`
        select run_id from passerelle_gateway_run where run_id in (${old}, ${oldest})`.execute(database.queries);
      expect(rows).toEqual([{ run_id: old }]);
    });
  });
});
