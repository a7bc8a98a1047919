import { isDeepStrictEqual } from "node:util";
import { type Static, Type } from "typebox";
import { recordAudit } from "../../database/audit.ts";
import {
  addClosing,
  allClosings,
  closingOf,
  keepCorrectionsOut,
  lastClosing,
  reopenMonth,
  type StoredClosing,
} from "../../database/hours/closings.ts";
import { signingKey, verificationKey } from "../../database/hours/signing-key.ts";
import { stretchOfMonth } from "../../hours/closed-month.ts";
import { closingText, signText } from "../../hours/closing-text.ts";
import { countMonth } from "../../hours/count-month.ts";
import type { Figures } from "../../hours/hours-report.ts";
import { badRequest, conflict, notFound } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { closedMark } from "./hours-closed-mark.ts";
import { requireFrozen } from "./hours-report-request.ts";
import { ClosedMark, Month, Reason, Report, requireMonth, requireZone, Zone } from "./hours-schemas.ts";
import { requireAll, requireClerk, requireHoursAdministrator } from "./hours-whose.ts";
import { pageOf } from "./page.ts";
import { Done, Moment, nullable } from "./schemas.ts";

const Closing = Type.Interface([ClosedMark], {
  id: Type.Integer(),
  reopenedBy: nullable(Type.String()),
  reopenedAt: nullable(Moment),
  reopenedReason: nullable(Type.String()),
});

const Signed = Type.Object({
  text: Type.String({ description: "JSON, as UTF-8." }),
  signature: Type.String({ description: "Ed25519, in Base64." }),
  publicKey: nullable(Type.String({ description: "PEM; null when the gateway's key is lost or was changed." })),
});

const ClosingId = Type.Object({ id: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })) });
const MonthParameter = Type.Object({ month: Month });

/** @throws ApiError when sessions were there of which nobody knows yet how long they are. */
function requireEnds(month: string, { doubtful, live }: Figures): void {
  if (doubtful > 0 || live > 0) {
    throw conflict(
      `In ${month} there are sessions without an end (${doubtful} doubtful, ${live} still going on): settle or end them first, or close the month even so; doubtful ones then count nothing.`,
    );
  }
}

/** Months that were closed: what was counted is frozen and signed. */
export function hoursClosingRoutes(routes: Routes, services: Services): void {
  const { queries, secrets, hoursSettings } = services;
  const tags = ["hours"];

  async function itemOf(closing: StoredClosing): Promise<Static<typeof Closing>> {
    const { id, reopenedBy, reopenedAt, reopenedReason } = closing;
    const mark = await closedMark(services, closing);
    return { ...mark, id, reopenedBy, reopenedAt: reopenedAt?.getTime() ?? null, reopenedReason };
  }

  async function requireClosing(month: string, id: number | undefined): Promise<StoredClosing> {
    requireMonth(month);
    const closing = await lastClosing(queries, month, id);
    if (closing === undefined) {
      throw notFound(month);
    }
    return closing;
  }

  routes.get(
    "/hours/closings",
    { schema: { tags, summary: "Months that are or were closed", response: { 200: pageOf(Closing) } } },
    async ({ caller }) => {
      await requireAll(queries, caller);
      const items = [];
      for await (const closing of allClosings(queries)) {
        items.push(await itemOf(closing));
      }
      return { total: items.length, items };
    },
  );

  routes.get(
    "/hours/closings/:month",
    {
      schema: {
        tags,
        summary: "A closed month with the report that was frozen; its last closing, or one of the earlier ones",
        params: MonthParameter,
        querystring: ClosingId,
        response: { 200: Type.Interface([Closing], { report: Report }) },
      },
    },
    async ({ caller, params: { month }, query: { id } }) => {
      await requireAll(queries, caller);
      const closing = await requireClosing(month, id);
      return { ...(await itemOf(closing)), report: requireFrozen(closing).days };
    },
  );

  routes.get(
    "/hours/closings/:month/signed",
    {
      schema: {
        tags,
        summary: "What was signed when a month was closed, to be checked without Passerelle",
        params: MonthParameter,
        querystring: ClosingId,
        response: { 200: Signed },
      },
    },
    async ({ caller, params: { month }, query: { id } }) => {
      await requireAll(queries, caller);
      const { text, signature, keyId } = await requireClosing(month, id);
      const key = await verificationKey(queries, secrets, keyId);
      const publicKey = key?.export({ type: "spki", format: "pem" }).toString() ?? null;
      return { text, signature: Buffer.from(signature).toString("base64"), publicKey };
    },
  );

  routes.post(
    "/hours/closings",
    {
      schema: {
        tags,
        summary: "Closes a month: counts, freezes and signs everybody's hours",
        body: Type.Object(
          { month: Month, zone: Type.Optional(Zone), evenDoubtful: Type.Optional(Type.Boolean()) },
          { additionalProperties: false },
        ),
        response: { 200: ClosedMark },
      },
    },
    async ({ caller, body: { month, evenDoubtful = false, ...body } }) => {
      await requireClerk(queries, caller);
      requireMonth(month);
      const zone = requireZone(body.zone ?? hoursSettings.zone);
      const closedAt = new Date();
      if (stretchOfMonth({ month, zone }).end > closedAt.getTime()) {
        throw badRequest(`${month} is not over yet in ${zone}; it can be closed from the first day of the next month.`);
      }
      return queries.transaction().execute(async (db) => {
        await keepCorrectionsOut(db);
        const before = await closingOf(db, month);
        if (before !== undefined) {
          throw conflict(`${before.closedBy} has closed ${month} already.`);
        }
        const frozen = await countMonth(db, { month, zone }, hoursSettings, closedAt.getTime());
        if (!isDeepStrictEqual(frozen.days.total, frozen.weeks.total)) {
          throw conflict(`A session of ${month} changed while it was counted. Try again.`);
        }
        if (!evenDoubtful) {
          requireEnds(month, frozen.days.total);
        }
        const head = { month, zone, closedBy: caller.username, closedAt: closedAt.getTime() };
        const text = closingText(head, frozen);
        const { keyId, privateKey } = await signingKey(db, secrets);
        const signature = signText(text, privateKey);
        await addClosing(db, { ...head, closedAt, text, keyId, signature });
        const details = { month, zone, evenDoubtful, people: frozen.days.lines.length };
        await recordAudit(db, { actor: caller, action: "hours.close", details });
        return { month, zone, by: caller.username, at: head.closedAt, valid: true };
      });
    },
  );

  routes.post(
    "/hours/closings/:month/reopen",
    {
      schema: {
        tags,
        summary: "Reopens a closed month; what was frozen stays readable",
        params: MonthParameter,
        body: Type.Object({ reason: Reason }, { additionalProperties: false }),
        response: { 204: Done },
      },
    },
    async ({ caller, params: { month }, body: { reason } }, reply) => {
      requireHoursAdministrator(caller);
      requireMonth(month);
      await queries.transaction().execute(async (db) => {
        await keepCorrectionsOut(db);
        if (!(await reopenMonth(db, month, caller.username, reason))) {
          throw conflict(`The month ${month} is not closed.`);
        }
        await recordAudit(db, { actor: caller, action: "hours.reopen", details: { month, reason } });
      });
      return reply.code(204).send(null);
    },
  );
}
