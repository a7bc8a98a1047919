import { BlockList, isIP } from "node:net";

/** The attributes `guac-restrict-*` of a connection, group or account, and the zone that their times are meant in. */
export interface Restrictions {
  readonly timeAllowed: string | null;
  readonly timeDenied: string | null;
  readonly hostsAllowed: string | null;
  readonly hostsDenied: string | null;
  /** IANA name; null: UTC, as Guacamole has it. */
  readonly timezone: string | null;
}

/** The names that they have as attributes; the last is ours. */
export const RESTRICTION_ATTRIBUTES = {
  timeAllowed: "guac-restrict-time-allowed",
  timeDenied: "guac-restrict-time-denied",
  hostsAllowed: "guac-restrict-hosts-allowed",
  hostsDenied: "guac-restrict-hosts-denied",
  timezone: "passerelle-restrict-timezone",
} as const satisfies Readonly<Record<keyof Restrictions, string>>;

/** A list of times or hosts that does not follow the syntax. */
export class RestrictionSyntaxError extends Error {
  override readonly name = "RestrictionSyntaxError";
}

/** The addresses of a host name; rejects, or answers none, when it has none. */
export type ResolveHost = (name: string) => Promise<readonly string[]>;

/** Hours of a day of the week, in minutes since the beginning of that day; the end is not in it and may be on the next day. */
export interface TimeSpan {
  /** 1: Monday ... 7: Sunday; undefined: every day. */
  readonly weekday: number | undefined;
  readonly from: number;
  readonly until: number;
}

export interface Hosts {
  readonly addresses: BlockList;
  readonly names: readonly string[];
}

const DAY = 24 * 60;
const TIME_ENTRY = /^([0-7*]):([01]\d|2[0-3])([0-5]\d)-(?:([01]\d|2[0-3])([0-5]\d)|2400)$/;
const HOST_NAME =
  /^(?=.{1,253}$)[\p{L}\p{N}_]([\p{L}\p{N}_-]*[\p{L}\p{N}_])?(\.[\p{L}\p{N}_]([\p{L}\p{N}_-]*[\p{L}\p{N}_])?)*\.?$/u;

function entriesOf(list: string): string[] {
  return list
    .split(";")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

/** 23:59 is how Guacamole's forms write the end of a day. */
function minutes(hour: string | undefined, minute: string | undefined): number {
  const count = Number(hour ?? 24) * 60 + Number(minute ?? 0);
  return count === DAY - 1 ? DAY : count;
}

/**
 * Reads `D:HHMM-HHMM;...`: D is 1 (Monday) to 7 (Sunday), 0 (Sunday) or *; an end that is not after its beginning is on the
 * next day.
 * @throws RestrictionSyntaxError
 */
export function parseTimes(list: string): TimeSpan[] {
  return entriesOf(list).map((entry) => {
    const match = TIME_ENTRY.exec(entry);
    if (match === null) {
      throw new RestrictionSyntaxError(`"${entry}" is no time such as 1:0900-1730 or *:0000-2359`);
    }
    const [, day, hour, minute, endHour, endMinute] = match;
    const from = Number(hour) * 60 + Number(minute);
    const end = minutes(endHour, endMinute);
    const weekday = day === "*" ? undefined : Number(day) || 7;
    return { weekday, from, until: end > from ? end : end + DAY };
  });
}

/**
 * Reads host names, addresses and CIDRs with `;` between them.
 * @throws RestrictionSyntaxError
 */
export function parseHosts(list: string): Hosts {
  const addresses = new BlockList();
  const names: string[] = [];
  for (const entry of entriesOf(list)) {
    const [address, prefix, ...more] = entry.split("/");
    const version = isIP(address);
    const bits = version === 4 ? 32 : 128;
    if (version !== 0 && more.length === 0 && /^\d{1,3}$/.test(prefix ?? String(bits)) && Number(prefix ?? 0) <= bits) {
      addresses.addSubnet(address, Number(prefix ?? bits), version === 4 ? "ipv4" : "ipv6");
    } else if (version === 0 && !/^[\d.]*$/.test(entry) && HOST_NAME.test(entry)) {
      names.push(entry);
    } else {
      throw new RestrictionSyntaxError(`"${entry}" is no host name, address or network such as 192.0.2.0/24`);
    }
  }
  return { addresses, names };
}

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** What the clocks of a zone show: it is asked for the moment itself, so that summer time is in it. */
function localClock(moment: Date, timeZone: string): { readonly weekday: number; readonly minute: number } {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  return { weekday: WEEKDAYS.indexOf(parts.weekday) + 1, minute: Number(parts.hour) * 60 + Number(parts.minute) };
}

function isWithin(spans: readonly TimeSpan[], { weekday, minute }: ReturnType<typeof localClock>): boolean {
  const dayBefore = weekday === 1 ? 7 : weekday - 1;
  return spans.some(
    (span) =>
      ((span.weekday ?? weekday) === weekday && minute >= span.from && minute < span.until) ||
      ((span.weekday ?? dayBefore) === dayBefore && minute + DAY < span.until),
  );
}

function isTimeAllowed({ timeAllowed, timeDenied, timezone }: Restrictions, moment: Date): boolean {
  const allowed = parseTimes(timeAllowed ?? "");
  const denied = parseTimes(timeDenied ?? "");
  if (allowed.length === 0 && denied.length === 0) {
    return true;
  }
  const clock = localClock(moment, timezone || "UTC");
  return !isWithin(denied, clock) && (allowed.length === 0 || isWithin(allowed, clock));
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 4 ? "ipv4" : "ipv6";
}

/** An IPv4 address that came over an IPv6 socket is an IPv4 address (RFC 4291, 2.5.5.2). */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
}

