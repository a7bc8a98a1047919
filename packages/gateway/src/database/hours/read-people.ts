import type { Calendar } from "../../hours/calendar.ts";
import { compareNames } from "../../hours/compare-names.ts";
import type { Correction, Person, Schedule } from "../../hours/person.ts";
import type { Whose } from "../../hours/whose.ts";
import type { Queries } from "../database.ts";
import { readAccounts } from "./read-accounts.ts";
import { readCorrections } from "./read-corrections.ts";
import { readSchedules } from "./read-schedules.ts";
import { readSessions } from "./read-sessions.ts";

/**
 * Everybody of `who` of whom there is something to say in the days of the calendar, by name; those who were asked for by
 * name in any case. A deleted account and a new one of the same name are one person.
 * @param isWhole false: without corrections and schedules, which are of a person's whole time
 * @param now milliseconds since 1970: live sessions go up to then.
 */
export async function readPeople(
  queries: Queries,
  calendar: Calendar,
  who: Whose,
  isWhole: boolean,
  now: number,
): Promise<Person[]> {
  const accounts = await readAccounts(queries, who);
  const [sessions, corrections, schedules] = await Promise.all([
    readSessions(queries, calendar, { accounts, connection: who.connection, now }),
    isWhole ? readCorrections(queries, calendar, accounts) : new Map<string, readonly Correction[]>(),
    isWhole ? readSchedules(queries, accounts, calendar.to) : new Map<number, readonly Schedule[]>(),
  ]);
  const ids = new Map([...accounts.names].map(([userId, name]) => [name, userId]));
  const planned = [...schedules.keys()].flatMap((userId) => accounts.names.get(userId) ?? []);
  const names = new Set([...sessions.keys(), ...corrections.keys(), ...planned, ...accounts.asked]);
  return [...names].sort(compareNames).map((name) => {
    const userId = ids.get(name) ?? null;
    return {
      name,
      userId,
      sessions: sessions.get(name) ?? [],
      corrections: corrections.get(name) ?? [],
      schedules: (userId !== null && schedules.get(userId)) || [],
    };
  });
}
