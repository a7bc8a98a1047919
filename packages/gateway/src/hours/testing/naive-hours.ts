import type { Bucket, DaySession, Figures, HoursLine } from "../hours-report.ts";
import { labelOf, ticksByDay } from "./naive-days.ts";
import { figures, nothing, type Sum, together } from "./naive-sums.ts";
import { ACCOUNTS, GROUPS, type RandomHistory, type RandomQuestion, type RandomRow, TICK } from "./random-hours.ts";

/** As the alphabet has them. */
const ALPHABET = ["agent 2", "agent 10", "alpha", "Ana", "bob", "Desktop", "Éva", "Gone", "Other", "zoé", "Zulu"];
/** Of groups and connections, by their numbers. */
export const TEAMS = ["Zulu", "alpha", "Other", "Gone"];
export const CONNECTION_NAMES = ["Other", "Desktop"];
/** That of a connection which was deleted. */
export const DELETED_CONNECTION = "Gone";

/** A row, with whose it is and the end that it has. */
export interface NaiveSession extends RandomRow {
  readonly index: number;
  readonly person: string;
  readonly state: DaySession["state"];
  readonly until: number | null;
}

interface NaiveCorrection {
  readonly person: string;
  readonly kind: "add" | "remove" | "settle";
  readonly start: number;
  readonly end: number;
}

/** What a report should be: counted tick by tick, without regard to what that takes. */
export class NaiveHours {
  readonly days: ReadonlyMap<string, readonly number[]>;
  readonly sessions: readonly NaiveSession[];
  readonly corrections: readonly NaiveCorrection[];
  readonly people: readonly string[];
  readonly #history: RandomHistory;
  readonly #question: RandomQuestion;
  readonly #reconnectGap: number;
  readonly #isWhole: boolean;

