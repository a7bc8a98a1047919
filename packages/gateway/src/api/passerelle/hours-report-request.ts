import { type Static, Type } from "typebox";
import { closingOf, type StoredClosing } from "../../database/hours/closings.ts";
import type { Caller } from "../../database/sign-ins.ts";
import { type FrozenMonth, frozenMonth } from "../../hours/closing-text.ts";
import { countHours, type HoursQuestion } from "../../hours/count-hours.ts";
import type { HoursReport } from "../../hours/hours-report.ts";
import { readFrozen } from "../../hours/read-frozen.ts";
import { ApiError } from "../api-error.ts";
import type { Services } from "../services.ts";
import { type ClosedMark, closedMark } from "./hours-closed-mark.ts";
import { Basis, Day, requireDays, requireZone, Unit, Zone } from "./hours-schemas.ts";
import { WhoseQuery, whoseOf } from "./hours-whose.ts";

/** What reports can be asked for. */
export const ReportQuery = Type.Interface([WhoseQuery], {
  from: Day,
  to: Day,
  zone: Type.Optional(Zone),
  by: Type.Union(Basis.anyOf, { default: "person" }),
  unit: Type.Union(Unit.anyOf, { default: "day" }),
  connection: Type.Optional(Type.String({ maxLength: 10, description: "The identifier of a connection." })),
});

/** What reports are made from. */
export type ReportSources = Pick<Services, "queries" | "secrets" | "hoursSettings">;

/** A report, and by whom and when its month was closed, if it comes from what was frozen then. */
export interface AnsweredReport extends HoursReport {
  readonly closed: ClosedMark | null;
}

/**
 * The report that somebody asks for, counted or as it was frozen: that of days of one closed month, in the zone in which it was
 * closed. Connections were not frozen.
 * @throws ApiError when the caller may not see it, or there is no such day, zone or team.
 */
export async function reportFor(
  services: ReportSources,
  caller: Caller,
  query: Static<typeof ReportQuery>,
): Promise<AnsweredReport> {
  const { queries, hoursSettings } = services;
  const { from, to, by, unit } = query;
  requireDays(from, to);
  const zone = requireZone(query.zone ?? hoursSettings.zone);
  const who = await whoseOf(queries, caller, query);
  const question = { from, to, zone, by, unit, who };
  const closing = await closingFor(services, question);
  if (closing === undefined) {
    return { ...(await countHours(queries, question, hoursSettings, Date.now())), closed: null };
  }
  return {
    ...(await readFrozen(services.queries, requireFrozen(closing), question)),
    closed: await closedMark(services, closing),
  };
}

async function closingFor(
  { queries }: ReportSources,
  { from, to, zone, by, who }: HoursQuestion,
): Promise<StoredClosing | undefined> {
  const month = from.slice(0, 7);
  if (to.slice(0, 7) !== month || by === "connection" || who.connection !== undefined) {
    return undefined;
  }
  const closing = await closingOf(queries, month);
  return closing?.zone === zone ? closing : undefined;
}

/** What was frozen. @throws ApiError when somebody made something else of it. */
export function requireFrozen({ month, text }: StoredClosing): FrozenMonth {
  const frozen = frozenMonth(text);
  if (frozen === undefined) {
    throw new ApiError(
      "INTERNAL_ERROR",
      `The closed report of ${month} was changed in the database and cannot be read; an administrator can reopen the month.`,
    );
  }
  return frozen;
}
