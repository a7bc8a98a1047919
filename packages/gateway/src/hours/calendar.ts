import type { HoursRequest } from "./hours-report.ts";
import type { Stretch } from "./stretch.ts";

/** A day in a time zone: 23 to 25 hours. */
export interface Day extends Stretch {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** Monday is 1. */
  readonly weekday: number;
  /** Which of the calendar's spans it is in. */
  readonly span: number;
}

/** Days that a report has together. */
export interface Span extends Stretch {
  /** First and last day, YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
}

/** The days of a report. */
export interface Calendar extends Span {
  readonly days: readonly Day[];
  readonly spans: readonly Span[];
}

/** Some days of a calendar, which are counted at a time. */
export interface Segment extends Stretch {
  /** The index of its first day in the calendar. */
  readonly first: number;
  readonly days: readonly Day[];
}

/** Cuts a calendar into parts of `length` days. */
export function segmentsOf({ days }: Calendar, length: number): Segment[] {
  return days.flatMap((day, first) => {
    const part = days.slice(first, first + length);
    return first % length === 0 ? [{ first, days: part, start: day.start, end: part.at(-1)?.end ?? day.end }] : [];
  });
}

/**
 * Takes the days from the first to the last apart; weeks and months at both ends are cut.
 * @throws RangeError when there is no such day or zone, or the last day is before the first one.
 */
export function calendarOf({ from, to, zone, unit }: Pick<HoursRequest, "from" | "to" | "zone" | "unit">): Calendar {
  const last = Temporal.PlainDate.from(to);
  const days: Day[] = [];
  const spans: Span[] = [];
  let label: string | undefined;
  for (let date = Temporal.PlainDate.from(from); Temporal.PlainDate.compare(date, last) <= 0; ) {
    const next = date.add({ days: 1 });
    const before = spans.at(-1);
    const goesOn = before !== undefined && labelOf(date, unit) === label;
    const day = {
      date: date.toString(),
      weekday: date.dayOfWeek,
      start: date.toZonedDateTime(zone).epochMilliseconds,
      end: next.toZonedDateTime(zone).epochMilliseconds,
      span: goesOn ? spans.length - 1 : spans.length,
    };
    const { from, start } = goesOn ? before : { from: day.date, start: day.start };
    spans[day.span] = { from, to: day.date, start, end: day.end };
    label = labelOf(date, unit);
    days.push(day);
    date = next;
  }
  const [first, final] = [days[0], days.at(-1)];
  if (first === undefined || final === undefined) {
    throw new RangeError(`${to} is before ${from}.`);
  }
  return { from: first.date, to: final.date, start: first.start, end: final.end, days, spans };
}

/** What days have in common that are gathered. */
function labelOf(date: Temporal.PlainDate, unit: HoursRequest["unit"]): string {
  const labels = {
    day: () => date.toString(),
    week: () => `${date.yearOfWeek}-${date.weekOfYear}`,
    month: () => date.toPlainYearMonth().toString(),
    range: () => "",
  };
  return labels[unit]();
}
