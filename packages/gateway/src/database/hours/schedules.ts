import { sql } from "kysely";
import type { Queries } from "../database.ts";
import { HOLDER, type Holder } from "./roles.ts";

/** What somebody is to work from a day on, until their next schedule. */
export interface HoursSchedule {
  readonly holder: Holder;
  /** YYYY-MM-DD. */
  readonly validFrom: string;
  /** On Monday to Sunday. */
  readonly minutes: readonly number[];
  /** The calendar of public holidays, on which nothing is planned. */
  readonly calendar: string | null;
}

/** All schedules, by their holders' names, newest first. */
export async function listSchedules(queries: Queries): Promise<HoursSchedule[]> {
  const { rows } = await sql<HoursSchedule>`
    select ${HOLDER} as holder, valid_from::text as "validFrom", minutes, calendar
    from passerelle_hours_schedule join guacamole_entity as entity using (entity_id)
    order by lower(entity.name), entity.name, entity.type, valid_from desc`.execute(queries);
  return rows;
}

/** Sets the schedule that an entity has from a day on. */
export async function setSchedule(
  db: Queries,
  entityId: number,
  { validFrom, minutes, calendar }: Omit<HoursSchedule, "holder">,
): Promise<void> {
  await sql`
    insert into passerelle_hours_schedule (entity_id, valid_from, minutes, calendar)
    values (${entityId}, ${validFrom}::date, ${minutes}::integer[], ${calendar})
    on conflict (entity_id, valid_from) do update set minutes = excluded.minutes, calendar = excluded.calendar`.execute(
    db,
  );
}

/** Deletes the schedule that begins on a day; false when there is none. */
export async function deleteSchedule(db: Queries, entityId: number, validFrom: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("passerelle_hours_schedule")
    .where("entity_id", "=", entityId)
    .where(sql<boolean>`valid_from = ${validFrom}::date`)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
