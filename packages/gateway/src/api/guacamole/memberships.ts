import { type Static, Type } from "typebox";
import { keepingAdministrator } from "../../database/administrators.ts";
import { recordAudit } from "../../database/audit.ts";
import { type EntityKind, entityOf } from "../../database/entities.ts";
import { addMember, groupsOf, type Membership, membersOf, removeMember } from "../../database/memberships.ts";
import { findObject } from "../access.ts";
import { requireMayChangeGroup } from "../account-rights.ts";
import { badRequest, notFound } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import type { Context } from "./directory.ts";
import { HOLDER_PLACES, type Holder, HolderParameter, requireHolder } from "./holders.ts";
import { MAX_NAME_LENGTH } from "./names.ts";

/** The groups that somebody is in, or the members of a group. */
type Relation = "userGroups" | "memberUsers" | "memberUserGroups";

const RELATIONS: Readonly<Record<EntityKind, readonly Relation[]>> = {
  user: ["userGroups"],
  userGroup: ["userGroups", "memberUsers", "memberUserGroups"],
};
/** What the names of a relation are names of. */
const RELATED: Readonly<Record<Relation, EntityKind>> = {
  userGroups: "userGroup",
  memberUsers: "user",
  memberUserGroups: "userGroup",
};

const MembershipPatches = Type.Array(
  Type.Object({ op: Type.String(), path: Type.String(), value: Type.String({ maxLength: MAX_NAME_LENGTH }) }),
  { maxItems: 50_000 },
);
type Patches = Static<typeof MembershipPatches>;

async function namesOf({ db, caller }: Context, { id, entityId }: Holder, relation: Relation): Promise<string[]> {
  return relation === "userGroups"
    ? groupsOf(db, caller.userId, entityId)
    : membersOf(db, caller.userId, id, RELATED[relation]);
}

function checkPatches(patches: Patches): void {
  for (const { op, path } of patches) {
    if (op !== "add" && op !== "remove") {
      throw badRequest(`Names are added and removed; there is no operation "${op}".`);
    }
    if (path !== "/") {
      throw badRequest(`Names are added and removed at "/", not at "${path}".`);
    }
  }
}

/** The membership of `holder` and `related`, who is related to it so. */
async function membershipWith(
  { db }: Context,
  holder: Holder,
  relation: Relation,
  related: number,
): Promise<Membership> {
  return relation === "userGroups"
    ? { groupId: related, memberEntityId: holder.entityId }
    : { groupId: holder.id, memberEntityId: await entityOf(db, RELATED[relation], related) };
}

/** A membership is changed by those who may UPDATE both sides; who is not there needs no removal. */
export async function changeMemberships(context: Context, holder: Holder, relation: Relation, patches: Patches) {
  const { db, caller } = context;
  for (const { op, value } of patches) {
    const related = await findObject(db, caller, RELATED[relation], value, "UPDATE");
    if (related !== undefined) {
      const membership = await membershipWith(context, holder, relation, related);
      await requireMayChangeGroup(db, caller, membership.groupId);
      await (op === "add" ? addMember(db, membership) : removeMember(db, membership));
    } else if (op === "add") {
      throw notFound(value);
    }
  }
  const { kind, name } = holder;
  const changes = Map.groupBy(patches, (patch) => patch.op);
  const namesIn = (op: string) => changes.get(op)?.map((patch) => patch.value) ?? [];
  await recordAudit(db, {
    actor: caller,
    action: kind === "user" ? "user.groups" : "group.members",
    object: { kind, identifier: name, name },
    details: { relation, added: namesIn("add"), removed: namesIn("remove") },
  });
}

/** Who is in which group: `userGroups` of users and groups, `memberUsers` and `memberUserGroups` of groups. */
export function membershipRoutes(routes: Routes, { queries, sessions }: Services): void {
  for (const { place, kind, tag } of HOLDER_PLACES) {
    for (const relation of RELATIONS[kind]) {
      const url = `${place}/${relation}`;
      const tags = [tag];

      routes.get(
        url,
        { schema: { tags, summary: `Names of the ${relation} that the caller may READ`, params: HolderParameter } },
        async ({ caller, params }) => {
          const context = { db: queries, caller };
          return namesOf(context, await requireHolder(context, kind, params, "READ"), relation);
        },
      );

      routes.patch(
        url,
        {
          schema: { tags, summary: `Adds and removes ${relation}`, params: HolderParameter, body: MembershipPatches },
        },
        async (request, reply) => {
          const { caller, params, body } = request;
          checkPatches(body);
          await queries.transaction().execute(async (db) => {
            const context = { db, caller };
            const holder = await requireHolder(context, kind, params, "UPDATE");
            await keepingAdministrator(db, () => changeMemberships(context, holder, relation, body));
          });
          sessions.recheck();
          return reply.code(204).send();
        },
      );
    }
  }
}
