/** A date and time as people of `language` write them, in this browser's time zone. @param milliseconds since 1970 */
export function formatMoment(milliseconds: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(milliseconds);
}
