import { type Static, Type } from "typebox";
import { recordAudit } from "../../database/audit.ts";
import type { Queries } from "../../database/database.ts";
import { closedMonths, keepMonthsOpen } from "../../database/hours/closings.ts";
import {
  addCorrection,
  type CorrectionDraft,
  findSomebody,
  listCorrections,
  lockCorrection,
  withdrawCorrection,
} from "../../database/hours/corrections.ts";
import { listDoubtful, lockSession } from "../../database/hours/doubtful-sessions.ts";
import { calendarOf } from "../../hours/calendar.ts";
import { monthTouched } from "../../hours/closed-month.ts";
import type { Stretch } from "../../hours/stretch.ts";
import { ApiError, badRequest, conflict, notFound } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { Correction, Day, Name, Reason, requireDays, requireZone, Zone } from "./hours-schemas.ts";
import { requireClerk, WhoseQuery, whoseOf } from "./hours-whose.ts";
import { pageOf } from "./page.ts";
import { Done, Moment } from "./schemas.ts";

const RangeQuery = Type.Interface([WhoseQuery], { from: Day, to: Day, zone: Type.Optional(Zone) });

const Doubtful = Type.Object({
  historyId: Type.Integer(),
  person: Type.String(),
  connectionName: Type.String(),
  start: Moment,
});

const HistoryId = Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 });

const Change = Type.Object(
  {
    kind: Type.Union([Type.Literal("add"), Type.Literal("remove")]),
    ...{ person: Name, start: Moment, end: Moment, reason: Reason },
  },
  { additionalProperties: false },
);
const Settlement = Type.Object(
  { kind: Type.Literal("settle"), historyId: HistoryId, end: Moment, reason: Reason },
  { additionalProperties: false },
);
const Draft = Type.Union([Change, Settlement]);

const Identifier = Type.Object({ id: HistoryId });

/** So many doubtful sessions are listed at a time. */
const MOST_DOUBTFUL = 500;
const DAY = 86_400_000;

/** @throws ApiError when the time of a correction can be none. */
function requireTime({ start, end }: Stretch, now: number): void {
  if (end > now) {
    throw badRequest("A correction cannot reach into the future.");
  }
  if (end < start) {
    throw badRequest("The end is before the begin.");
  }
  if (end - start > DAY) {
    throw badRequest("A correction is of 24 hours at most; make one for each day.");
  }
}

/** @throws ApiError when a moment of the time lies in a closed month. */
async function requireOpen(db: Queries, time: Stretch): Promise<void> {
  const closed = monthTouched(await closedMonths(db), time);
  if (closed !== undefined) {
    throw conflict(
      `The month ${closed.month} is closed (${closed.zone}); nothing of it can be corrected until an administrator reopens it.`,
    );
  }
}

async function changeOf(db: Queries, draft: Static<typeof Change>): Promise<Omit<CorrectionDraft, "madeBy">> {
  const person = await findSomebody(db, draft.person);
  if (person === undefined) {
    throw new ApiError("NOT_FOUND", `There is nobody named "${draft.person}", neither an account nor in the history.`);
  }
  if (draft.start === draft.end) {
    throw badRequest("A correction needs a time: begin and end are the same.");
  }
  return { ...draft, person, historyId: null };
}

async function settlementOf(
  db: Queries,
  { historyId, end, reason, kind }: Static<typeof Settlement>,
): Promise<Omit<CorrectionDraft, "madeBy">> {
  const session = await lockSession(db, historyId);
  if (session === undefined || session.username === "") {
    throw notFound(String(historyId));
  }
  if (session.ended) {
    throw conflict("This session has an end; only one without can be given one.");
  }
  if (session.live) {
    throw conflict("This session is still going on.");
  }
  if (session.settled) {
    throw conflict("This session was given an end already; withdraw that correction first.");
  }
  const { userId, username, start } = session;
  return { kind, historyId, reason, start, end, person: { userId, username } };
}

/** What authorised people say of hours, beside the history, which stays as it is. */
export function hoursCorrectionRoutes(routes: Routes, { queries, hoursSettings }: Services): void {
  const tags = ["hours"];

  function windowOf({ from, to, zone = hoursSettings.zone }: Static<typeof RangeQuery>): Stretch {
    requireDays(from, to);
    return calendarOf({ from, to, zone: requireZone(zone), unit: "range" });
  }

  routes.get(
    "/hours/corrections",
    {
      schema: {
        tags,
        summary: "Corrections of hours, withdrawn ones too",
        querystring: RangeQuery,
        response: { 200: pageOf(Correction) },
      },
    },
    async ({ caller, query }) => {
      const items = await listCorrections(queries, windowOf(query), await whoseOf(queries, caller, query));
      return { total: items.length, items };
    },
  );

  routes.get(
    "/hours/doubtful",
    {
      schema: {
        tags,
        summary: "Sessions without an end that do not live: they count nothing until they are settled",
        querystring: RangeQuery,
        response: { 200: pageOf(Doubtful) },
      },
    },
    async ({ caller, query }) =>
      listDoubtful(queries, windowOf(query), await whoseOf(queries, caller, query), MOST_DOUBTFUL),
  );

  routes.post(
    "/hours/corrections",
    {
      schema: {
        tags,
        summary: "Adds or removes a time of a person, or gives a doubtful session an end",
        body: Draft,
        response: { 200: Type.Object({ id: Type.Integer() }) },
      },
    },
    async ({ caller, body }) =>
      queries.transaction().execute(async (db) => {
        await requireClerk(db, caller);
        await keepMonthsOpen(db);
        const draft = body.kind === "settle" ? await settlementOf(db, body) : await changeOf(db, body);
        requireTime(draft, Date.now());
        await requireOpen(db, draft);
        const id = await addCorrection(db, { ...draft, madeBy: caller.username });
        const { person, ...details } = draft;
        const object = { kind: "user", identifier: person.username, name: person.username } as const;
        await recordAudit(db, { actor: caller, action: "hours.correct", object, details: { id, ...details } });
        return { id };
      }),
  );

  routes.post(
    "/hours/corrections/:id/withdraw",
    {
      schema: {
        tags,
        summary: "Takes a correction back; it stays readable",
        params: Identifier,
        body: Type.Object({ reason: Reason }, { additionalProperties: false }),
        response: { 204: Done },
      },
    },
    async ({ caller, params: { id }, body: { reason } }, reply) => {
      await queries.transaction().execute(async (db) => {
        await requireClerk(db, caller);
        await keepMonthsOpen(db);
        const correction = await lockCorrection(db, id);
        if (correction === undefined) {
          throw notFound(String(id));
        }
        if (correction.withdrawnAt !== null) {
          throw conflict(`${correction.withdrawnBy} has withdrawn this correction already.`);
        }
        await requireOpen(db, correction);
        await withdrawCorrection(db, id, caller.username, reason);
        const { username: name, kind, start, end } = correction;
        const object = { kind: "user", identifier: name, name } as const;
        const details = { id, kind, start, end, reason };
        await recordAudit(db, { actor: caller, action: "hours.withdraw", object, details });
      });
      return reply.code(204).send(null);
    },
  );
}
