const DAY_MINUTES = 1440;

const clockPattern = /^(\d{1,2})\s*(?::|h)\s*([0-5]?\d)?\s*(?:m|min)?$/i;
const decimalPattern = /^\d{1,2}(?:[.,]\d{1,2})?$/;

/** Minutes from what people type: `7:30`, `7h30`, `7 h 30`, `7h`, `7.5`, `7,5`; "" is none. Undefined for anything else. */
export function minutesOf(text: string): number | undefined {
  const typed = text.trim();
  if (typed === "") return 0;
  const [, hours, rest = "0"] = clockPattern.exec(typed) ?? [];
  const minutes =
    hours !== undefined
      ? Number(hours) * 60 + Number(rest)
      : decimalPattern.test(typed)
        ? Math.round(Number(typed.replace(",", ".")) * 60)
        : Number.NaN;
  return minutes <= DAY_MINUTES ? minutes : undefined;
}

/** As it can be typed again: `7:30`. */
export function typedHours(minutes: number): string {
  return minutes === 0 ? "" : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}
