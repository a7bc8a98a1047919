import { describe, expect, test, vi } from "vitest";
import { HistoryRow, historyUuid } from "./history.ts";
import type { OpenRequest } from "./session-store.ts";
import { MemoryStore, marie } from "./testing/memory-store.ts";
import { silentLogger } from "./testing/silent-logger.ts";

const wish: OpenRequest = {
  principal: marie,
  target: { kind: "connection", identifier: "1" },
  startedAt: new Date(0),
  failed: [],
};

describe("history", () => {
  test.each([
    [1, "8063df49-c55f-347b-802d-0c1168c0c119"],
    [2, "9d4f66ae-b0e6-3d87-a074-e8c04320c961"],
    [42, "edb9f282-35e6-3a10-bf3f-f1bdabb43aa5"],
  ])("row %i has Guacamole's UUID", (id, uuid) => {
    expect(historyUuid(id)).toBe(uuid);
  });

  test("a row is closed once, with the first end", async () => {
    const store = new MemoryStore();
    await store.open(wish);
    const row = new HistoryRow(1, store, silentLogger());
    await Promise.all([row.close(new Date(1000)), row.close(new Date(2000))]);
    expect(store.history.map(({ closings }) => closings)).toEqual([[new Date(1000)]]);
  });

  test("a row is closed when the database is back", async () => {
    vi.useFakeTimers();
    try {
      const store = new MemoryStore();
      const logger = silentLogger();
      await store.open(wish);
      const row = new HistoryRow(1, store, logger);
      store.failures = 3;
      const closed = row.close(new Date(1000));
      await vi.advanceTimersByTimeAsync(60_000);
      await closed;
      expect(store.history[0]?.closings).toEqual([new Date(1000)]);
      expect(logger.error).toHaveBeenCalledTimes(3);
    } finally {
      vi.useRealTimers();
    }
  });
});
