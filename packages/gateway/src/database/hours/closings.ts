import { sql } from "kysely";
import type { Queries } from "../database.ts";

/** Held by closings alone, and by corrections together: so no correction comes in between what is counted and what is frozen. */
const LOCK = 0x686f757273;

/** Keeps months from being closed until the transaction is over. */
export async function keepMonthsOpen(db: Queries): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${sql.lit(LOCK)})`.execute(db);
}

/** Keeps corrections, and others who close, out until the transaction is over. */
export async function keepCorrectionsOut(db: Queries): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(db);
}

/** A month that is or was closed. */
export interface StoredClosing {
  readonly id: number;
  /** YYYY-MM. */
  readonly month: string;
  readonly zone: string;
  readonly closedBy: string;
  readonly closedAt: Date;
  readonly keyId: string;
  readonly signature: Uint8Array;
  /** The text that was signed. */
  readonly text: string;
  readonly reopenedBy: string | null;
  readonly reopenedAt: Date | null;
  readonly reopenedReason: string | null;
}

function selectClosings(queries: Queries) {
  return queries
    .selectFrom("passerelle_hours_closing")
    .select([
      "closing_id as id",
      "month",
      "zone",
      "closed_by as closedBy",
      "closed_at as closedAt",
      "key_id as keyId",
      "signature",
      "report as text",
      "reopened_by as reopenedBy",
      "reopened_at as reopenedAt",
      "reopened_reason as reopenedReason",
    ]);
}

/** The months that are closed now, and where their days begin. */
export async function closedMonths(queries: Queries): Promise<{ readonly month: string; readonly zone: string }[]> {
  return queries
    .selectFrom("passerelle_hours_closing")
    .select(["month", "zone"])
    .where("reopened_at", "is", null)
    .orderBy("month")
    .execute();
}

/** The closing that is in force of a month. */
export async function closingOf(queries: Queries, month: string): Promise<StoredClosing | undefined> {
  return selectClosings(queries).where("month", "=", month).where("reopened_at", "is", null).executeTakeFirst();
}

/** A closing by its id, or the last one of the month. */
export async function lastClosing(
  queries: Queries,
  month: string,
  id: number | undefined,
): Promise<StoredClosing | undefined> {
  return selectClosings(queries)
    .where("month", "=", month)
    .$if(id !== undefined, (query) => query.where("closing_id", "=", id ?? 0))
    .orderBy("closing_id", "desc")
    .executeTakeFirst();
}

/** All closings, newest month first; one at a time, as their texts are long. */
export async function* allClosings(queries: Queries): AsyncGenerator<StoredClosing> {
  const ids = await queries
    .selectFrom("passerelle_hours_closing")
    .select("closing_id")
    .orderBy("month", "desc")
    .orderBy("closing_id", "desc")
    .execute();
  for (const { closing_id } of ids) {
    const closing = await selectClosings(queries).where("closing_id", "=", closing_id).executeTakeFirst();
    if (closing !== undefined) {
      yield closing;
    }
  }
}

/** Stores a closing. */
export async function addClosing(
  db: Queries,
  closing: Omit<StoredClosing, "id" | "reopenedBy" | "reopenedAt" | "reopenedReason">,
): Promise<void> {
  await db
    .insertInto("passerelle_hours_closing")
    .values({
      month: closing.month,
      zone: closing.zone,
      report: closing.text,
      closed_by: closing.closedBy,
      closed_at: closing.closedAt,
      key_id: closing.keyId,
      signature: closing.signature,
    })
    .execute();
}

/** Reopens a month; false when it is not closed. */
export async function reopenMonth(db: Queries, month: string, by: string, reason: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("passerelle_hours_closing")
    .set({ reopened_by: by, reopened_at: new Date(), reopened_reason: reason })
    .where("month", "=", month)
    .where("reopened_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
