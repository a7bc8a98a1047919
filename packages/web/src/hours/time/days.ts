/** Days of the calendar, YYYY-MM-DD, and months, YYYY-MM: they are in no time zone. */

const DAY = 86_400_000;

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const monthPattern = /^\d{4}-(0[1-9]|1[0-2])$/;

function timeOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

export function isDay(text: string): boolean {
  return dayPattern.test(text) && !Number.isNaN(timeOf(text)) && dayOf(timeOf(text)) === text;
}

export function isMonth(text: string): boolean {
  return monthPattern.test(text);
}

export function addDays(day: string, count: number): string {
  return dayOf(timeOf(day) + count * DAY);
}

/** How many days lie between: 1 from a day to the next. */
export function daysBetween(from: string, to: string): number {
  return Math.round((timeOf(to) - timeOf(from)) / DAY);
}

/** 1: Monday ... 7: Sunday. */
export function weekdayOf(day: string): number {
  return new Date(timeOf(day)).getUTCDay() || 7;
}

export function monthOf(day: string): string {
  return day.slice(0, 7);
}

export function addMonths(month: string, count: number): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + count);
  return date.toISOString().slice(0, 7);
}

export interface DayRange {
  readonly from: string;
  readonly to: string;
}

export function rangeOfMonth(month: string): DayRange {
  return { from: `${month}-01`, to: addDays(`${addMonths(month, 1)}-01`, -1) };
}

/** Monday to Sunday. */
export function rangeOfWeek(day: string): DayRange {
  const from = addDays(day, 1 - weekdayOf(day));
  return { from, to: addDays(from, 6) };
}

/** Both are part of it. */
export function daysOf({ from, to }: DayRange): readonly string[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, index) => addDays(from, index));
}

/** The day that it is in a time zone at a moment. */
export function dayAt(moment: number, zone: string): string {
  // Swedish dates are YYYY-MM-DD.
  return new Intl.DateTimeFormat("sv", { timeZone: zone }).format(moment);
}

/** A day or month as people of `language` write it. */
export function formatDay(day: string, language: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" }).format(timeOf(day));
}

export function formatMonth(month: string, language: string): string {
  return formatDay(`${month}-01`, language, { month: "long", year: "numeric" });
}
