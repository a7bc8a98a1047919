const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** As a clock has it, or as a decimal number of hours, which payrolls want. */
export type DurationStyle = "clock" | "decimal";

/** Formats are dear to make, and a report shows thousands of durations. */
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(language: string, style: DurationStyle): Intl.NumberFormat {
  const key = `${language} ${style}`;
  const digits = style === "decimal" ? 2 : 0;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  formats.set(key, format);
  return format;
}

function clockText(minutes: number, language: string): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const isFrench = language === "fr";
  if (hours === 0) return isFrench ? `${rest}\u00a0min` : `${rest}m`;
  const whole = formatOf(language, "clock").format(hours);
  const padded = String(rest).padStart(2, "0");
  return isFrench ? `${whole}\u00a0h\u00a0${padded}` : `${whole}h\u00a0${padded}m`;
}

/** How long something took, to the minute: `7h 05m`, in French `7 h 05`; or `7.08`, `7,08`. */
export function formatDuration(milliseconds: number, language: string, style: DurationStyle): string {
  const text =
    style === "decimal"
      ? formatOf(language, style).format(Math.abs(milliseconds) / HOUR)
      : clockText(Math.round(Math.abs(milliseconds) / MINUTE), language);
  const isZero = !/[1-9]/.test(text);
  return milliseconds < 0 && !isZero ? `−${text}` : text;
}

/** The same with its sign: more or less than was planned. */
export function formatDifference(milliseconds: number, language: string, style: DurationStyle): string {
  const text = formatDuration(milliseconds, language, style);
  return milliseconds > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}
