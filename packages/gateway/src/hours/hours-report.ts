/** How a report is put together. */
export interface HoursRequest {
  /** First and last day, YYYY-MM-DD, both included. */
  readonly from: string;
  readonly to: string;
  /** IANA time zone, in which days begin and end. */
  readonly zone: string;
  /** One line for each of these. */
  readonly by: "person" | "team" | "connection";
  /** What the days of a line are gathered to: weeks are those of ISO 8601; `range` is all days together. */
  readonly unit: "day" | "week" | "month" | "range";
}

/** What was counted; times in milliseconds. */
export interface Figures {
  /** Sessions of which some time falls here. */
  readonly sessions: number;
  /** Time in which at least one session was there; corrections are in it. */
  readonly connected: number;
  /** The part of it in which input was seen, with gaps up to the idle limit; null where only rows of Guacamole's are, which do not tell. */
  readonly active: number | null;
  /** By how much corrections have changed `connected`; settled sessions are corrections, too. */
  readonly corrected: number;
  /** As the sum over the history has it: whole durations of sessions that began here and have ended, overlaps twice, no corrections. */
  readonly plain: number;
  /** What the schedule asks for; null without one. */
  readonly planned: number | null;
  /** Between sessions of one day, longer than a reconnection takes, without what the gateway was down. */
  readonly breaks: number;
  readonly breakTime: number;
  /** Between sessions of one day while no gateway was alive: not the person's absence. */
  readonly downTime: number;
  /** Interruptions too short for a break, without what the gateway was down of them: line, reload, restart. */
  readonly reconnects: number;
  /** Sessions that have no end and do not live: they count nothing until they are settled. */
  readonly doubtful: number;
  /** Sessions that live: they count up to now. */
  readonly live: number;
}

/** The figures of some days; first in and last out are moments, null on days without sessions, and given for units of a day only. */
export interface Bucket extends Figures {
  /** First and last day, YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
  readonly firstIn: number | null;
  readonly lastOut: number | null;
  /** The public holiday that a single day is, for a person. */
  readonly holiday: string | null;
}

/**
 * A person, a team, whose figures are those of its members added up, or a connection: time on it, added up over people, without
 * schedules and without what corrections add or remove, which is of a person's whole time.
 */
export interface HoursLine {
  /** The user name, the group's name, or the connection's identifier ("" once it was deleted). */
  readonly key: string;
  readonly name: string;
  /** The person's account, or the group, is not there any more. */
  readonly deleted: boolean;
  readonly buckets: readonly Bucket[];
  readonly total: Figures;
}

export interface HoursReport extends HoursRequest {
  /** When it was counted: milliseconds since 1970. */
  readonly countedAt: number;
  /** Milliseconds without input after which a person counts as idle. */
  readonly idleLimit: number;
  readonly lines: readonly HoursLine[];
  /** Of everybody in the lines once, also who is in two teams or was at two connections at a time. */
  readonly total: Figures;
}

/** What one session was on one day, for the timeline; moments. */
export interface DaySession {
  readonly historyId: number;
  readonly connectionName: string;
  readonly start: number;
  /** Null for one that is doubtful. */
  readonly end: number | null;
  readonly state: "ended" | "live" | "doubtful" | "settled";
  /** Why it ended, where that is known: `left`, `heartbeat`, or the code of a failure. */
  readonly cause: string | null;
  /** Joined through a link of somebody else's session. */
  readonly shared: boolean;
}

/** A person's day, minute by minute. */
interface DayLine {
  readonly username: string;
  readonly sessions: readonly DaySession[];
  readonly active: readonly { readonly start: number; readonly end: number }[];
  readonly corrections: readonly {
    readonly id: number;
    readonly kind: "add" | "remove" | "settle";
    readonly start: number;
    readonly end: number;
    readonly reason: string;
  }[];
  readonly figures: Bucket;
}

export interface DayTimeline {
  readonly day: string;
  readonly zone: string;
  /** The day's begin and end: 23 to 25 hours. */
  readonly start: number;
  readonly end: number;
  /** While no gateway was alive. */
  readonly down: readonly { readonly start: number; readonly end: number }[];
  readonly lines: readonly DayLine[];
}
