/** 1: Monday ... 7: Sunday. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

export function weekdayName(weekday: number, language: string, style: "short" | "long"): string {
  // 1 January 2024 was a Monday.
  return new Intl.DateTimeFormat(language, { weekday: style, timeZone: "UTC" }).format(Date.UTC(2024, 0, weekday));
}
