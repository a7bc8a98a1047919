import type { Calendar } from "../../hours/calendar.ts";
import { compareNames } from "../../hours/compare-names.ts";
import type { Person } from "../../hours/person.ts";
import type { Whose } from "../../hours/whose.ts";
import type { Queries } from "../database.ts";
import { readAccounts } from "./read-accounts.ts";
import { readCorrections } from "./read-corrections.ts";
import { readSchedules } from "./read-schedules.ts";
import { readSessions } from "./read-sessions.ts";

/** A row's person: the account, else the name that was kept of it. */
interface Owner {
  readonly userId: number | null;
  readonly username: string;
}

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
    readSessions(queries, calendar, accounts, who.connection, now),
    isWhole ? readCorrections(queries, calendar, accounts) : [],
    isWhole ? readSchedules(queries, accounts, calendar.to) : new Map(),
  ]);
  const nameOf = ({ userId, username }: Owner) =>
    (userId === null ? undefined : accounts.names.get(userId)) ?? username;
  const sessionsOf = Map.groupBy(sessions, nameOf);
  const correctionsOf = Map.groupBy(corrections, nameOf);
  const ids = new Map([...accounts.names].map(([userId, name]) => [name, userId]));
  const planned = [...schedules.keys()].flatMap((userId) => accounts.names.get(userId) ?? []);
  const names = new Set([...sessionsOf.keys(), ...correctionsOf.keys(), ...planned, ...(who.users ?? [])]);
  return [...names].sort(compareNames).map((name) => {
    const userId = ids.get(name) ?? null;
    return {
      name,
      userId,
      sessions: sessionsOf.get(name)?.map(({ session }) => session) ?? [],
      corrections: correctionsOf.get(name)?.map(({ correction }) => correction) ?? [],
      schedules: (userId !== null && schedules.get(userId)) || [],
    };
  });
}
