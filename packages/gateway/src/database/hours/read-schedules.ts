import { sql } from "kysely";
import type { Schedule } from "../../hours/person.ts";
import type { Holidays } from "../../hours/plan.ts";
import type { Queries } from "../database.ts";
import { type Accounts, membersOf } from "./read-accounts.ts";

/** The schedules of accounts that are in force on `last` (YYYY-MM-DD) or were before, by user_id. */
export async function readSchedules(
  queries: Queries,
  { names }: Accounts,
  last: string,
): Promise<ReadonlyMap<number, readonly Schedule[]>> {
  const holders = sql`(select distinct entity_id from passerelle_hours_schedule)`;
  const { rows } = await sql<Schedule & { readonly userId: number }>`
    select user_id as "userId", case when entity.type = 'USER_GROUP' then entity.name end as "group",
      schedule.valid_from::text as "validFrom", minutes, calendar
    from ${membersOf(holders)} as member
    join guacamole_user using (entity_id)
    join passerelle_hours_schedule as schedule on schedule.entity_id = member.holder
    join guacamole_entity as entity on entity.entity_id = member.holder
    where user_id = any(${[...names.keys()]}::integer[]) and schedule.valid_from <= ${last}::date`.execute(queries);
  return Map.groupBy(rows, ({ userId }) => userId);
}

/** The public holidays of all calendars from the first to the last day (YYYY-MM-DD). */
export async function readHolidays(queries: Queries, from: string, to: string): Promise<Holidays> {
  const { rows } = await sql<{ calendar: string; day: string; name: string }>`
    select calendar, day::text as day, name from passerelle_hours_holiday
    where day between ${from}::date and ${to}::date`.execute(queries);
  const calendars = Map.groupBy(rows, ({ calendar }) => calendar);
  return new Map([...calendars].map(([calendar, days]) => [calendar, new Map(days.map((it) => [it.day, it.name]))]));
}
