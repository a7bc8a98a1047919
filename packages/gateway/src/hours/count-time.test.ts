import fc from "fast-check";
import { expect, test } from "vitest";
import { calendarOf, segmentsOf } from "./calendar.ts";
import { TimeCounter } from "./count-time.ts";
import type { Correction, HistorySession } from "./person.ts";
import { common, type Stretch, union } from "./stretch.ts";
import { addTally, emptyTally } from "./tally.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.parse("2025-11-03");
const CALENDAR = calendarOf({ from: "2025-11-03", to: "2025-11-07", zone: "UTC", unit: "range" });
const SETTINGS = { idleLimit: 5 * MINUTE, reconnectGap: 5 * MINUTE, zone: "UTC" };

/** "9:30" of the first day. */
function at(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return START + hours * HOUR + minutes * MINUTE;
}

function stretch(from: string, to: string): Stretch {
  return { start: at(from), end: at(to) };
}

function session({ start, end }: Stretch, more: Partial<HistorySession> = {}): HistorySession {
  const names = { historyId: 1, connectionId: 1, connectionName: "Desktop", cause: null, shared: false };
  return { ...names, start, end, state: "ended", recorded: true, active: [], ...more };
}

function correction(kind: "add" | "remove", { start, end }: Stretch): Correction {
  return { id: 1, kind, start, end, reason: "agreed" };
}

function count(
  sessions: readonly HistorySession[],
  { corrections = [], down = [] }: { corrections?: readonly Correction[]; down?: readonly Stretch[] } = {},
) {
  const counter = new TimeCounter(CALENDAR, SETTINGS, new Map(), union(down));
  return counter.count({ sessions, corrections, schedules: [] }, { ...CALENDAR, first: 0 }).total;
}

test("what overlaps counts once, and twice in the plain sum", () => {
  const sessions = [session(stretch("8:00", "10:00")), session(stretch("9:00", "12:00"))];
  expect(count(sessions)).toMatchObject({
    sessions: 2,
    connected: 4 * HOUR,
    plain: 5 * HOUR,
    reconnects: 0,
    breaks: 0,
  });
});

test("up to the reconnect gap it is a reconnection, beyond it a break", () => {
  const sessions = [
    session(stretch("8:00", "9:00")),
    session(stretch("9:05", "10:00")),
    session(stretch("10:06", "11:00")),
  ];
  expect(count(sessions)).toMatchObject({ reconnects: 1, breaks: 1, breakTime: 6 * MINUTE });
});

test("what no gateway was alive is nobody's break", () => {
  const sessions = [
    session(stretch("8:00", "9:00")),
    session(stretch("10:00", "11:00")),
    session(stretch("12:00", "13:00")),
  ];
  const down = [stretch("9:00", "9:58"), stretch("11:10", "11:30"), stretch("12:15", "12:20")];
  expect(count(sessions, { down })).toMatchObject({
    ...{ downTime: 78 * MINUTE, reconnects: 1, breaks: 1, breakTime: 40 * MINUTE },
  });
});

test("midnight is no break", () => {
  const sessions = [session(stretch("20:00", "22:00")), session(stretch("30:00", "32:00"))];
  expect(count(sessions)).toMatchObject({ connected: 4 * HOUR, breaks: 0, reconnects: 0 });
});

test("corrections add and remove, and say by how much; the plain sum knows of none", () => {
  const corrections = [correction("add", stretch("11:30", "13:00")), correction("remove", stretch("8:00", "9:00"))];
  const active = [stretch("8:30", "9:30")];
  expect(count([session(stretch("8:00", "12:00"), { active })], { corrections })).toMatchObject({
    ...{ connected: 4 * HOUR, corrected: 0, plain: 4 * HOUR, active: 2 * HOUR },
    ...{ firstIn: at("9:00"), lastOut: at("13:00") },
  });
});

test("a settled session counts as a correction, a doubtful one is only shown", () => {
  const settled = session(stretch("8:00", "9:00"), { state: "settled" });
  const doubtful = session(stretch("10:00", "10:00"), { state: "doubtful", end: null });
  expect(count([settled, doubtful])).toMatchObject({
    ...{ sessions: 1, connected: HOUR, corrected: HOUR, plain: 0, doubtful: 1 },
  });
});

const moment = fc.nat(120).map((hours) => START + hours * HOUR);
const anyStretch = fc.record({ start: moment, end: moment });

test("days that are counted apart give the same as all at once", () => {
  const sessions = fc.array(
    anyStretch.map((it) => session(it)),
    { maxLength: 8 },
  );
  const corrections = fc.array(anyStretch.map((it) => correction("remove", it)));
  const units = fc.constantFrom("day" as const, "week" as const, "range" as const);
  fc.assert(
    fc.property(sessions, corrections, units, fc.integer({ min: 1, max: 4 }), (sessions, corrections, unit, length) => {
      const calendar = calendarOf({ from: "2025-11-03", to: "2025-11-07", zone: "UTC", unit });
      const counter = new TimeCounter(calendar, SETTINGS, new Map(), []);
      const whole = counter.count({ sessions, corrections, schedules: [] }, { ...calendar, first: 0 });
      const spans = calendar.spans.map(emptyTally);
      const total = emptyTally();
      for (const segment of segmentsOf(calendar, length)) {
        // Only what touches the segment is read for it.
        const touching = sessions.filter(
          (it) => common(union([segment]), union([{ ...it, end: it.end ?? 0 }])).length > 0,
        );
        const begun = sessions.filter((it) => it.start >= segment.start && it.start < segment.end);
        const part = counter.count(
          { sessions: [...new Set([...touching, ...begun])], corrections, schedules: [] },
          segment,
        );
        addTally(total, part.total);
        for (const [index, tally] of part.spans.entries()) {
          addTally(spans[(part.first ?? 0) + index] ?? emptyTally(), tally);
        }
      }
      expect({ spans, total }).toEqual({ spans: whole.spans, total: whole.total });
    }),
  );
});
