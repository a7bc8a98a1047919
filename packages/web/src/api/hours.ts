import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { request } from "./request.ts";

export const hoursBases = ["person", "team", "connection"] as const;
export type HoursBasis = (typeof hoursBases)[number];

export const hoursUnits = ["range", "month", "week", "day"] as const;
export type HoursUnit = (typeof hoursUnits)[number];

/** What was counted; times in milliseconds. */
export interface Figures {
  readonly sessions: number;
  readonly connected: number;
  /** Null where nothing was recorded that would tell. */
  readonly active: number | null;
  /** By how much corrections have changed `connected`. */
  readonly corrected: number;
  /** Whole durations of the sessions that began here and have ended; overlaps count twice, corrections not at all. */
  readonly plain: number;
  /** Null without a schedule. */
  readonly planned: number | null;
  readonly breaks: number;
  readonly breakTime: number;
  /** Without any gateway, between sessions of one day. */
  readonly downTime: number;
  readonly reconnects: number;
  /** Sessions that count nothing until they are settled. */
  readonly doubtful: number;
  /** Sessions that count up to now. */
  readonly live: number;
}

/** The figures of some days; moments are milliseconds since 1970, days YYYY-MM-DD. */
export interface Bucket extends Figures {
  readonly from: string;
  readonly to: string;
  readonly firstIn: number | null;
  readonly lastOut: number | null;
  readonly holiday: string | null;
}

/** A person, team or connection. */
export interface HoursLine {
  readonly key: string;
  readonly name: string;
  readonly deleted: boolean;
  readonly buckets: readonly Bucket[];
  readonly total: Figures;
}

/** Who closed a month, and whether the signature still fits what was frozen. */
export interface ClosedMark {
  readonly month: string;
  readonly zone: string;
  readonly by: string;
  readonly at: number;
  readonly valid: boolean;
}

/** What is asked of a report; "" for no filter. */
export interface ReportQuery {
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly by: HoursBasis;
  readonly unit: HoursUnit;
  readonly user?: string | undefined;
  readonly team?: string | undefined;
  readonly connection?: string | undefined;
}

export interface HoursReport {
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly by: HoursBasis;
  readonly unit: HoursUnit;
  readonly countedAt: number;
  readonly idleLimit: number;
  readonly lines: readonly HoursLine[];
  readonly total: Figures;
  /** Set if the report lies in a closed month and comes from what was frozen. */
  readonly closed: ClosedMark | null;
}

/** Milliseconds since 1970. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface DaySession {
  readonly historyId: number;
  readonly connectionName: string;
  readonly start: number;
  /** Null for one that is doubtful. */
  readonly end: number | null;
  readonly state: "ended" | "live" | "doubtful" | "settled";
  readonly cause: string | null;
  readonly shared: boolean;
}

interface DayCorrection extends Span {
  readonly id: number;
  readonly kind: "add" | "remove" | "settle";
  readonly reason: string;
}

/** A person's day. */
export interface DayLine {
  readonly username: string;
  readonly sessions: readonly DaySession[];
  readonly active: readonly Span[];
  readonly corrections: readonly DayCorrection[];
  readonly figures: Bucket;
}

/** A day of 23 to 25 hours. */
export interface DayTimeline extends Span {
  readonly day: string;
  readonly zone: string;
  /** While no gateway was alive. */
  readonly down: readonly Span[];
  readonly lines: readonly DayLine[];
}

/** Whose hours the person may see, and what they may do. */
export interface HoursAccess {
  readonly teams: readonly { readonly identifier: string; readonly name: string }[];
  /** Everybody's hours. */
  readonly all: boolean;
  /** Corrections, closings, schedules, holidays, mail. */
  readonly correct: boolean;
  /** Roles, and reopening what was closed. */
  readonly administer: boolean;
  /** Where days begin unless another zone is asked for. */
  readonly zone: string;
}

export const hoursApi = "api/passerelle/hours";

/** A query string without what is unset. */
export function parametersOf(values: Readonly<Record<string, string | undefined>>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ""),
  );
}

export const accessQuery = queryOptions({
  queryKey: ["hours", "access"],
  queryFn: async () => (await request("GET", `${hoursApi}/access`)) as HoursAccess,
  staleTime: 60_000,
});

export const reportQuery = (query: ReportQuery) =>
  queryOptions({
    queryKey: ["hours", "report", query],
    queryFn: async () => (await request("GET", `${hoursApi}/report?${parametersOf({ ...query })}`)) as HoursReport,
    placeholderData: keepPreviousData,
  });

export const exportFormats = ["xlsx", "pdf", "csv", "json"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Where a report is downloaded. */
export function exportAddress(query: ReportQuery, format: ExportFormat, language: string): string {
  return `${hoursApi}/report.${format}?${parametersOf({ ...query, language })}`;
}

interface DayQuery {
  readonly day: string;
  readonly zone: string;
  readonly user?: string | undefined;
  readonly team?: string | undefined;
}

export const dayQuery = (query: DayQuery) =>
  queryOptions({
    queryKey: ["hours", "day", query],
    queryFn: async () => (await request("GET", `${hoursApi}/day?${parametersOf({ ...query })}`)) as DayTimeline,
    placeholderData: keepPreviousData,
  });
