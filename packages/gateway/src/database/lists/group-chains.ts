import { sql } from "kysely";
import type { Queries } from "../database.ts";
import { type Asker, isAllowed } from "./held-permissions.ts";

/** Stands for the name of a group that the asker may not READ. */
const HIDDEN = "…";
const SEPARATOR = " › ";

interface Membership {
  readonly member: number;
  readonly parent: number;
  readonly name: string | null;
}

/** Through which groups users and groups have what they have; disabled groups lead nowhere. */
export class GroupChains {
  readonly #parents = new Map<number, number[]>();
  readonly #names = new Map<number, string>();

  constructor(memberships: readonly Membership[]) {
    for (const { member, parent, name } of memberships) {
      this.#parents.set(member, [...(this.#parents.get(member) ?? []), parent]);
      this.#names.set(parent, name ?? HIDDEN);
    }
  }

  /** For each of `targets` that `entity` is in, the shortest way there: the names of the groups, nearest first. */
  to(entity: number, targets: readonly number[]): string[] {
    const chains = new Map<number, readonly number[]>([[entity, []]]);
    for (const [reached, chain] of chains) {
      for (const parent of this.#parents.get(reached) ?? []) {
        if (!chains.has(parent)) {
          chains.set(parent, [...chain, parent]);
        }
      }
    }
    return targets.flatMap((target) => {
      const chain = target === entity ? undefined : chains.get(target);
      return chain === undefined ? [] : [chain.map((group) => this.#names.get(group)).join(SEPARATOR)];
    });
  }
}

/** Reads how groups are in one another, and in which ones `entities` are. */
export async function readGroupChains(
  queries: Queries,
  asker: Asker,
  entities: readonly number[],
): Promise<GroupChains> {
  const { rows } = await sql<Membership>`
    select membership.member_entity_id as member, parent.entity_id as parent,
      case when ${isAllowed(asker, "userGroup", sql.ref("parent.user_group_id"), "READ")} then entity.name end as name
    from guacamole_user_group_member as membership
    join guacamole_user_group as parent on parent.user_group_id = membership.user_group_id and not parent.disabled
    join guacamole_entity as entity on entity.entity_id = parent.entity_id
    join guacamole_entity as member on member.entity_id = membership.member_entity_id
    where member.type = 'USER_GROUP' or membership.member_entity_id = any(${[...entities]}::integer[])
    order by entity.name`.execute(queries);
  return new GroupChains(rows);
}
