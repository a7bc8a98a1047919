import { sql } from "kysely";
import type { Correction } from "../../hours/person.ts";
import type { Stretch } from "../../hours/stretch.ts";
import type { Queries } from "../database.ts";
import type { Accounts } from "./read-accounts.ts";
import { milliseconds } from "./read-moments.ts";

interface Row extends Correction {
  readonly userId: number | null;
  readonly username: string;
}

/** The corrections in force that touch `window`, oldest first, by the names of their people. */
export async function readCorrections(
  queries: Queries,
  window: Stretch,
  { own, nameOf }: Accounts,
): Promise<ReadonlyMap<string, readonly Correction[]>> {
  const { rows } = await sql<Row>`
    select user_id as "userId", username, correction_id as id, kind, reason,
      ${milliseconds("start_date")} as start, ${milliseconds("end_date")} as end
    from passerelle_hours_correction
    where withdrawn_at is null and start_date < ${new Date(window.end)} and end_date > ${new Date(window.start)} and ${own}
    order by start_date, correction_id`.execute(queries);
  return Map.groupBy(rows, nameOf);
}
