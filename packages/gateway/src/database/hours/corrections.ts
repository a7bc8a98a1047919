import { sql } from "kysely";
import type { Stretch } from "../../hours/stretch.ts";
import type { Whose } from "../../hours/whose.ts";
import type { Queries } from "../database.ts";
import { readAccounts } from "./read-accounts.ts";
import { milliseconds } from "./read-moments.ts";

/** Somebody who has hours: an account, or what the history kept of a deleted one. */
export interface Somebody {
  readonly userId: number | null;
  readonly username: string;
}

/** What changes the hours of a person, beside the history. */
export interface CorrectionDraft extends Stretch {
  readonly person: Somebody;
  readonly kind: "add" | "remove" | "settle";
  /** The session that a `settle` gives an end. */
  readonly historyId: number | null;
  readonly reason: string;
  readonly madeBy: string;
}

/** A correction as it is listed. */
export interface ListedCorrection extends Stretch {
  readonly id: number;
  /** The name of the account as it is now, or as a deleted one was. */
  readonly person: string;
  readonly kind: "add" | "remove" | "settle";
  readonly historyId: number | null;
  readonly reason: string;
  readonly madeBy: string;
  readonly madeAt: number;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: number | null;
  readonly withdrawnReason: string | null;
}

type Row = Omit<ListedCorrection, "person"> & Somebody;

const COLUMNS = sql`
  correction_id as id, user_id as "userId", username, kind, history_id as "historyId", reason,
  ${milliseconds("start_date")} as start, ${milliseconds("end_date")} as end,
  made_by as "madeBy", ${milliseconds("made_at")} as "madeAt",
  withdrawn_by as "withdrawnBy", ${milliseconds("withdrawn_at")} as "withdrawnAt", withdrawn_reason as "withdrawnReason"`;

/** The corrections of `who` that touch `window`, withdrawn ones too, newest first. */
export async function listCorrections(queries: Queries, window: Stretch, who: Whose): Promise<ListedCorrection[]> {
  const { own, nameOf } = await readAccounts(queries, who);
  const { rows } = await sql<Row>`
    select ${COLUMNS} from passerelle_hours_correction
    where start_date < ${new Date(window.end)} and end_date >= ${new Date(window.start)} and ${own}
    order by start_date desc, correction_id desc`.execute(queries);
  return rows.map(({ userId, username, ...row }) => ({ ...row, person: nameOf({ userId, username }) }));
}

/** The person of that name; undefined when neither the accounts nor the history know one. */
export async function findSomebody(queries: Queries, name: string): Promise<Somebody | undefined> {
  const { rows } = await sql<Somebody>`
    select user_id as "userId", name as username from guacamole_user join guacamole_entity using (entity_id)
    where name = ${name}
    union all
    (
      select null, username from guacamole_connection_history
      where user_id is null and username = ${name} and username <> '' limit 1
    )`.execute(queries);
  return rows[0];
}

/** Stores a correction; answers its id. */
export async function addCorrection(db: Queries, draft: CorrectionDraft): Promise<number> {
  const { correction_id } = await db
    .insertInto("passerelle_hours_correction")
    .values({
      user_id: draft.person.userId,
      username: draft.person.username,
      kind: draft.kind,
      history_id: draft.historyId,
      start_date: new Date(draft.start),
      end_date: new Date(draft.end),
      reason: draft.reason,
      made_by: draft.madeBy,
      made_at: new Date(),
    })
    .returning("correction_id")
    .executeTakeFirstOrThrow();
  return correction_id;
}

/** A correction, kept from others until the transaction is over. */
export async function lockCorrection(db: Queries, id: number): Promise<Row | undefined> {
  const { rows } = await sql<Row>`
    select ${COLUMNS} from passerelle_hours_correction where correction_id = ${id} for update`.execute(db);
  return rows[0];
}

/** Takes a correction back; it stays readable. */
export async function withdrawCorrection(db: Queries, id: number, by: string, reason: string): Promise<void> {
  await db
    .updateTable("passerelle_hours_correction")
    .set({ withdrawn_by: by, withdrawn_at: new Date(), withdrawn_reason: reason })
    .where("correction_id", "=", id)
    .execute();
}
