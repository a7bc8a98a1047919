import fc from "fast-check";
import type { HoursRequest } from "../hours-report.ts";

/** Accounts and groups are entities, counted from 0, accounts first. */
export const ACCOUNTS = 4;
export const GROUPS = 4;
const CONNECTIONS = 2;
/** Accounts have some of these as their names, rows of deleted accounts any. */
const NAMES = ["Ana", "bob", "Éva", "agent 2", "agent 10", "zoé"];
/** Histories are made of whole ticks, five minutes of milliseconds, so that moments meet now and then. */
export const TICK = 300_000;
const DAY = 288;

/** Moments are ticks since 1970. */
export interface RandomRow {
  /** The account; null: it was deleted, and `username` is left. */
  readonly account: number | null;
  /** May be another than the account has now; "" is a guest's. */
  readonly username: string;
  readonly connection: number | null;
  readonly start: number;
  /** Null: open. */
  readonly end: number | null;
  /** What passerelle_session says of it, if anything. */
  readonly mark: "fresh" | "stale" | null;
  readonly cause: string | null;
  readonly shared: boolean;
  /** With different starts. */
  readonly active: readonly { readonly start: number; readonly end: number }[];
  /** Ends that it was given. */
  readonly settlements: readonly { readonly end: number; readonly withdrawn: boolean }[];
}

interface RandomCorrection {
  readonly account: number | null;
  readonly username: string;
  readonly kind: "add" | "remove";
  readonly start: number;
  readonly end: number;
  readonly withdrawn: boolean;
}

interface RandomSchedule {
  readonly entity: number;
  readonly validFrom: string;
  readonly minutes: readonly number[];
  readonly calendar: string | null;
}

interface RandomRun {
  readonly start: number;
  readonly end: number;
  readonly how: "stopped" | "died" | "lives";
}

/** All that hours are counted from. */
export interface RandomHistory {
  /** Of accounts, all different. */
  readonly names: readonly string[];
  readonly disabled: readonly boolean[];
  readonly memberships: readonly (readonly [group: number, member: number])[];
  readonly rows: readonly RandomRow[];
  readonly corrections: readonly RandomCorrection[];
  readonly schedules: readonly RandomSchedule[];
  readonly holidays: readonly { readonly calendar: string; readonly day: string; readonly name: string }[];
  readonly runs: readonly RandomRun[];
}

/** A report that is asked for; teams and connections by their numbers here. */
export interface RandomQuestion extends HoursRequest {
  readonly users: readonly string[] | undefined;
  readonly teams: readonly number[] | undefined;
  readonly connection: number | undefined;
  readonly now: number;
}

/** Where something happens to days: clocks go forward and back in Paris, a year ends, a leap day, a month ends. */
const ANCHORS = ["2025-03-29", "2025-10-25", "2025-12-30", "2024-02-27", "2026-03-30"];
/** The last one moves its clocks by half an hour. */
const ZONES = ["Europe/Paris", "Indian/Antananarivo", "Australia/Lord_Howe"];

function dayAfter(anchor: string, days: number): string {
  return new Date(Date.parse(anchor) + days * DAY * TICK).toISOString().slice(0, 10);
}

function ticks(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min, max });
}

function seldom<Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

const name = fc.constantFrom(...NAMES);
const entity = fc.nat(ACCOUNTS + GROUPS - 1);
const account = fc.option(fc.nat(ACCOUNTS - 1), { freq: 4 });
/** Short ones, those of days, and some that end before they begin. */
const length = fc.oneof(
  { weight: 6, arbitrary: ticks(0, 60) },
  { weight: 1, arbitrary: ticks(-24, 0) },
  { weight: 1, arbitrary: ticks(120, 4 * DAY) },
);

function row(tick: fc.Arbitrary<number>): fc.Arbitrary<RandomRow> {
  const stretch = fc.record({ after: ticks(-2, 60), length: ticks(0, 40) });
  const settlement = fc.record({ after: ticks(0, 3 * DAY), withdrawn: fc.boolean() });
  return fc
    .record({
      ...{ account, username: fc.oneof({ weight: 9, arbitrary: name }, { weight: 1, arbitrary: fc.constant("") }) },
      connection: fc.option(fc.nat(CONNECTIONS - 1), { freq: 4 }),
      ...{ start: tick, length: fc.option(length, { freq: 3 }) },
      mark: fc.constantFrom("fresh" as const, "stale" as const, null),
      cause: fc.option(fc.constantFrom("left", "heartbeat")),
      shared: fc.boolean(),
      active: fc.uniqueArray(stretch, { maxLength: 3, size: "max", selector: ({ after }) => after }),
      settlements: fc.array(settlement, { maxLength: 2, size: "max" }),
    })
    .map(({ start, length, active, settlements, mark, ...rest }) => ({
      ...{ ...rest, start, end: length === null ? null : start + length, mark: length === null ? mark : null },
      active: active.map(({ after, length }) => ({ start: start + after, end: start + after + length })),
      settlements:
        length === null ? settlements.map(({ after, withdrawn }) => ({ end: start + after, withdrawn })) : [],
    }));
}

