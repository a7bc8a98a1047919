import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../database/database.ts";
import { migrate } from "../database/migrations/migrate.ts";
import { OPEN_TIME, testDatabases } from "../database/testing/test-databases.ts";
import { countHours } from "./count-hours.ts";
import { dayTimeline } from "./day-timeline.ts";
import { NaiveHours } from "./testing/naive-hours.ts";
import { oldSums, thisMonth } from "./testing/old-sums.ts";
import { type RandomHistory, type RandomQuestion, randomHours, TICK } from "./testing/random-hours.ts";
import { makeStage, type Stage, storeHistory } from "./testing/store-history.ts";
import type { Whose } from "./whose.ts";

/** In ticks. */
const RECONNECT_GAP = 2;
const SETTINGS = { idleLimit: 300_000, reconnectGap: RECONNECT_GAP * TICK, zone: "UTC" };

const DAY = 86_400_000;
const AGENTS = ["alexandra", "francia", "left the company"];

/** Of an agent; in milliseconds, after the month began. */
const plainRow = fc.record({
  username: fc.constantFrom(...AGENTS),
  start: fc.integer({ min: -2 * DAY, max: 27 * DAY }),
  length: fc.option(fc.integer({ min: -3_600_000, max: 2 * DAY }), { freq: 6 }),
});

describe.each(testDatabases())("worked hours on $name", ({ open }) => {
  let database: Database;
  let stage: Stage;

  beforeAll(async () => {
    database = await open();
    await migrate(database.queries);
    stage = await makeStage(database.queries);
  }, OPEN_TIME);
  afterAll(() => database.close());

  function whose({ users, teams, connection }: RandomQuestion): Whose {
    return {
      users,
      teams: teams?.map((team) => stage.groups[team] ?? 0),
      connection: connection === undefined ? undefined : stage.connections[connection],
    };
  }

  async function checkReport(history: RandomHistory, question: RandomQuestion): Promise<void> {
    const { from, to, zone, by, unit, now } = question;
    const request = { from, to, zone, by, unit };
    const report = await countHours(database.queries, { ...request, who: whose(question) }, SETTINGS, now * TICK);
    const expected = new NaiveHours(history, question, RECONNECT_GAP);
    const keys = new Map(stage.connections.map((id, index) => [`connection ${index}`, String(id)]));
    expect(report).toEqual({
      ...{ ...request, countedAt: now * TICK, idleLimit: SETTINGS.idleLimit, total: expected.total },
      lines: expected.lines.map((line) => ({ ...line, key: keys.get(line.key) ?? line.key })),
    });
  }

  async function checkTimeline(history: RandomHistory, asked: RandomQuestion): Promise<void> {
    const question = { ...asked, to: asked.from, by: "person", unit: "day" } as const;
    const { from: day, zone, now } = question;
    const expected = new NaiveHours(history, question, RECONNECT_GAP);
    const ticks = expected.days.get(day) ?? [];
    const [first = 0, last = 0] = [ticks[0], ticks.at(-1)];
    const timeline = await dayTimeline(database.queries, { day, zone, who: whose(question) }, SETTINGS, now * TICK);
    expect(timeline).toMatchObject({ day, zone, start: first * TICK, end: (last + 1) * TICK });
    expect(ticksOf(timeline.down)).toEqual(ticks.filter((tick) => expected.isDown(tick)));
    const figures = expected.lines.map(({ name, buckets }) => ({ username: name, figures: buckets[0] }));
    expect(timeline.lines).toMatchObject(figures);
    for (const { username, sessions, active, corrections } of timeline.lines) {
      const spoken = expected.corrections.filter(
        ({ person }) => question.connection === undefined && person === username,
      );
      const given = spoken.map(({ kind, start, end }) => `${start * TICK} ${end * TICK} ${kind}`);
      expect(corrections.map(({ kind, start, end }) => `${start} ${end} ${kind}`).sort()).toEqual(given.sort());
      const activeTicks = expected.activeTicks(username);
      expect(ticksOf(active)).toEqual(ticks.filter((tick) => activeTicks.has(tick)));
      const own = expected.sessions.filter(({ person }) => person === username);
      const found = own.map(({ index, start, until, state, cause, shared }) => ({
        ...{ historyId: index + 1, start: start * TICK, end: until === null ? null : until * TICK },
        ...{ state, cause, shared },
      }));
      expect(sessions.toSorted((one, other) => one.historyId - other.historyId)).toMatchObject(found);
      expect(sessions.map(({ start }) => start)).toEqual(found.map(({ start }) => start).sort((a, b) => a - b));
    }
  }

  test("reports and timelines are what counting tick by tick gives", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(randomHours, async ({ history, questions }) => {
        await storeHistory(database.queries, stage, history);
        for (const question of questions) {
          await checkReport(history, question);
        }
        for (const question of questions.slice(0, 1)) {
          await checkTimeline(history, question);
        }
      }),
      { numRuns: 25 },
    );
  });

  test("the plain sum is what the SQL of Guacamole's operators gives, unchanged", async () => {
    const zones = fc.constantFrom("Europe/Paris", "Indian/Antananarivo");
    await fc.assert(
      fc.asyncProperty(fc.array(plainRow, { maxLength: 12 }), zones, async (rows, zone) => {
        const { queries } = database;
        const { begun, from, to } = await thisMonth(queries, zone);
        await queries.deleteFrom("guacamole_connection_history").execute();
        for (const { username, start, length } of rows) {
          const began = begun.getTime() + start;
          const dates = { start_date: new Date(began), end_date: length === null ? null : new Date(began + length) };
          const row = { username, user_id: null, connection_name: "Desktop", ...dates };
          await queries.insertInto("guacamole_connection_history").values(row).execute();
        }
        const old = await oldSums(queries, zone);
        const request = { from, to, zone, by: "person", unit: "range", who: { users: AGENTS } } as const;
        const { lines } = await countHours(queries, request, SETTINGS, Date.now());
        for (const { name, total } of lines) {
          expect(total.plain / 3_600_000).toBeCloseTo(old.all.get(name) ?? 0, 9);
        }
        expect(lines.find(({ name }) => name === "alexandra")?.total.plain).toBeCloseTo(old.alexandra * 3_600_000, 3);
      }),
      { numRuns: 20 },
    );
  });
});

/** The ticks in stretches that are whole ticks. */
function ticksOf(stretches: readonly { readonly start: number; readonly end: number }[]): number[] {
  return stretches.flatMap(({ start, end }) =>
    Array.from({ length: (end - start) / TICK }, (_, index) => start / TICK + index),
  );
}