/** Whether `address` is one of `hosts`; `unresolved` is the answer for names that have no address now. */
async function isAmong(
  { addresses, names }: Hosts,
  address: string,
  resolve: ResolveHost,
  unresolved: boolean,
): Promise<boolean> {
  if (addresses.check(address, familyOf(address))) {
    return true;
  }
  for (const name of names) {
    const resolved = await resolve(name).catch(() => []);
    if (resolved.length === 0 ? unresolved : resolved.map(plainAddress).includes(address)) {
      return true;
    }
  }
  return false;
}

async function isHostAllowed(
  { hostsAllowed, hostsDenied }: Restrictions,
  address: string,
  resolve: ResolveHost,
): Promise<boolean> {
  const allowed = hostsAllowed?.trim() ?? "";
  const denied = parseHosts(hostsDenied ?? "");
  return (
    !(await isAmong(denied, address, resolve, true)) &&
    (allowed === "" || (await isAmong(parseHosts(allowed), address, resolve, false)))
  );
}

async function orRefuse(isAllowed: () => boolean | Promise<boolean>): Promise<boolean> {
  try {
    return await isAllowed();
  } catch (error) {
    if (error instanceof RestrictionSyntaxError || error instanceof RangeError) {
      return false;
    }
    throw error;
  }
}

/**
 * Whether something with these restrictions may be used at `moment` from `address`, or what stands in the way. A list of what
 * is denied wins over one of what is allowed. The safe answer where there is doubt: a list or zone that cannot be read allows
 * nothing, and a denied name without an address might be anybody's.
 */
export async function isAllowedNow(
  restrictions: Restrictions,
  moment: Date,
  address: string,
  resolve: ResolveHost,
): Promise<"allowed" | "time" | "host"> {
  if (!(await orRefuse(() => isTimeAllowed(restrictions, moment)))) {
    return "time";
  }
  return (await orRefuse(() => isHostAllowed(restrictions, plainAddress(address), resolve))) ? "allowed" : "host";
}

/** The restrictions among an object's attributes. */
export function restrictionsOf(attributes: Readonly<Record<string, string | null | undefined>>): Restrictions {
  const value = (key: keyof Restrictions) => attributes[RESTRICTION_ATTRIBUTES[key]] || null;
  return {
    timeAllowed: value("timeAllowed"),
    timeDenied: value("timeDenied"),
    hostsAllowed: value("hostsAllowed"),
    hostsDenied: value("hostsDenied"),
    timezone: value("timezone"),
  };
}
