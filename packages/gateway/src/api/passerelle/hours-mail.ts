import { Type } from "typebox";
import { recordAudit } from "../../database/audit.ts";
import { lastMailing, type MailPlan, readMailPlan, saveMailPlan } from "../../database/hours/mail.ts";
import { REPORT_FORMATS, type ReportFormat } from "../../hours/export/write-report.ts";
import { MailError, sendMail } from "../../mail/mailer.ts";
import { ApiError, badRequest } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { Month, requireZone, Zone } from "./hours-schemas.ts";
import { requireClerk } from "./hours-whose.ts";
import { Done, Moment, nullable } from "./schemas.ts";

const Address = Type.String({ maxLength: 254, pattern: '^[^\\s@<>,;"]+@[^\\s@<>,;"]+$' });

const Plan = Type.Object(
  {
    enabled: Type.Boolean(),
    day: Type.Integer({ minimum: 1, maximum: 28, description: "Of the month after." }),
    hour: Type.Integer({ minimum: 0, maximum: 23 }),
    zone: Zone,
    language: Type.Union([Type.Literal("en"), Type.Literal("fr")]),
    formats: Type.Array(Type.Unsafe<ReportFormat>({ type: "string", enum: REPORT_FORMATS }), {
      minItems: 1,
      maxItems: REPORT_FORMATS.length,
      uniqueItems: true,
    }),
    recipients: Type.Array(Address, { maxItems: 100 }),
  },
  { additionalProperties: false },
);

const State = Type.Interface([Plan], {
  smtp: Type.Object({ configured: Type.Boolean(), from: nullable(Type.String()) }),
  last: nullable(
    Type.Object({
      month: Month,
      triedAt: Moment,
      attempts: Type.Integer(),
      sentAt: nullable(Moment),
      problem: nullable(Type.String()),
    }),
  ),
});

/** What is proposed where nobody has decided. */
function proposal(zone: string): MailPlan {
  return { enabled: false, day: 1, hour: 6, zone, language: "fr", formats: ["xlsx", "pdf"], recipients: [] };
}

/** The monthly report by mail. */
export function hoursMailRoutes(routes: Routes, { queries, hoursSettings, mailSettings }: Services): void {
  const tags = ["hours"];

  routes.get(
    "/hours/mail",
    { schema: { tags, summary: "When and to whom the monthly report is mailed", response: { 200: State } } },
    async ({ caller }) => {
      await requireClerk(queries, caller);
      const { plan = proposal(hoursSettings.zone) } = (await readMailPlan(queries)) ?? {};
      const last = await lastMailing(queries);
      return {
        ...plan,
        formats: [...plan.formats],
        recipients: [...plan.recipients],
        smtp: { configured: mailSettings !== undefined, from: mailSettings?.from ?? null },
        last: last ? { ...last, triedAt: last.triedAt.getTime(), sentAt: last.sentAt?.getTime() ?? null } : null,
      };
    },
  );

  routes.put(
    "/hours/mail",
    {
      schema: {
        tags,
        summary: "Sets when and to whom the monthly report is mailed",
        body: Plan,
        response: { 204: Done },
      },
    },
    async ({ caller, body }, reply) => {
      await requireClerk(queries, caller);
      const plan = { ...body, zone: requireZone(body.zone) };
      if (plan.enabled && plan.recipients.length === 0) {
        throw badRequest("Name somebody who gets the report.");
      }
      await queries.transaction().execute(async (db) => {
        await saveMailPlan(db, plan, new Date());
        await recordAudit(db, { actor: caller, action: "hours.mail", details: plan });
      });
      return reply.code(204).send(null);
    },
  );

  routes.post(
    "/hours/mail/test",
    {
      schema: {
        tags,
        summary: "Sends a mail now, to see that it arrives",
        body: Type.Object({ recipient: Address }, { additionalProperties: false }),
        response: { 204: Done },
      },
    },
    async ({ caller, body: { recipient } }, reply) => {
      await requireClerk(queries, caller);
      if (mailSettings === undefined) {
        throw badRequest("No mail server is set: set PASSERELLE_SMTP_HOST and start the gateway again.");
      }
      try {
        const text = "Passerelle can send mail.\nPasserelle peut envoyer des courriels.\n";
        await sendMail(mailSettings, { to: [recipient], subject: "Passerelle: test", text, attachments: [] });
      } catch (error) {
        if (!(error instanceof MailError)) throw error;
        throw new ApiError("INTERNAL_ERROR", error.message, { status: 502 });
      }
      return reply.code(204).send(null);
    },
  );
}
