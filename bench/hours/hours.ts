import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { CompiledQuery } from "kysely";
import type { Queries } from "../../packages/gateway/src/database/database.ts";
import { migrate } from "../../packages/gateway/src/database/migrations/migrate.ts";
import { openTestPostgres } from "../../packages/gateway/src/database/testing/test-databases.ts";
import { countHours, type HoursQuestion } from "../../packages/gateway/src/hours/count-hours.ts";
import { dayTimeline } from "../../packages/gateway/src/hours/day-timeline.ts";
import { DebianRoot } from "../../tests/servers/debian-root.ts";
import { type Postgres, startPostgres } from "../../tests/servers/postgres.ts";
import { digits, print, printTable } from "../table.ts";
import { AGENT, FILL, OLD_SUM, SIZES, TEAM } from "./long-history.ts";

const DATABASE = "guacamole_db";
const ROUNDS = 11;
const SETTINGS = { idleLimit: 300_000, reconnectGap: 300_000, zone: "UTC" };
const ZONE = "Indian/Antananarivo";

/** The month before the last one, and the year that ends with it. */
const MONTH = monthsAgo(2);
const YEAR = { from: monthsAgo(13).from, to: MONTH.to };

/** How long reports of worked hours take over a long history on PostgreSQL 15, and how the server finds the rows. */
export async function benchHours(): Promise<void> {
  const postgres = await startPostgres(await DebianRoot.open("bookworm"));
  try {
    await postgres.psql("postgres", `create database ${DATABASE}`);
    const { host, port, user } = postgres;
    const database = await openTestPostgres({ host, port, user, database: DATABASE, password: "of no account" });
    try {
      await migrate(database.queries);
      await fill(postgres);
      await measureAll(database.queries, postgres);
      await explain(database.queries);
    } finally {
      await database.close();
    }
  } finally {
    await postgres.stop();
  }
}

async function fill(postgres: Postgres): Promise<void> {
  const sizes = Object.entries(SIZES).map(([what, count]) => `${count} ${what}`);
  print(`Making ${sizes.join(", ")}.`);
  await postgres.psql(DATABASE, FILL);
}

function monthsAgo(count: number): { readonly from: string; readonly to: string } {
  const now = new Date();
  const day = (months: number, date: number) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, date)).toISOString().slice(0, 10);
  return { from: day(count, 1), to: day(count - 1, 0) };
}

async function measureAll(queries: Queries, postgres: Postgres): Promise<void> {
  const team = Number(
    await postgres.psql(
      DATABASE,
      `select user_group_id from guacamole_user_group join guacamole_entity using (entity_id) where name = '${TEAM}'`,
    ),
  );
  const report = (changes: Partial<HoursQuestion>) => () =>
    countHours(queries, { ...MONTH, zone: ZONE, by: "person", unit: "day", who: {}, ...changes }, SETTINGS, Date.now());
  const day = `${MONTH.from.slice(0, 8)}15`;
  const works: readonly (readonly [string, () => Promise<unknown>])[] = [
    ["the sheet's SQL for a month", () => queries.executeQuery(CompiledQuery.raw(OLD_SUM, [MONTH.from]))],
    ["month by person", report({})],
    ["month by team", report({ by: "team" })],
    ["month by connection", report({ by: "connection" })],
    ["month of a team", report({ who: { teams: [team] } })],
    ["own month", report({ who: { users: [AGENT] } })],
    ["day timeline", () => dayTimeline(queries, { day, zone: ZONE, who: {} }, SETTINGS, Date.now())],
    ["own year", report({ ...YEAR, who: { users: [AGENT] } })],
    ["year by person and month", report({ ...YEAR, unit: "month" })],
  ];
  const rows = [];
  for (const [what, work] of works) {
    rows.push([what, ...(await measure(work))]);
  }
  printTable(["", "ms p50", "p95", "longest pause of others, ms"], rows);
}

/** Does `work` a few times, the first time untimed. */
async function measure(work: () => Promise<unknown>): Promise<string[]> {
  const times: number[] = [];
  await work();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  delay.disable();
  times.sort((one, other) => one - other);
  const quantile = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  return [digits(quantile(0.5)), digits(quantile(0.95)), digits(delay.max / 1e6)];
}

/** Prints how the server goes about each query of a month's report that takes it a while. */
async function explain(queries: Queries): Promise<void> {
  const asked = new Map<string, { readonly sql: string; readonly parameters: readonly unknown[] }>();
  const listening = queries.withPlugin({
    transformQuery({ node, queryId }) {
      const { sql, parameters } = queries.getExecutor().compileQuery(node, queryId);
      asked.set(sql, { sql, parameters });
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
  await countHours(listening, { ...MONTH, zone: ZONE, by: "team", unit: "day", who: {} }, SETTINGS, Date.now());
  for (const { sql, parameters } of asked.values()) {
    const plan = CompiledQuery.raw(`explain (analyze, costs off, summary off) ${sql}`, [...parameters]);
    const { rows } = await queries.executeQuery<Record<string, string>>(plan);
    print(["", sql.replace(/\s+/g, " "), "", ...rows.map((row) => `    ${row["QUERY PLAN"]}`)].join("\n"));
  }
}
