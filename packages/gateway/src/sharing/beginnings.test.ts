import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Beginning } from "../sessions/desktop.ts";
import { Beginnings } from "./beginnings.ts";
import type { Guest } from "./guest.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Seconds at which guests begin of whom one joins each second, of a desktop that begins in that way. */
function begins(takes: Beginning, seconds: number): number[] {
  const times: number[] = [];
  const start = performance.now();
  const beginnings: Beginnings = new Beginnings({
    wanted: () => {
      times.push(Math.round((performance.now() - start) / 1000));
      beginnings.take();
    },
    takes: () => takes,
    guard: (work) => work(),
  });
  for (let second = 0; second < seconds; second++) {
    beginnings.want({} as Guest);
    vi.advanceTimersByTime(1000);
  }
  beginnings.stop();
  expect(vi.getTimerCount()).toBe(0);
  return times;
}

test.each<[Beginning, number[]]>([
  ["repaint", [0, 3, 9, 21, 33, 45, 57]],
  ["reconnect", [0, 15, 45]],
])("who joins and leaves all the time has the owner wait less and less often: %s", (takes, times) => {
  expect(begins(takes, 60)).toEqual(times);
});

test("a desktop that is not there yet takes everybody at once", () => {
  expect(begins("free", 5)).toEqual([0, 1, 2, 3, 4]);
});

test("after a calm time guests begin as at first", () => {
  const wanted = vi.fn(() => beginnings.take());
  const beginnings: Beginnings = new Beginnings({ wanted, takes: () => "repaint", guard: (work) => work() });
  for (let guest = 0; guest < 8; guest++) {
    beginnings.want({} as Guest);
    vi.advanceTimersByTime(12_000);
  }
  vi.advanceTimersByTime(600_000);
  for (let guest = 0; guest < 2; guest++) {
    beginnings.want({} as Guest);
    vi.advanceTimersByTime(3_000);
  }
  expect(wanted).toHaveBeenCalledTimes(10);
});
