import { afterEach, describe, expect, test, vi } from "vitest";
import { HistoryRow, historyUuid } from "./history.ts";
import type { OpenRequest } from "./session-store.ts";
import { MemoryStore, marie } from "./testing/memory-store.ts";
import { silentLogger } from "./testing/silent-logger.ts";
import { IDLE_LIMIT } from "./testing/test-gateway.ts";

const START = Date.parse("2025-10-26T00:50:00Z");
const wish: OpenRequest = {
  principal: marie,
  target: { kind: "connection", identifier: "1" },
  startedAt: new Date(START),
  failed: [],
};

function after(milliseconds: number): Date {
  return new Date(START + milliseconds);
}

/** The row of a session that begins now. */
async function openRow() {
  const store = new MemoryStore();
  const logger = silentLogger();
  await store.open(wish);
  const { startedAt } = wish;
  return { store, logger, row: new HistoryRow({ id: 1, startedAt, idleLimit: IDLE_LIMIT, store, logger }) };
}

afterEach(() => {
  vi.useRealTimers();
});

describe("history", () => {
  test.each([
    [1, "8063df49-c55f-347b-802d-0c1168c0c119"],
    [2, "9d4f66ae-b0e6-3d87-a074-e8c04320c961"],
    [42, "edb9f282-35e6-3a10-bf3f-f1bdabb43aa5"],
  ])("row %i has Guacamole's UUID", (id, uuid) => {
    expect(historyUuid(id)).toBe(uuid);
  });

  test("a row is closed once, for the first cause", async () => {
    const { store, row } = await openRow();
    await Promise.all([row.close("left"), row.close("gateway-error")]);
    expect(store.history[0]?.closings).toMatchObject([{ cause: "left" }]);
  });

  test("a row ends when its session did, though the database was away and comes back later", async () => {
    vi.useFakeTimers({ now: START });
    const { store, logger, row } = await openRow();
    await vi.advanceTimersByTimeAsync(90_000);
    store.failures = 3;
    const closed = row.close("left");
    await vi.advanceTimersByTimeAsync(60_000);
    await closed;
    expect(store.history[0]?.closings).toEqual([{ reached: after(90_000), active: [], cause: "left" }]);
    expect(logger.error).toHaveBeenCalledTimes(3);
  });

  test.each([3_600_000, -3_600_000, -86_400_000])("a clock that is set by %i ms changes no hours", async (jump) => {
    vi.useFakeTimers({ now: START });
    const { store, row } = await openRow();
    row.inputSeen();
    await vi.advanceTimersByTimeAsync(20_000);
    vi.setSystemTime(Date.now() + jump);
    expect(row.progress.reached).toEqual(after(20_000));
    await vi.advanceTimersByTimeAsync(20_000);
    row.inputSeen();
    await vi.advanceTimersByTimeAsync(20_000);
    await row.close("left");
    const active = [{ start: START, end: START + 40_000 }];
    expect(store.history[0]?.closings).toEqual([{ reached: after(60_000), active, cause: "left" }]);
  });

  test("time without the person's line counts only if they come back", async () => {
    vi.useFakeTimers({ now: START });
    const { store, row } = await openRow();
    await vi.advanceTimersByTimeAsync(10_000);
    row.attended = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(row.progress.reached).toEqual(after(10_000));
    row.attended = true;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(row.progress.reached).toEqual(after(30_000));
    row.attended = false;
    await vi.advanceTimersByTimeAsync(10_000);
    row.attended = false;
    await vi.advanceTimersByTimeAsync(300_000);
    await row.close("connection-lost");
    expect(store.history[0]?.closings).toMatchObject([{ reached: after(30_000), cause: "connection-lost" }]);
  });

  test("what was saved is not said again, unless it has grown meanwhile", async () => {
    vi.useFakeTimers({ now: START });
    const { row } = await openRow();
    row.inputSeen();
    const progress = row.progress;
    row.saved(progress);
    expect(row.progress.active).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    row.inputSeen();
    row.saved(progress);
    expect(row.progress.active).toEqual([{ start: START, end: START + 1000 }]);
  });
});
