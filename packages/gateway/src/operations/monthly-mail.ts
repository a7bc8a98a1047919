import type { Logger } from "pino";
import { type ReportSources, reportFor } from "../api/passerelle/hours-report-request.ts";
import { claimMailing, lastMailing, type MailPlan, readMailPlan, settleMailing } from "../database/hours/mail.ts";
import { OPERATOR } from "../exchange/import-document.ts";
import type { ExportedReport } from "../hours/export/exported-report.ts";
import { type Language, REPORT_TEXTS } from "../hours/export/texts.ts";
import { Wording } from "../hours/export/wording.ts";
import { writeReport } from "../hours/export/write-report.ts";
import type { MailSettings } from "../mail/mail-settings.ts";
import { type Mail, sendMail } from "../mail/mailer.ts";

/** Milliseconds between two attempts. */
const RETRY_AFTER = 15 * 60_000;

/** The month whose report is due, YYYY-MM: the one before, once the plan's day and hour have come; and since when it is. */
export function dueMonth(
  { day, hour, zone }: MailPlan,
  now: number,
): { readonly month: string; readonly since: number } | undefined {
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
  const since = here
    .toPlainDate()
    .with({ day })
    .toZonedDateTime({ timeZone: zone, plainTime: { hour } }).epochMilliseconds;
  if (now < since) return undefined;
  return { month: here.toPlainDate().toPlainYearMonth().subtract({ months: 1 }).toString(), since };
}

/** The mail with the report of a month, in the formats and the language of the plan. */
async function reportMail(sources: ReportSources, plan: MailPlan, month: string): Promise<Mail> {
  const { zone, language, formats, recipients } = plan;
  const { daysInMonth } = Temporal.PlainYearMonth.from(month);
  const report = await reportFor(sources, OPERATOR, {
    ...{ from: `${month}-01`, to: `${month}-${daysInMonth}`, zone, by: "person", unit: "day" },
  });
  const files = [];
  for (const format of formats) files.push(await writeReport(report, format, language, ""));
  return { to: recipients, subject: subjectOf(month, language), text: textOf(report, language), attachments: files };
}

function subjectOf(month: string, language: Language): string {
  const words = new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" });
  return `${REPORT_TEXTS[language].title} – ${words.format(Date.parse(`${month}-01`))}`;
}

function textOf(report: ExportedReport, language: Language): string {
  const texts = REPORT_TEXTS[language];
  const wording = new Wording(language, report.zone);
  const { connected, doubtful } = report.total;
  const hours = wording.cell({ kind: "duration", length: connected });
  return [
    ...wording.facts(report),
    "",
    texts.summary(report.lines.length, hours),
    ...(doubtful > 0 ? [texts.doubtful(doubtful)] : []),
    "",
    "Passerelle",
  ].join("\n");
}

/**
 * Mails the report of the month before once it is due, by one gateway of all; tries again until it was sent. A plan that is made
 * after its day begins with the next month.
 */
export async function mailHours(
  sources: ReportSources,
  mail: MailSettings | undefined,
  logger: Logger,
  now: number,
): Promise<void> {
  if (mail === undefined) return;
  const found = await readMailPlan(sources.queries);
  if (!found?.plan.enabled) return;
  const { plan, savedAt } = found;
  const due = dueMonth(plan, now);
  if (due === undefined) return;
  const { month, since } = due;
  const last = await lastMailing(sources.queries);
  if (since < savedAt.getTime() && last?.month !== month) return;
  if (!(await claimMailing(sources.queries, month, new Date(now), new Date(now - RETRY_AFTER)))) return;
  try {
    await sendMail(mail, await reportMail(sources, plan, month));
  } catch (error) {
    logger.error({ err: error, month }, "the monthly report of hours could not be mailed; it is tried again");
    await settleMailing(sources.queries, month, new Date(now), error instanceof Error ? error.message : String(error));
    return;
  }
  await settleMailing(sources.queries, month, new Date(now));
  logger.info({ month, recipients: plan.recipients.length }, "mailed the monthly report of hours");
}
