import type { DaySession } from "./hours-report.ts";
import type { Stretch } from "./stretch.ts";

/** A session as the history has it, and what is known of it beyond. */
export interface HistorySession extends DaySession {
  /** Null once the connection was deleted. */
  readonly connectionId: number | null;
  /** By Passerelle, and so with its active stretches; Guacamole's rows do not tell of activity. */
  readonly recorded: boolean;
  /** In any order; they may overlap. */
  readonly active: readonly Stretch[];
}

/** What an authorised person has said of somebody's time. */
export interface Correction extends Stretch {
  readonly id: number;
  readonly kind: "add" | "remove" | "settle";
  readonly reason: string;
}

/** Whoever has hours, and all that these are counted from. */
export interface Person {
  readonly name: string;
  /** Null: the account is not there any more. */
  readonly userId: number | null;
  readonly sessions: readonly HistorySession[];
  readonly corrections: readonly Correction[];
  readonly schedules: readonly Schedule[];
}

/** A schedule that somebody has, by themselves or through a group. */
export interface Schedule {
  /** The group's name; null: their own. */
  readonly group: string | null;
  /** YYYY-MM-DD. */
  readonly validFrom: string;
  /** Minutes on Monday to Sunday. */
  readonly minutes: readonly number[];
  /** Of public holidays. */
  readonly calendar: string | null;
}
