import { setImmediate } from "node:timers/promises";
import type { Queries } from "../database/database.ts";
import { readDownTimes } from "../database/hours/read-down-times.ts";
import { askPeople, readPeople } from "../database/hours/read-people.ts";
import { readHolidays } from "../database/hours/read-schedules.ts";
import { readTeams, type Team } from "../database/hours/read-teams.ts";
import { calendarOf, segmentsOf } from "./calendar.ts";
import { type PersonTime, TimeCounter } from "./count-time.ts";
import type { HoursReport, HoursRequest } from "./hours-report.ts";
import type { HoursSettings } from "./hours-settings.ts";
import type { HistorySession, Person } from "./person.ts";
import { Lines, type Subject } from "./report-lines.ts";
import { addTally, emptyTally, figuresOf } from "./tally.ts";
import type { Whose } from "./whose.ts";

/** A year of everybody would fill the memory. */
const DAYS_AT_A_TIME = 10;

/** A report on the hours of `who`. */
export interface HoursQuestion extends HoursRequest {
  readonly who: Whose;
}

/**
 * Counts hours from the history, without regard to closed months. People and teams that are asked for have a line in any case,
 * others when there is something to say of them. In the total every person is counted once: also who is in two teams, or at
 * two connections at a time.
 * @param now milliseconds since 1970: live sessions count up to then.
 * @throws RangeError when there is no such day or zone.
 */
export async function countHours(
  queries: Queries,
  { who, ...request }: HoursQuestion,
  settings: HoursSettings,
  now: number,
): Promise<HoursReport> {
  const { by } = request;
  const calendar = calendarOf(request);
  const isWhole = by !== "connection" && who.connection === undefined;
  const [question, holidays, down, teams] = await Promise.all([
    askPeople(queries, who, isWhole, calendar.to, now),
    readHolidays(queries, calendar.from, calendar.to),
    readDownTimes(queries, now),
    by === "team" ? readTeams(queries, who.teams) : [],
  ]);
  const counter = new TimeCounter(calendar, settings, holidays, down);
  const lines = new Lines(request, calendar);
  for (const team of who.teams === undefined ? [] : teams) {
    lines.open(teamSubject(team));
  }
  const total = emptyTally();
  for (const segment of segmentsOf(calendar, DAYS_AT_A_TIME)) {
    for (const person of await readPeople(queries, segment, question)) {
      // Others wait for this thread, too.
      await setImmediate();
      const parts = partsOf(person, by, teams);
      const whole = counter.count(person, segment);
      for (const { subject, time } of parts) {
        lines.add(subject, time === person ? whole : counter.count(time, segment));
      }
      if (parts.length > 0) {
        addTally(total, whole.total);
      }
    }
  }
  return { ...request, countedAt: now, idleLimit: settings.idleLimit, lines: lines.finish(), total: figuresOf(total) };
}

/** The time that a person adds to a line. */
interface Part {
  readonly subject: Subject;
  readonly time: PersonTime;
}

function partsOf(person: Person, by: HoursRequest["by"], teams: readonly Team[]): Part[] {
  const { name, userId, sessions } = person;
  if (by === "person") {
    return [{ subject: { key: name, name, deleted: userId === null }, time: person }];
  }
  if (by === "team") {
    const own = teams.filter(({ members }) => userId !== null && members.has(userId));
    return own.map((team) => ({ subject: teamSubject(team), time: person }));
  }
  const connections = Map.groupBy(sessions, ({ connectionId, connectionName }) => connectionId ?? connectionName);
  return [...connections.values()].flatMap((ofOne) => {
    const [first] = ofOne;
    return first === undefined
      ? []
      : [{ subject: connectionSubject(first), time: { sessions: ofOne, corrections: [], schedules: [] } }];
  });
}

function teamSubject({ name }: Team): Subject {
  return { key: name, name, deleted: false };
}

function connectionSubject({ connectionId, connectionName }: HistorySession): Subject {
  return { key: String(connectionId ?? ""), name: connectionName, deleted: connectionId === null };
}