  /** @param reconnectGap in ticks */
  constructor(history: RandomHistory, question: RandomQuestion, reconnectGap: number) {
    this.#history = history;
    this.#question = question;
    this.#reconnectGap = reconnectGap;
    this.#isWhole = question.by !== "connection" && question.connection === undefined;
    this.days = ticksByDay(question.from, question.to, question.zone);
    this.corrections = this.#corrections();
    this.sessions = history.rows.flatMap((row, index) => this.#session(row, index));
    const corrected = this.#isWhole ? this.corrections.map(({ person }) => person) : [];
    const planned = this.#isWhole ? history.names.filter((name) => this.#planOn(name, question.to)) : [];
    const found = [...this.sessions.map(({ person }) => person), ...corrected, ...planned, ...(question.users ?? [])];
    this.people = inAlphabet([...new Set(found)].filter((name) => this.#isAsked(name)));
  }

  get lines(): HoursLine[] {
    const { by } = this.#question;
    if (by === "person") {
      return this.people.map((name) => {
        const deleted = !this.#history.names.includes(name);
        return this.#line({ key: name, name, deleted }, (days) => this.#sum(name, days));
      });
    }
    if (by === "team") {
      const names = inAlphabet(this.#teams.map((group) => TEAMS[group] ?? ""));
      return names.map((name) =>
        this.#line({ key: name, name, deleted: false }, (days) =>
          together(this.#teamPeople(TEAMS.indexOf(name)).map((person) => this.#sum(person, days))),
        ),
      );
    }
    const connections = [...new Set(this.sessions.map(({ connection }) => connection))];
    const names = inAlphabet(connections.map(connectionName));
    return names.map((name) => {
      const connection = connections.find((one) => connectionName(one) === name) ?? null;
      return this.#line(
        { key: connection === null ? "" : `connection ${connection}`, name, deleted: connection === null },
        (days) => together(this.people.map((person) => this.#sum(person, days, connection))),
      );
    });
  }

  get total(): Figures {
    const { by } = this.#question;
    const inTeams = this.#teams.flatMap((team) => this.#teamPeople(team));
    const people = by === "team" ? this.people.filter((name) => inTeams.includes(name)) : this.people;
    return figures(together(people.map((name) => this.#sum(name, [...this.days.keys()]))));
  }

  /** Of the person, activity without regard to corrections. */
  activeTicks(person: string): Set<number> {
    return ticksOf(this.sessions.filter((it) => it.person === person).flatMap(({ active }) => active));
  }

  /** No gateway was alive then. */
  isDown(tick: number): boolean {
    const { runs } = this.#history;
    const { now } = this.#question;
    const alive = runs.some(({ start, end, how }) => start <= tick && tick < (how === "lives" ? now : end));
    return !alive && runs.some(({ start }) => start <= tick) && tick < now;
  }

  #line(subject: Pick<HoursLine, "key" | "name" | "deleted">, sum: (days: readonly string[]) => Sum): HoursLine {
    const { by, unit } = this.#question;
    const labels = Map.groupBy(this.days.keys(), (day) => labelOf(day, unit));
    const buckets = [...labels.values()].map((days): Bucket => {
      const all = sum(days);
      const ofDay = { firstIn: all.firstIn, lastOut: all.lastOut, holiday: by === "person" ? all.holiday : null };
      const moments = unit === "day" ? ofDay : { firstIn: null, lastOut: null, holiday: null };
      return { from: days[0] ?? "", to: days.at(-1) ?? "", ...figures(all), ...moments };
    });
    return { ...subject, buckets, total: figures(sum([...this.days.keys()])) };
  }

  #sum(person: string, days: readonly string[], connection?: number | null): Sum {
    const sessions = this.sessions.filter(
      (it) => it.person === person && (connection === undefined || it.connection === connection),
    );
    const corrections = this.#isWhole ? this.corrections.filter((it) => it.person === person) : [];
    const added = corrections.filter(({ kind }) => kind === "add");
    const removed = ticksOf(corrections.filter(({ kind }) => kind === "remove"));
    const timed = sessions.map(({ start, until, state }) => ({ start, end: until ?? start, state }));
    const connected = ticksOf([...timed, ...added]).difference(removed);
    const uncorrected = ticksOf(timed.filter(({ state }) => state !== "settled"));
    const seen = timed.map((it, index) => ticksOf(sessions[index]?.active ?? []).intersection(ticksOf([it])));
    const active = seen.reduce((all, one) => all.union(one), ticksOf(added)).intersection(connected);
    const sum = nothing();
    for (const day of days) {
      const ticks = this.days.get(day) ?? [];
      const present = ticks.filter((tick) => connected.has(tick));
      sum.connected += present.length * TICK;
      sum.corrected += (present.length - ticks.filter((tick) => uncorrected.has(tick)).length) * TICK;
      sum.active += ticks.filter((tick) => active.has(tick)).length * TICK;
      sum.firstIn ??= present[0] === undefined ? null : present[0] * TICK;
      sum.lastOut = present.length === 0 ? sum.lastOut : (Math.max(...present) + 1) * TICK;
      this.#countGaps(ticks, connected, sum);
      const begun = sessions.filter(({ start }) => ticks.includes(start));
      sum.doubtful += begun.filter(({ state }) => state === "doubtful").length;
      for (const { start, end } of begun) {
        sum.plain += end === null ? 0 : (end - start) * TICK;
      }
      const plan = this.#isWhole ? this.#planOn(person, day) : undefined;
      sum.planned = plan === undefined ? sum.planned : (sum.planned ?? 0) + plan.minutes * 60_000;
      sum.holiday ??= plan?.holiday ?? null;
    }
    const all = days.flatMap((day) => this.days.get(day) ?? []);
    const there = sessions.filter(({ start, until }) => all.some((at) => until !== null && start <= at && at < until));
    sum.sessions = there.length;
    sum.live = there.filter(({ state }) => state === "live").length;
    sum.recorded = there.filter(({ mark, cause, active }) => mark || cause || active.length > 0).length;
    return sum;
  }

  #countGaps(ticks: readonly number[], connected: ReadonlySet<number>, sum: Sum): void {
    let gap: number[] | undefined;
    for (const tick of ticks) {
      if (!connected.has(tick)) {
        gap?.push(tick);
        continue;
      }
      if (gap !== undefined && gap.length > 0) {
        const down = gap.filter((at) => this.isDown(at)).length;
        sum.downTime += down * TICK;
        const away = gap.length - down;
        const isBreak = away > this.#reconnectGap;
        sum.reconnects += isBreak ? 0 : 1;
        sum.breaks += isBreak ? 1 : 0;
        sum.breakTime += isBreak ? away * TICK : 0;
      }
      gap = [];
    }
  }

  #session(row: RandomRow, index: number): NaiveSession[] {
    const { now, connection } = this.#question;
    const person = this.#personOf(row);
    const settled = row.settlements.findLast(({ withdrawn }) => !withdrawn)?.end;
    let session: NaiveSession = { ...row, index, person, state: "doubtful", until: null };
    if (row.end !== null) {
      session = { ...session, state: "ended", until: row.end };
    } else if (row.mark === "fresh") {
      session = { ...session, state: "live", until: Math.max(row.start, now) };
    } else if (settled !== undefined) {
      session = { ...session, state: "settled", until: settled };
    }
    const all = [...this.days.values()].flat();
    const first = all[0] ?? 0;
    const begun = all.includes(row.start);
    const reaches = row.start < first && session.until !== null && session.until > first;
    const isWanted = connection === undefined || row.connection === connection;
    return (begun || reaches) && isWanted && this.#isAsked(person) ? [session] : [];
  }

  /** Those in force that touch the days. */
  #corrections(): NaiveCorrection[] {
    const all = [...this.days.values()].flat();
    const [first, last] = [all[0] ?? 0, all.at(-1) ?? 0];
    const { corrections, rows } = this.#history;
    const settlements = rows.flatMap(({ account, username, start, settlements }) =>
      settlements.map((it) => ({ ...it, account, username, start, kind: "settle" as const })),
    );
    return [...corrections, ...settlements]
      .filter(({ start, end, withdrawn }) => !withdrawn && start <= last && end > first)
      .map((it) => ({ ...it, person: this.#personOf(it) }));
  }

  #personOf({ account, username }: { readonly account: number | null; readonly username: string }): string {
    return account === null ? username : (this.#history.names[account] ?? "");
  }

  #isAsked(name: string): boolean {
    const { users, teams } = this.#question;
    return (
      name !== "" &&
      (users === undefined || users.includes(name)) &&
      (teams === undefined || teams.some((team) => this.#membersOf(team).includes(name)))
    );
  }

  /** The groups that have a line. */
  get #teams(): number[] {
    const { teams } = this.#question;
    const groups = TEAMS.map((_, group) => group).filter((group) => !this.#history.disabled[group]);
    return groups.filter((group) => (teams === undefined ? this.#teamPeople(group).length > 0 : teams.includes(group)));
  }

  #teamPeople(group: number): string[] {
    return this.people.filter((name) => this.#membersOf(group).includes(name));
  }

  /** The accounts in a group, also through groups in it, none of them disabled. */
  #membersOf(group: number): string[] {
    const { disabled, memberships, names } = this.#history;
    const found = new Set([ACCOUNTS + group]);
    for (const entity of found) {
      for (const [container, member] of memberships) {
        if (ACCOUNTS + container === entity && !disabled[container]) {
          found.add(member);
        }
      }
    }
    return [...found].flatMap((entity) => names[entity] ?? []);
  }

  #planOn(name: string, day: string): { readonly minutes: number; readonly holiday: string | null } | undefined {
    const { schedules, names, holidays } = this.#history;
    const byName = inAlphabet(TEAMS.slice(0, GROUPS)).map((team) => TEAMS.indexOf(team));
    const groups = byName.filter((group) => this.#membersOf(group).includes(name)).map((group) => ACCOUNTS + group);
    for (const holder of [names.indexOf(name), ...groups]) {
      const inForce = schedules.filter(({ entity, validFrom }) => entity === holder && validFrom <= day);
      const newest = inForce.toSorted((one, other) => one.validFrom.localeCompare(other.validFrom)).at(-1);
      if (newest !== undefined && names.includes(name)) {
        const holiday = holidays.find((it) => it.calendar === newest.calendar && it.day === day)?.name ?? null;
        const weekday = (new Date(day).getUTCDay() + 6) % 7;
        return { minutes: holiday === null ? (newest.minutes[weekday] ?? 0) : 0, holiday };
      }
    }
    return undefined;
  }
}

function connectionName(connection: number | null): string {
  return connection === null ? DELETED_CONNECTION : (CONNECTION_NAMES[connection] ?? "");
}

function inAlphabet(names: readonly string[]): string[] {
  return names.toSorted((one, other) => ALPHABET.indexOf(one) - ALPHABET.indexOf(other));
}

function ticksOf(stretches: readonly { readonly start: number; readonly end: number }[]): Set<number> {
  const ticks = new Set<number>();
  for (const { start, end } of stretches) {
    for (let tick = start; tick < end; tick++) {
      ticks.add(tick);
    }
  }
  return ticks;
}
