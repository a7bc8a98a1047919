import { compareNames } from "../../hours/compare-names.ts";
import type { Correction, Person, Schedule } from "../../hours/person.ts";
import type { Stretch } from "../../hours/stretch.ts";
import type { Whose } from "../../hours/whose.ts";
import type { Queries } from "../database.ts";
import { readAccounts } from "./read-accounts.ts";
import { readCorrections } from "./read-corrections.ts";
import { readSchedules } from "./read-schedules.ts";
import { readSessions, type SessionQuestion } from "./read-sessions.ts";

/** Who is asked for, and what of them. */
export interface PeopleQuestion extends SessionQuestion {
  /** False: without corrections and schedules, which are of a person's whole time. */
  readonly isWhole: boolean;
  /** By user_id. */
  readonly schedules: ReadonlyMap<number, readonly Schedule[]>;
}

/**
 * @param last the last day that is asked for, YYYY-MM-DD
 * @param now milliseconds since 1970: live sessions go up to then.
 */
export async function askPeople(
  queries: Queries,
  who: Whose,
  isWhole: boolean,
  last: string,
  now: number,
): Promise<PeopleQuestion> {
  const accounts = await readAccounts(queries, who);
  const schedules = isWhole ? await readSchedules(queries, accounts, last) : new Map<number, readonly Schedule[]>();
  return { accounts, isWhole, schedules, connection: who.connection, now };
}

/**
 * Everybody of whom there is something to say in `window`, by name; those who were asked for by name in any case. A deleted account
 * and a new one of the same name are one person.
 */
export async function readPeople(queries: Queries, window: Stretch, question: PeopleQuestion): Promise<Person[]> {
  const { accounts, schedules, isWhole } = question;
  const [sessions, corrections] = await Promise.all([
    readSessions(queries, window, question),
    isWhole ? readCorrections(queries, window, accounts) : new Map<string, readonly Correction[]>(),
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
