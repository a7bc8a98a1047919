import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type Database, openInMemory } from "../database/database.ts";
import { migrate } from "../database/migrations/migrate.ts";
import { OPEN_TIME } from "../database/testing/test-databases.ts";
import { startRun } from "./gateway-run.ts";

const logger = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
let database: Database;

beforeAll(async () => {
  database = await openInMemory();
  await migrate(database.queries);
}, OPEN_TIME);
afterAll(() => database.close());
beforeEach(() => vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
afterEach(() => vi.useRealTimers());

function runs(address: string) {
  return database.queries
    .selectFrom("passerelle_gateway_run")
    .selectAll()
    .where("address", "=", address)
    .orderBy("started")
    .execute();
}

async function rename(from: string, to: string): Promise<void> {
  await sql`alter table ${sql.table(from)} rename to ${sql.table(to)}`.execute(database.queries);
}

test("a run is marked every ten seconds, also after the database was away, until it stops", async () => {
  const id = randomUUID();
  const stop = await startRun(database.queries, { id, address: "one" }, logger);
  const [first] = await runs("one");
  expect(first).toMatchObject({ run_id: id, stopped: null });
  await rename("passerelle_gateway_run", "away");
  vi.advanceTimersByTime(10_000);
  await vi.waitFor(() => expect(logger.error).toHaveBeenCalledOnce());
  await rename("away", "passerelle_gateway_run");
  vi.advanceTimersByTime(10_000);
  await vi.waitFor(async () => expect((await runs("one"))[0]?.heartbeat).not.toEqual(first?.heartbeat));
  await stop();
  const [stopped, ...others] = await runs("one");
  expect(stopped?.stopped).toEqual(stopped?.heartbeat);
  expect(others).toEqual([]);
});

test("a gateway that stood still for minutes begins another run", async () => {
  const id = randomUUID();
  const stop = await startRun(database.queries, { id, address: "two" }, logger);
  await sql`update passerelle_gateway_run set started = started - interval '1 hour',
    heartbeat = heartbeat - interval '5 minutes' where run_id = ${id}`.execute(database.queries);
  vi.advanceTimersByTime(10_000);
  await vi.waitFor(async () => expect(await runs("two")).toHaveLength(2));
  await stop();
  const [before, after] = await runs("two");
  expect(before).toMatchObject({ run_id: id, stopped: null });
  expect(after?.stopped).not.toBeNull();
});
