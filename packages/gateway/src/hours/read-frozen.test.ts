import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../database/database.ts";
import { migrate } from "../database/migrations/migrate.ts";
import { OPEN_TIME, testDatabases } from "../database/testing/test-databases.ts";
import { daysOfMonth } from "./closed-month.ts";
import { closingText, type FrozenMonth, frozenMonth } from "./closing-text.ts";
import { countHours, type HoursQuestion } from "./count-hours.ts";
import { countMonth } from "./count-month.ts";
import type { Figures, HoursReport } from "./hours-report.ts";
import { readFrozen } from "./read-frozen.ts";
import { type RandomQuestion, randomHours } from "./testing/random-hours.ts";
import { makeStage, type Stage, storeHistory } from "./testing/store-history.ts";

const SETTINGS = { idleLimit: 300_000, reconnectGap: 600_000, zone: "UTC" };

/** What can be added up of days: a session over midnight is one of both. */
function addable<Line extends Figures>({ sessions: _, live: __, active, ...figures }: Line) {
  return { ...figures, active: active ?? 0 };
}

/** Without lines on which there is nothing. */
function addableReport({ lines, total, ...report }: HoursReport) {
  const said = lines.map((line) => ({
    ...line,
    buckets: line.buckets.map(addable),
    total: addable(line.total),
  }));
  const some = said.filter(
    ({ total: { planned, ...figures } }) => planned !== null || Object.values(figures).some(Boolean),
  );
  return { ...report, lines: some, total: addable(total) };
}

describe.each(testDatabases())("reports from a closed month on $name", ({ open }) => {
  let database: Database;
  let stage: Stage;
  beforeAll(async () => {
    database = await open();
    await migrate(database.queries);
    stage = await makeStage(database.queries);
  }, OPEN_TIME);
  afterAll(() => database.close());

  function questionOf({ zone, by, unit, users, teams }: RandomQuestion, from: string, to: string): HoursQuestion {
    const who = { users, teams: teams?.map((team) => stage.groups[team] ?? 0) };
    return { ...{ from, to, zone, unit, who }, by: by === "connection" ? "person" : by };
  }

  function asStored(
    frozen: FrozenMonth,
    { month, zone }: { readonly month: string; readonly zone: string },
  ): FrozenMonth {
    const stored = frozenMonth(closingText({ month, zone, closedBy: "clerk", closedAt: 1 }, frozen));
    expect(stored).toEqual(frozen);
    return stored ?? frozen;
  }

  test("are those that were counted when it was closed", { timeout: 60_000 }, async () => {
    const { queries } = database;
    await fc.assert(
      fc.asyncProperty(randomHours, async ({ history: { corrections, ...rest }, questions }) => {
        // Added time is active time, too; where else nothing is known of activity, it is told of sums alone.
        const history = { ...rest, corrections: corrections.filter(({ kind }) => kind !== "add") };
        await storeHistory(queries, stage, history);
        for (const question of questions) {
          const [month, now] = [question.from.slice(0, 7), question.now * 60_000];
          const { from, to } = daysOfMonth(month);
          const closing = { month, zone: question.zone };
          const frozen = asStored(await countMonth(queries, closing, SETTINGS, now), closing);
          const whole = questionOf(question, from, to);
          expect(await readFrozen(queries, frozen, whole)).toEqual(await countHours(queries, whole, SETTINGS, now));
          const part = questionOf(question, question.from, [question.to, to].sort()[0] ?? to);
          const counted = await countHours(queries, part, SETTINGS, now);
          expect(addableReport(await readFrozen(queries, frozen, part))).toEqual(addableReport(counted));
        }
      }),
      { numRuns: 6 },
    );
  });
});