function correction(tick: fc.Arbitrary<number>): fc.Arbitrary<RandomCorrection> {
  const kind = fc.constantFrom("add" as const, "remove" as const);
  return fc
    .record({ account, username: name, kind, start: tick, length: ticks(0, DAY), withdrawn: fc.boolean() })
    .map(({ length, ...rest }) => ({ ...rest, end: rest.start + length }));
}

function history(anchor: string): fc.Arbitrary<RandomHistory> {
  const noon = Date.parse(anchor) / TICK;
  const tick = ticks(-2 * DAY, 5 * DAY).map((after) => noon + after);
  const day = fc.integer({ min: -2, max: 8 }).map((after) => dayAfter(anchor, after));
  const calendar = fc.constantFrom("FR", "MG");
  const schedule = fc.record({
    ...{ entity, validFrom: day, calendar: fc.option(calendar) },
    minutes: fc.array(fc.nat(600), { minLength: 7, maxLength: 7 }),
  });
  const run = fc
    .record({ start: tick, length: ticks(0, DAY), how: fc.constantFrom("stopped", "stopped", "died", "lives") })
    .map(({ start, length, how }) => ({ start, end: start + length, how }) as RandomRun);
  return fc.record({
    names: fc.shuffledSubarray(NAMES, { minLength: ACCOUNTS, maxLength: ACCOUNTS }),
    disabled: fc.array(fc.boolean(), { minLength: GROUPS, maxLength: GROUPS }),
    memberships: fc.uniqueArray(fc.tuple(fc.nat(GROUPS - 1), entity), { maxLength: 10, size: "max", selector: String }),
    rows: fc.array(row(tick), { maxLength: 24, size: "max" }),
    corrections: fc.array(correction(tick), { maxLength: 6, size: "max" }),
    schedules: fc.uniqueArray(schedule, {
      maxLength: 8,
      size: "max",
      selector: (it) => `${it.entity} ${it.validFrom}`,
    }),
    holidays: fc.uniqueArray(fc.record({ calendar, day, name: fc.constantFrom("Fête", "Pâques") }), {
      ...{ maxLength: 4, selector: (it) => `${it.calendar} ${it.day}` },
    }),
    runs: fc.array(run, { maxLength: 6, size: "max" }),
  });
}

function question(anchor: string): fc.Arbitrary<RandomQuestion> {
  return fc
    .record({
      ...{ after: fc.integer({ min: -8, max: 4 }), days: fc.integer({ min: 1, max: 16 }) },
      zone: fc.constantFrom(...ZONES),
      by: fc.constantFrom("person" as const, "team" as const, "connection" as const),
      unit: fc.constantFrom("day" as const, "week" as const, "month" as const, "range" as const),
      users: seldom(fc.uniqueArray(name, { maxLength: 3 })),
      teams: seldom(fc.uniqueArray(fc.nat(GROUPS - 1), { maxLength: 2 })),
      connection: seldom(fc.nat(CONNECTIONS - 1)),
      now: ticks(-DAY, 10 * DAY),
    })
    .map(({ after, days, now, ...rest }) => ({
      ...rest,
      from: dayAfter(anchor, after),
      to: dayAfter(anchor, after + days - 1),
      now: Date.parse(anchor) / TICK + now,
    }));
}

/** A history, and what is asked of it; not those by preference in which hardly anything happens. */
export const randomHours: fc.Arbitrary<{
  readonly history: RandomHistory;
  readonly questions: readonly RandomQuestion[];
}> = fc.noBias(
  fc.constantFrom(...ANCHORS).chain((anchor) =>
    fc.record({
      history: history(anchor),
      questions: fc.array(question(anchor), { minLength: 3, maxLength: 3 }),
    }),
  ),
);
