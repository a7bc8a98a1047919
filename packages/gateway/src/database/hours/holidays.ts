import { sql } from "kysely";
import type { Queries } from "../database.ts";

/** A public holiday. */
export interface Holiday {
  readonly calendar: string;
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly name: string;
}

/** The holidays of one calendar or of all, by calendar and day. */
export async function listHolidays(queries: Queries, calendar: string | undefined): Promise<Holiday[]> {
  const { rows } = await sql<Holiday>`
    select calendar, day::text as day, name from passerelle_hours_holiday
    where ${calendar === undefined ? sql`true` : sql`calendar = ${calendar}`}
    order by lower(calendar), calendar, passerelle_hours_holiday.day`.execute(queries);
  return rows;
}

/** Sets a holiday, or its other name. */
export async function setHoliday(db: Queries, { calendar, day, name }: Holiday): Promise<void> {
  await sql`
    insert into passerelle_hours_holiday (calendar, day, name) values (${calendar}, ${day}::date, ${name})
    on conflict (calendar, day) do update set name = excluded.name`.execute(db);
}

/** Deletes a holiday; its name, undefined when it was none. */
export async function deleteHoliday(db: Queries, calendar: string, day: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    delete from passerelle_hours_holiday where calendar = ${calendar} and day = ${day}::date returning name`.execute(
    db,
  );
  return rows[0]?.name;
}
