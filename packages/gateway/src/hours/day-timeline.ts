import type { Queries } from "../database/database.ts";
import { readDownTimes } from "../database/hours/read-down-times.ts";
import { askPeople, readPeople } from "../database/hours/read-people.ts";
import { readHolidays } from "../database/hours/read-schedules.ts";
import { calendarOf } from "./calendar.ts";
import { TimeCounter } from "./count-time.ts";
import type { DaySession, DayTimeline } from "./hours-report.ts";
import type { HoursSettings } from "./hours-settings.ts";
import type { HistorySession } from "./person.ts";
import { bucketOf } from "./report-lines.ts";
import { common, union } from "./stretch.ts";
import type { Whose } from "./whose.ts";

/** A day of `who`. */
export interface DayQuestion {
  /** YYYY-MM-DD. */
  readonly day: string;
  /** IANA time zone. */
  readonly zone: string;
  readonly who: Whose;
}

/**
 * What everybody was connected to on a day; sessions and corrections are not cut at midnight.
 * @param now milliseconds since 1970: live sessions count up to then.
 * @throws RangeError when there is no such day or zone.
 */
export async function dayTimeline(
  queries: Queries,
  { day, zone, who }: DayQuestion,
  settings: HoursSettings,
  now: number,
): Promise<DayTimeline> {
  const calendar = calendarOf({ from: day, to: day, zone, unit: "day" });
  const { start, end } = calendar;
  const segment = { ...calendar, first: 0 };
  const [people, holidays, downTimes] = await Promise.all([
    askPeople(queries, who, who.connection === undefined, day, now).then((asked) =>
      readPeople(queries, segment, asked),
    ),
    readHolidays(queries, day, day),
    readDownTimes(queries, now),
  ]);
  const down = common(downTimes, [{ start, end }]);
  const counter = new TimeCounter(calendar, settings, holidays, down);
  const lines = people.map((person) => ({
    username: person.name,
    sessions: person.sessions.map(daySession).sort((one, other) => one.start - other.start),
    active: common(union(person.sessions.flatMap(({ active }) => active)), [{ start, end }]),
    corrections: person.corrections.map(({ id, kind, start, end, reason }) => ({ id, kind, start, end, reason })),
    figures: bucketOf({ by: "person", unit: "day" }, calendar, counter.count(person, segment).total),
  }));
  return { day, zone, start, end, down, lines };
}

function daySession({ historyId, connectionName, start, end, state, cause, shared }: HistorySession): DaySession {
  return { historyId, connectionName, start, end, state, cause, shared };
}
