import { type RawBuilder, sql } from "kysely";
import type { Queries } from "../database.ts";
import type { EntityKind } from "../entities.ts";
import { effectiveEntities, holdsSystemPermission } from "../permissions.ts";
import type { Caller } from "../sign-ins.ts";

/** A group of users whose hours its leaders see. */
interface LedTeam {
  /** user_group_id. */
  readonly id: number;
  readonly name: string;
}

/** What somebody may do with hours; their own everybody may see. */
export interface HoursRights {
  /** See everybody's. */
  readonly all: boolean;
  /** Correct, close months, keep schedules and holidays. */
  readonly correct: boolean;
  /** Give roles, and reopen closed months. */
  readonly administer: boolean;
  /** The teams that they lead, by name. */
  readonly teams: readonly LedTeam[];
}

/** The rights of a caller, by roles of their own and of their groups, and by system permissions. */
export async function hoursRights(queries: Queries, caller: Caller): Promise<HoursRights> {
  const { administrator } = caller;
  const { rows } = await sql<{ role: "leader" | "clerk"; id: number | null; name: string | null }>`
    select distinct role, team.user_group_id as id, entity.name
    from passerelle_hours_role as held
    left join guacamole_user_group as team on team.user_group_id = held.user_group_id and not team.disabled
    left join guacamole_entity as entity on entity.entity_id = team.entity_id
    where held.entity_id in ${effectiveEntities(caller.userId)}
    order by entity.name`.execute(queries);
  const correct = administrator || rows.some(({ role }) => role === "clerk");
  const all = correct || (await holdsSystemPermission(queries, caller, "AUDIT"));
  const teams = rows.flatMap(({ id, name }) => (id === null || name === null ? [] : [{ id, name }]));
  return { all, correct, administer: administrator, teams };
}

/** Who holds something: a user, or a group whose members do. */
export interface Holder {
  readonly kind: EntityKind;
  readonly name: string;
}

export interface HoursRole {
  readonly holder: Holder;
  readonly role: "leader" | "clerk";
  /** The name of a leader's team; null for a clerk, who has all. */
  readonly team: string | null;
}

/** SQL: a holder as JSON, of the entity `entity`. */
export const HOLDER: RawBuilder<Holder> = sql`
  json_build_object('kind', case entity.type when 'USER' then 'user' else 'userGroup' end, 'name', entity.name)`;

/** All roles, by their holders' names. */
export async function listRoles(queries: Queries): Promise<HoursRole[]> {
  const { rows } = await sql<HoursRole>`
    select ${HOLDER} as holder, role, team_entity.name as team
    from passerelle_hours_role as held
    join guacamole_entity as entity on entity.entity_id = held.entity_id
    left join guacamole_user_group as team on team.user_group_id = held.user_group_id
    left join guacamole_entity as team_entity on team_entity.entity_id = team.entity_id
    order by lower(entity.name), entity.name, entity.type, role, team`.execute(queries);
  return rows;
}

/** A role as it is stored. */
export interface RoleGrant {
  readonly entityId: number;
  readonly role: "leader" | "clerk";
  /** user_group_id of a leader's team. */
  readonly teamId: number | null;
}

/** Gives a role; false when it was held already. */
export async function giveRole(db: Queries, { entityId, role, teamId }: RoleGrant): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("passerelle_hours_role")
    .values({ entity_id: entityId, role, user_group_id: teamId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Takes a role; false when it was not held. */
export async function takeRole(db: Queries, { entityId, role, teamId }: RoleGrant): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("passerelle_hours_role")
    .where("entity_id", "=", entityId)
    .where("role", "=", role)
    .where("user_group_id", teamId === null ? "is" : "=", teamId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
