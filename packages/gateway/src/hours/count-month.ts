import type { Queries } from "../database/database.ts";
import { type ClosedMonth, daysOfMonth } from "./closed-month.ts";
import type { FrozenMonth } from "./closing-text.ts";
import { countHours } from "./count-hours.ts";
import type { HoursSettings } from "./hours-settings.ts";

/** Counts what is frozen when a month is closed: everybody's hours. @param now milliseconds since 1970 */
export async function countMonth(
  queries: Queries,
  { month, zone }: ClosedMonth,
  settings: HoursSettings,
  now: number,
): Promise<FrozenMonth> {
  const question = { ...daysOfMonth(month), zone, by: "person", who: {} } as const;
  return {
    days: await countHours(queries, { ...question, unit: "day" }, settings, now),
    weeks: await countHours(queries, { ...question, unit: "week" }, settings, now),
  };
}
