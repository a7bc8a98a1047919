import type { Calendar, Day, Segment } from "./calendar.ts";
import type { HoursSettings } from "./hours-settings.ts";
import type { Correction, HistorySession, Schedule } from "./person.ts";
import { type Holidays, planOf } from "./plan.ts";
import { common, cutInto, indexAt, lengthOf, type Stretch, type Stretches, union, without } from "./stretch.ts";
import { addTally, emptyTally, type Tally } from "./tally.ts";

/** Of one person: all of their time, or that on one connection. */
export interface PersonTime {
  readonly sessions: readonly HistorySession[];
  readonly corrections: readonly Correction[];
  readonly schedules: readonly Schedule[];
}

/** What was counted: for each of the calendar's spans that days of the segment are in, and for all together. */
export interface Count {
  /** The index of the first of the spans in the calendar; that of the calendar's first one where it is not given. */
  readonly first?: number;
  readonly spans: readonly Tally[];
  readonly total: Tally;
}

/** Counts the time of one person after another. */
export class TimeCounter {
  readonly #calendar: Calendar;
  readonly #reconnectGap: number;
  readonly #holidays: Holidays;
  /** While no gateway was alive, by day. */
  readonly #down: readonly Stretches[];

  constructor(calendar: Calendar, settings: HoursSettings, holidays: Holidays, down: Stretches) {
    this.#calendar = calendar;
    this.#reconnectGap = settings.reconnectGap;
    this.#holidays = holidays;
    this.#down = cutInto(calendar.days, down);
  }

  /**
   * Counts the days of a segment; all segments of a calendar together give the whole.
   * @param time with all sessions and corrections that touch the segment
   */
  count({ sessions, corrections, schedules }: PersonTime, segment: Segment): Count {
    const { days } = segment;
    const [first, last] = [days[0]?.span ?? 0, days.at(-1)?.span ?? 0];
    const spans = this.#calendar.spans.slice(first, last + 1);
    const tallies = spans.map(emptyTally);
    const byDay = days.map(({ span }) => tallies[span - first] ?? emptyTally());
    this.#countTimes(timesOf(sessions, corrections), segment, byDay);
    this.#plan(schedules, days, byDay);
    countBegun(sessions, days, byDay);
    const total = emptyTally();
    for (const tally of tallies) {
      addTally(total, tally);
    }
    countSessions(sessions, segment, spans, tallies);
    countSessions(sessions, segment, [this.#calendar], [total]);
    return { first, spans: tallies, total };
  }

  #countTimes(times: Times, { first, days }: Segment, byDay: readonly Tally[]): void {
    const [connected, uncorrected, active] = [times.connected, times.uncorrected, times.active].map((stretches) =>
      cutInto(days, stretches),
    );
    for (const [index, tally] of byDay.entries()) {
      const present = connected?.[index] ?? [];
      const time = lengthOf(present);
      tally.connected += time;
      tally.corrected += time - lengthOf(uncorrected?.[index] ?? []);
      tally.active += lengthOf(active?.[index] ?? []);
      tally.firstIn ??= present[0]?.start ?? null;
      tally.lastOut = present.at(-1)?.end ?? tally.lastOut;
      this.#countGaps(present, this.#down[first + index] ?? [], tally);
    }
  }

  #plan(schedules: readonly Schedule[], days: readonly Day[], byDay: readonly Tally[]): void {
    for (const [index, day] of days.entries()) {
      const [tally, plan] = [byDay[index], planOf(schedules, day, this.#holidays)];
      if (tally !== undefined && plan !== undefined) {
        tally.planned = (tally.planned ?? 0) + plan.time;
        tally.holiday ??= plan.holiday;
      }
    }
  }

  /** What lies between the stretches of a day: interruptions and breaks; without what no gateway was alive of it. */
  #countGaps(present: Stretches, down: Stretches, tally: Tally): void {
    for (const [index, { start: end }] of present.entries()) {
      const before = present[index - 1];
      if (before === undefined) {
        continue;
      }
      const gap = { start: before.end, end };
      const downTime = lengthOf(common([gap], down));
      const absence = gap.end - gap.start - downTime;
      tally.downTime += downTime;
      if (absence <= this.#reconnectGap) {
        tally.reconnects++;
      } else {
        tally.breaks++;
        tally.breakTime += absence;
      }
    }
  }
}

interface Times {
  readonly connected: Stretches;
  /** When they would have been connected without corrections. */
  readonly uncorrected: Stretches;
  readonly active: Stretches;
}

function timesOf(sessions: readonly HistorySession[], corrections: readonly Correction[]): Times {
  const counted = sessions.flatMap(countedStretch);
  const ofKind = (wanted: Correction["kind"]) => corrections.filter(({ kind }) => kind === wanted);
  const [added, removed] = [ofKind("add"), union(ofKind("remove"))];
  const connected = without(union([...counted, ...added]), removed);
  return {
    connected,
    uncorrected: union(sessions.filter(({ state }) => state !== "settled").flatMap(countedStretch)),
    active: common(union([...sessions.flatMap(activeStretches), ...added]), connected),
  };
}

/** The time of a session, as far as its end is known. */
function countedStretch({ start, end }: HistorySession): Stretch[] {
  return end === null ? [] : [{ start, end }];
}

/** What was seen of activity within the time of a session. */
function activeStretches({ start, end, active }: HistorySession): Stretch[] {
  return end === null
    ? []
    : active.map((stretch) => ({ start: Math.max(start, stretch.start), end: Math.min(end, stretch.end) }));
}

/** Counts into the day on which a session began what is not cut at midnight: the plain sum, and sessions without an end. */
function countBegun(sessions: readonly HistorySession[], days: readonly Day[], tallies: readonly Tally[]): void {
  for (const { start, end, state } of sessions) {
    const index = indexAt(days, start);
    const tally = start < (days[index]?.end ?? 0) ? tallies[index] : undefined;
    if (tally === undefined) {
      continue;
    }
    if (state === "ended" && end !== null) {
      tally.plain += end - start;
    }
    if (state === "doubtful") {
      tally.doubtful++;
    }
  }
}

/** Counts sessions in each of the windows, which follow one another, in the segment in which they are there first. */
function countSessions(
  sessions: readonly HistorySession[],
  segment: Stretch,
  windows: readonly Stretch[],
  tallies: readonly Tally[],
): void {
  for (const { start, end, state, recorded } of sessions) {
    for (let index = Math.max(0, indexAt(windows, start)); index < windows.length; index++) {
      const [window, tally] = [windows[index], tallies[index]];
      if (window === undefined || tally === undefined || end === null || window.start >= end) {
        break;
      }
      const from = Math.max(start, window.start);
      if (from < Math.min(end, window.end) && segment.start <= from && from < segment.end) {
        tally.sessions++;
        tally.recorded += recorded ? 1 : 0;
        tally.live += state === "live" ? 1 : 0;
      }
    }
  }
}
