/** When an account may be used: Guacamole's columns, dates as yyyy-MM-dd, times as HH:mm:ss, all in the account's zone. */
export interface AccountLimits {
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly accessWindowStart: string | null;
  readonly accessWindowEnd: string | null;
  /** IANA name; null or unknown: the server's zone. */
  readonly timezone: string | null;
}

export type Validity = "usable" | "not-valid" | "not-accessible";

function formatter(timeZone: string | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium", timeZone });
}

/** The local date and time of `moment`, as texts that compare in the order of time. */
function localClock(moment: Date, timezone: string | null): [date: string, time: string] {
  let text: string;
  try {
    text = formatter(timezone ?? undefined).format(moment);
  } catch {
    text = formatter(undefined).format(moment);
  }
  const [date, time] = text.split(" ");
  return [date, time];
}

/** Both bounds belong to the range; a bound that is null is none. */
function isInside(value: string, from: string | null, until: string | null): boolean {
  return (from === null || value >= from) && (until === null || value <= until);
}

/** A window that ends before it starts goes over midnight: 22:00 to 06:00. */
function isWithinWindow(time: string, start: string | null, end: string | null): boolean {
  const isOverMidnight = start !== null && end !== null && end < start;
  return isOverMidnight ? time >= start || time <= end : isInside(time, start, end);
}

/**
 * Whether an account with these limits may be used at `moment`. Dates the wrong way round are never: Guacamole lets such an
 * account in outside of them, which nobody means.
 */
export function validityOf(limits: AccountLimits, moment: Date): Validity {
  const [date, time] = localClock(moment, limits.timezone);
  if (!isInside(date, limits.validFrom, limits.validUntil)) {
    return "not-valid";
  }
  return isWithinWindow(time, limits.accessWindowStart, limits.accessWindowEnd) ? "usable" : "not-accessible";
}
