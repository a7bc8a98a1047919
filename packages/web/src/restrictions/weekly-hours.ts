/** Hours of some days of the week, as Guacamole's attributes `guac-restrict-time-*` have them. */
export interface Hours {
  /** 1: Monday ... 7: Sunday, ascending. */
  readonly days: readonly number[];
  /** HH:MM; an end that is not after the beginning is on the next day. */
  readonly from: string;
  readonly until: string;
}

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

const entryPattern = /^([0-7*]):([01]\d|2[0-3])([0-5]\d)-([01]\d|2[0-4])([0-5]\d)$/;

/** Guacamole's forms write the end of a day as 2359, and others as 2400; a time input can only have 00:00. */
function endOf(hour: string, minute: string): string {
  const end = `${hour}:${minute}`;
  return end === "23:59" || hour === "24" ? "00:00" : end;
}

/**
 * Reads entries such as `1:0900-1730;*:0000-2359`; days with the same hours come together.
 * @returns undefined if the text says anything that cannot be shown as days and hours.
 */
export function parseHours(text: string): readonly Hours[] | undefined {
  const entries = text.split(";").map((entry) => entry.trim());
  const days = new Map<string, Set<number>>();
  for (const entry of entries.filter((one) => one !== "")) {
    const [, day, hour, minute, endHour, endMinute] = entryPattern.exec(entry) ?? [];
    if (day === undefined || endHour === undefined || endMinute === undefined) return undefined;
    const span = `${hour}:${minute} ${endOf(endHour, endMinute)}`;
    const known = days.get(span) ?? new Set();
    for (const one of day === "*" ? weekdays : [Number(day) || 7]) known.add(one);
    days.set(span, known);
  }
  return [...days].map(([span, found]) => {
    const [from = "", until = ""] = span.split(" ");
    return { days: [...found].sort(), from, until };
  });
}

/** Whether there are a day and both times; else the hours say nothing yet. */
export function isComplete({ days, from, until }: Hours): boolean {
  return days.length > 0 && from !== "" && until !== "";
}

/** The text of an attribute; hours that are not complete are left out. */
export function formatHours(hours: readonly Hours[]): string {
  return hours
    .filter(isComplete)
    .flatMap(({ days, from, until }) => {
      const end = until === "00:00" ? "23:59" : until;
      const span = `${from}-${end}`.replaceAll(":", "");
      return days.length === weekdays.length ? [`*:${span}`] : days.map((day) => `${day}:${span}`);
    })
    .join(";");
}
