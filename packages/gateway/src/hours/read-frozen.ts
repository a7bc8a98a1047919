import type { Queries } from "../database/database.ts";
import { readAccounts } from "../database/hours/read-accounts.ts";
import { readTeams, type Team } from "../database/hours/read-teams.ts";
import type { FrozenMonth } from "./closing-text.ts";
import type { HoursQuestion } from "./count-hours.ts";
import { frozenReport } from "./frozen-report.ts";
import type { HoursReport } from "./hours-report.ts";

/** A report on the hours of `who` from what was frozen of a closed month; teams are as they are now. */
export async function readFrozen(
  queries: Queries,
  frozen: FrozenMonth,
  { who, ...request }: HoursQuestion,
): Promise<HoursReport> {
  const { names, asked } = await readAccounts(queries, who);
  const isEverybody = who.users === undefined && who.teams === undefined;
  const ids = new Map([...names].map(([userId, name]) => [name, userId]));
  const isWanted = (name: string) => isEverybody || ids.has(name) || asked.includes(name);
  if (request.by === "person") {
    const subjects = asked.map((name) => ({ key: name, name, deleted: !ids.has(name) }));
    const subjectsOf = ({ key, name, deleted }: (typeof subjects)[number]) =>
      isWanted(name) ? [{ key, name, deleted }] : [];
    return frozenReport(frozen, { ...request, subjects, subjectsOf });
  }
  const teams = await readTeams(queries, who.teams);
  const teamsOf = (name: string) => teams.filter(({ members }) => members.has(ids.get(name) ?? 0));
  const opened = who.teams === undefined ? asked.flatMap(teamsOf) : teams;
  return frozenReport(frozen, {
    ...request,
    subjects: opened.map(subjectOf),
    subjectsOf: ({ name }) => teamsOf(name).map(subjectOf),
  });
}

function subjectOf({ name }: Team) {
  return { key: name, name, deleted: false };
}
