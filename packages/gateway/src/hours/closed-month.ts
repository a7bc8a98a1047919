import type { Stretch } from "./stretch.ts";

/** A month and the zone in which it was closed. */
export interface ClosedMonth {
  /** YYYY-MM. */
  readonly month: string;
  readonly zone: string;
}

/** First and last day of a month, YYYY-MM-DD. */
export function daysOfMonth(month: string): { readonly from: string; readonly to: string } {
  const first = Temporal.PlainYearMonth.from(month);
  return { from: `${month}-01`, to: first.toPlainDate({ day: first.daysInMonth }).toString() };
}

/** From the first moment of a month in a zone to that of the next one. */
export function stretchOfMonth({ month, zone }: ClosedMonth): Stretch {
  const first = Temporal.PlainYearMonth.from(month);
  const begin = (at: Temporal.PlainYearMonth) => at.toPlainDate({ day: 1 }).toZonedDateTime(zone).epochMilliseconds;
  return { start: begin(first), end: begin(first.add({ months: 1 })) };
}

/** The first of `months` of which a moment lies in `stretch`; one without length is its moment. */
export function monthTouched(months: readonly ClosedMonth[], { start, end }: Stretch): ClosedMonth | undefined {
  return months.find((month) => {
    const closed = stretchOfMonth(month);
    return start < closed.end && (end > closed.start || start >= closed.start);
  });
}
