import type { Day } from "./calendar.ts";
import { compareNames } from "./compare-names.ts";
import type { Schedule } from "./person.ts";

const MINUTE = 60_000;

/** Public holidays: their names by day (YYYY-MM-DD), by calendar. */
export type Holidays = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** What a person should do on a day. */
interface PlannedDay {
  /** Milliseconds. */
  readonly time: number;
  readonly holiday: string | null;
}

/** What the schedules of a person ask for on a day; undefined when none is in force. */
export function planOf(schedules: readonly Schedule[], day: Day, holidays: Holidays): PlannedDay | undefined {
  const schedule = scheduleOn(schedules, day.date);
  if (schedule === undefined) {
    return undefined;
  }
  const holiday = (schedule.calendar !== null && holidays.get(schedule.calendar)?.get(day.date)) || null;
  const minutes = schedule.minutes[day.weekday - 1] ?? 0;
  return { time: holiday === null ? minutes * MINUTE : 0, holiday };
}

/** The newest of their own that is in force; else that of the first group by name that has one. */
function scheduleOn(schedules: readonly Schedule[], date: string): Schedule | undefined {
  const inForce = schedules.filter(({ validFrom }) => validFrom <= date);
  return inForce.sort(
    (one, other) => compareNames(one.group ?? "", other.group ?? "") || (one.validFrom < other.validFrom ? 1 : -1),
  )[0];
}
