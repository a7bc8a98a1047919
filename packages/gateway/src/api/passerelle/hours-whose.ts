import { type Static, Type } from "typebox";
import type { Queries } from "../../database/database.ts";
import { readAccounts } from "../../database/hours/read-accounts.ts";
import { type HoursRights, hoursRights } from "../../database/hours/roles.ts";
import { parseIdentifier } from "../../database/identifier.ts";
import { objectId } from "../../database/object-ids.ts";
import type { Caller } from "../../database/sign-ins.ts";

import type { HoursRequest } from "../../hours/hours-report.ts";
import type { Whose } from "../../hours/whose.ts";
import { badRequest, notFound, permissionDenied } from "../api-error.ts";
import { Name } from "./hours-schemas.ts";

/** Whose hours: without any of it, of everybody whose hours the caller may see. */
export const WhoseQuery = Type.Object({
  user: Type.Optional(Name),
  team: Type.Optional(Type.Union([Name], { description: "The name of a group of users." })),
});

type PeopleQuery = Static<typeof WhoseQuery> & { readonly by?: HoursRequest["by"] };

/**
 * Whose hours somebody asks for. Who names nobody asks for everybody, as far as they may see: leaders for their teams, others
 * for themselves.
 * @throws ApiError when the caller may not see these, or there is no such team.
 */
export async function whoseOf(
  queries: Queries,
  caller: Caller,
  { connection, ...query }: PeopleQuery & { readonly connection?: string },
): Promise<Whose> {
  const rights = await hoursRights(queries, caller);
  return {
    ...(await peopleOf(queries, caller, rights, query)),
    connection: connection === undefined ? undefined : requireConnection(connection),
  };
}

async function peopleOf(
  queries: Queries,
  caller: Caller,
  rights: HoursRights,
  { user, team, by }: PeopleQuery,
): Promise<Whose> {
  const led = rights.teams.map(({ id }) => id);
  const users = user === undefined ? undefined : [user];
  if (team !== undefined) {
    return { users, teams: [await requireTeam(queries, rights, team)] };
  }
  if (rights.all) {
    return { users };
  }
  if (by === "team") {
    if (led.length === 0) {
      throw permissionDenied("You lead no team.");
    }
    return { users, teams: led };
  }
  if (user === caller.username) {
    return { users };
  }
  if (user !== undefined) {
    if ((await readAccounts(queries, { users: [user], teams: led })).names.size === 0) {
      throw permissionDenied(`You may not see the hours of "${user}".`);
    }
    return { users, teams: led };
  }
  return led.length > 0 ? { teams: led } : { users: [caller.username] };
}

/** The id of a team that the caller may see. */
async function requireTeam(queries: Queries, { all, teams }: HoursRights, name: string): Promise<number> {
  const led = teams.find((team) => team.name === name);
  if (led !== undefined) {
    return led.id;
  }
  if (!all) {
    throw permissionDenied(`You do not lead the team "${name}".`);
  }
  const id = await objectId(queries, "userGroup", name);
  if (id === undefined) {
    throw notFound(name);
  }
  return id;
}

function requireConnection(identifier: string): number {
  const id = parseIdentifier(identifier);
  if (id === undefined) {
    throw badRequest(`"${identifier}" is not the identifier of a connection.`);
  }
  return id;
}

/** @throws ApiError unless the caller may see everybody's hours. */
export async function requireAll(queries: Queries, caller: Caller): Promise<void> {
  if (!(await hoursRights(queries, caller)).all) {
    throw permissionDenied("Only payroll clerks, auditors and administrators may see this.");
  }
}

/** @throws ApiError unless the caller may correct hours. */
export async function requireClerk(queries: Queries, caller: Caller): Promise<void> {
  if (!(await hoursRights(queries, caller)).correct) {
    throw permissionDenied("Only payroll clerks and administrators may do this.");
  }
}

/** @throws ApiError unless the caller is an administrator. */
export function requireHoursAdministrator({ administrator }: Caller): void {
  if (!administrator) {
    throw permissionDenied("Only administrators may do this.");
  }
}
