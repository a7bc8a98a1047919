const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

/**
 * How long ago something was, such as "2 hours ago".
 * @param then, now milliseconds since 1970.
 * @param language a BCP 47 tag.
 */
export function relativeTime(then: number, now: number, language: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const seconds = Math.max(0, (now - then) / 1000);
  const found = units.find(([, length]) => seconds >= length);
  if (found === undefined) return format.format(0, "second");
  const [unit, length] = found;
  return format.format(-Math.floor(seconds / length), unit);
}
