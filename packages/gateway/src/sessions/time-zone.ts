import type { TimeZone, TimeZoneChange } from "@passerelle/rdp";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** True for names that this runtime knows, such as `Europe/Paris`; offsets such as `+02:00` are no names. */
export function isTimeZone(name: string): boolean {
  return canonicalName(name) !== undefined;
}

/** How this runtime writes a name, which it knows in any mixture of upper and lower case. */
function canonicalName(name: string): string | undefined {
  try {
    return /^[+-]/.test(name)
      ? undefined
      : new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/**
 * TS_TIME_ZONE_INFORMATION of an IANA zone, with the daylight saving rule as it is in the year of `now`.
 * A zone that does not change exactly twice in that year is described by its offset at `now`.
 */
export function timeZoneOf(zone: string, now: Date): TimeZone {
  const name = canonicalName(zone) ?? "UTC";
  const changes = changesIn(name, now.getUTCFullYear());
  const [first, second] = changes;
  if (changes.length !== 2 || !first || !second) return fixedZone(name, now);
  const [toDaylight, toStandard] = first.after > first.before ? [first, second] : [second, first];
  return {
    bias: -toStandard.after,
    standardName: nameOf(name, toStandard.at),
    standardBias: 0,
    standardDate: ruleOf(toStandard),
    daylightName: nameOf(name, toDaylight.at),
    daylightBias: toStandard.after - toDaylight.after,
    daylightDate: ruleOf(toDaylight),
  };
}

function fixedZone(name: string, now: Date): TimeZone {
  const zoneName = nameOf(name, now.getTime());
  return {
    bias: -offsetAt(name, now.getTime()),
    standardName: zoneName,
    standardBias: 0,
    daylightName: zoneName,
    daylightBias: 0,
  };
}

/** A change of offset; offsets in minutes east of UTC. */
interface OffsetChange {
  /** First millisecond of the new offset. */
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

function changesIn(name: string, year: number): OffsetChange[] {
  const changes: OffsetChange[] = [];
  const end = Date.UTC(year + 1, 0, 1);
  let before = offsetAt(name, Date.UTC(year, 0, 1));
  for (let day = Date.UTC(year, 0, 1); day < end; day += DAY) {
    const after = offsetAt(name, day + DAY);
    if (after !== before) changes.push({ at: momentOfChange(name, day, day + DAY, before), before, after });
    before = after;
  }
  return changes;
}

/** The first minute after `from` and up to `to` whose offset is not `before`. */
function momentOfChange(name: string, from: number, to: number, before: number): number {
  let same = from;
  let changed = to;
  while (changed - same > MINUTE) {
    const middle = same + Math.floor((changed - same) / (2 * MINUTE)) * MINUTE;
    if (offsetAt(name, middle) === before) same = middle;
    else changed = middle;
  }
  return changed;
}

/** The change as a rule of the year, in the wall clock time that ends with it. */
function ruleOf(change: OffsetChange): TimeZoneChange {
  const wall = new Date(change.at + change.before * MINUTE);
  const day = wall.getUTCDate();
  const daysInMonth = new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 0)).getUTCDate();
  return {
    month: wall.getUTCMonth() + 1,
    dayOfWeek: wall.getUTCDay(),
    week: day + 7 > daysInMonth ? 5 : Math.ceil(day / 7),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
  };
}

/** Minutes east of UTC. */
function offsetAt(name: string, at: number): number {
  const text = part(formatter(name, "longOffset"), at);
  const match = /^GMT([+-])(\d\d):(\d\d)/.exec(text);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === "-" ? -minutes : minutes;
}

function nameOf(name: string, at: number): string {
  return part(formatter(name, "long"), at);
}

function part(format: Intl.DateTimeFormat, at: number): string {
  return format.formatToParts(at).find((candidate) => candidate.type === "timeZoneName")?.value ?? "";
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs far more than using it; there are some 400 zones at most. */
function formatter(timeZone: string, timeZoneName: "long" | "longOffset"): Intl.DateTimeFormat {
  const key = `${timeZoneName} ${timeZone}`;
  let format = formatters.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName });
    formatters.set(key, format);
  }
  return format;
}
