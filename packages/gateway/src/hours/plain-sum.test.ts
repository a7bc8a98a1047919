import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database, Queries } from "../database/database.ts";
import { migrate } from "../database/migrations/migrate.ts";
import { insertUser, OPEN_TIME, testDatabases } from "../database/testing/test-databases.ts";
import { countHours } from "./count-hours.ts";

/** As operators of Guacamole have them, word for word. */
const HOURS_OF_ONE = `
SELECT 
  username,
  COUNT(*) as nb_sessions,
  SUM(EXTRACT(EPOCH FROM (end_date - start_date))/3600) as total_hours
FROM guacamole_connection_history
WHERE username = 'alexandra'
  AND start_date >= DATE_TRUNC('month', CURRENT_DATE)
  AND end_date IS NOT NULL
GROUP BY username;
`;
const HOURS_OF_ALL = `
    SELECT username,
           SUM(EXTRACT(EPOCH FROM (end_date - start_date))/3600) as hours
    FROM guacamole_connection_history
    WHERE start_date >= DATE_TRUNC('month', CURRENT_DATE)
      AND end_date IS NOT NULL
    GROUP BY username
`;

const DAY = 86_400_000;
const NAMES = ["alexandra", "francia", "left the company"];
const SETTINGS = { idleLimit: 300_000, reconnectGap: 300_000, zone: "UTC" };

/** Milliseconds after the month began. */
const row = fc.record({
  username: fc.constantFrom(...NAMES),
  start: fc.integer({ min: -2 * DAY, max: 27 * DAY }),
  length: fc.option(fc.integer({ min: -3_600_000, max: 2 * DAY }), { freq: 6 }),
});

describe.each(testDatabases())("the plain sum on $name", ({ open }) => {
  let database: Database;
  const users = new Map<string, number>();

  beforeAll(async () => {
    database = await open();
    await migrate(database.queries);
    for (const name of NAMES.slice(0, 2)) {
      users.set(name, await insertUser(database, name));
    }
  }, OPEN_TIME);
  afterAll(() => database.close());

  /** As a database session in `zone` sees it. */
  function inZone<Result>(zone: string, work: (db: Queries) => Promise<Result>): Promise<Result> {
    return database.queries.transaction().execute(async (db) => {
      await sql`set local time zone ${sql.lit(zone)}`.execute(db);
      return work(db);
    });
  }

  /** The sums of Guacamole's operators, in hours by name. */
  async function oldSums(db: Queries): Promise<{ readonly all: Map<string, number>; readonly one: number }> {
    const all = await sql.raw<{ username: string; hours: string }>(HOURS_OF_ALL).execute(db);
    const one = await sql.raw<{ total_hours: string }>(HOURS_OF_ONE).execute(db);
    return {
      all: new Map(all.rows.map(({ username, hours }) => [username, Number(hours)])),
      one: Number(one.rows[0]?.total_hours ?? 0),
    };
  }

  test("is what the SQL of Guacamole's operators gives, unchanged", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 12 }),
        fc.constantFrom("Europe/Paris", "Indian/Antananarivo"),
        async (rows, zone) => {
          await sql`delete from guacamole_connection_history`.execute(database.queries);
          const { begun, from, to } = await inZone(zone, async (db) => {
            const month = await sql<{ begun: Date; from: string; to: string }>`
              select date_trunc('month', current_date) as begun, date_trunc('month', current_date)::date::text as from,
                (date_trunc('month', current_date) + interval '1 month -1 day')::date::text as to`.execute(db);
            return month.rows[0] ?? { begun: new Date(), from: "", to: "" };
          });
          for (const { username, start, length } of rows) {
            const began = begun.getTime() + start;
            await database.queries
              .insertInto("guacamole_connection_history")
              .values({
                ...{ username, user_id: users.get(username) ?? null, connection_name: "Desktop" },
                ...{ start_date: new Date(began), end_date: length === null ? null : new Date(began + length) },
              })
              .execute();
          }
          const old = await inZone(zone, oldSums);
          const request = { from, to, zone, by: "person", unit: "range", who: { users: NAMES } } as const;
          const { lines } = await countHours(database.queries, request, SETTINGS, Date.now());
          const sums = new Map(lines.map(({ name, total }) => [name, total.plain / 3_600_000]));
          for (const name of NAMES) {
            expect(sums.get(name)).toBeCloseTo(old.all.get(name) ?? 0, 9);
          }
          expect(sums.get("alexandra")).toBeCloseTo(old.one, 9);
        },
      ),
      { numRuns: 20 },
    );
  });
});
