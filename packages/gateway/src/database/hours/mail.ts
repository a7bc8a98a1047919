import { sql } from "kysely";
import type { ReportFormat } from "../../hours/export/write-report.ts";
import type { Queries } from "../database.ts";

/** When and to whom the report of the month before is mailed. */
export interface MailPlan {
  readonly enabled: boolean;
  /** Of the month, 1 to 28, and the hour, 0 to 23, in `zone`. */
  readonly day: number;
  readonly hour: number;
  /** In which the days of the report begin, too. */
  readonly zone: string;
  readonly language: "en" | "fr";
  readonly formats: readonly ReportFormat[];
  readonly recipients: readonly string[];
}

/** How the mail of a month went. */
export interface Mailing {
  /** That the report is about, YYYY-MM. */
  readonly month: string;
  readonly triedAt: Date;
  readonly attempts: number;
  readonly sentAt: Date | null;
  readonly problem: string | null;
}

const MOST_PROBLEM = 1000;

/** The plan and when it was saved; undefined where nobody made one. */
export async function readMailPlan(
  queries: Queries,
): Promise<{ readonly plan: MailPlan; readonly savedAt: Date } | undefined> {
  const row = await queries.selectFrom("passerelle_hours_mail").selectAll().executeTakeFirst();
  if (row === undefined) return undefined;
  const { mail_id: _, saved_at: savedAt, ...plan } = row;
  return { plan, savedAt };
}

export async function saveMailPlan(db: Queries, { formats, recipients, ...plan }: MailPlan, now: Date): Promise<void> {
  const row = { ...plan, formats: [...formats], recipients: [...recipients], saved_at: now };
  await db
    .insertInto("passerelle_hours_mail")
    .values({ mail_id: 1, ...row })
    .onConflict((conflict) => conflict.column("mail_id").doUpdateSet(row))
    .execute();
}

/** The last month of which the report was to be mailed. */
export async function lastMailing(queries: Queries): Promise<Mailing | undefined> {
  return queries
    .selectFrom("passerelle_hours_mailing")
    .select(["month", "tried_at as triedAt", "attempts", "sent_at as sentAt", "problem"])
    .orderBy("month", "desc")
    .executeTakeFirst();
}

/** Takes the mail of a month upon this gateway; false when it was sent, or tried since `retryBefore`, by any gateway. */
export async function claimMailing(queries: Queries, month: string, now: Date, retryBefore: Date): Promise<boolean> {
  const claimed = await sql`
    insert into passerelle_hours_mailing as mailing (month, tried_at, attempts) values (${month}, ${now}, 1)
    on conflict (month) do update set tried_at = excluded.tried_at, attempts = mailing.attempts + 1
    where mailing.sent_at is null and mailing.tried_at <= ${retryBefore}
    returning month`.execute(queries);
  return claimed.rows.length > 0;
}

/** @param problem why it could not be sent; absent: it was */
export async function settleMailing(queries: Queries, month: string, now: Date, problem?: string): Promise<void> {
  await queries
    .updateTable("passerelle_hours_mailing")
    .set(problem === undefined ? { sent_at: now, problem: null } : { problem: problem.slice(0, MOST_PROBLEM) })
    .where("month", "=", month)
    .execute();
}
