import { type Static, Type } from "typebox";
import { recordAudit } from "../../database/audit.ts";
import type { Queries } from "../../database/database.ts";
import { giveRole, type HoursRole, listRoles, type RoleGrant, takeRole } from "../../database/hours/roles.ts";
import { objectId } from "../../database/object-ids.ts";
import { ApiError, badRequest } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { HolderQuery, holderObject, requireHolder } from "./hours-holder.ts";
import { Holder, Name } from "./hours-schemas.ts";
import { requireAll, requireHoursAdministrator } from "./hours-whose.ts";
import { pageOf } from "./page.ts";
import { Done, nullable } from "./schemas.ts";

const RoleName = Type.Union([Type.Literal("leader"), Type.Literal("clerk")]);

const Role = Type.Object({ holder: Holder, role: RoleName, team: nullable(Name) }, { additionalProperties: false });

async function grantOf(db: Queries, { holder, role, team }: HoursRole): Promise<RoleGrant> {
  if ((role === "leader") !== (team !== null)) {
    throw badRequest(role === "leader" ? "A leader needs a team." : "A clerk has all teams; name none.");
  }
  const teamId = team === null ? null : await objectId(db, "userGroup", team);
  if (teamId === undefined) {
    throw new ApiError("NOT_FOUND", `There is no group named "${team}".`);
  }
  return { entityId: await requireHolder(db, holder), role, teamId };
}

/** Who sees or corrects other people's hours. */
export function hoursRoleRoutes(routes: Routes, { queries }: Services): void {
  const tags = ["hours"];

  routes.get(
    "/hours/roles",
    {
      schema: {
        tags,
        summary: "Who leads which team, and who is a payroll clerk; members of a group hold its roles",
        response: { 200: pageOf(Role) },
      },
    },
    async ({ caller }) => {
      await requireAll(queries, caller);
      const items: Static<typeof Role>[] = await listRoles(queries);
      return { total: items.length, items };
    },
  );

  routes.put(
    "/hours/roles",
    { schema: { tags, summary: "Gives a role to a user or a group", body: Role, response: { 204: Done } } },
    async ({ caller, body }, reply) => {
      requireHoursAdministrator(caller);
      await queries.transaction().execute(async (db) => {
        if (await giveRole(db, await grantOf(db, body))) {
          const { holder, ...details } = body;
          await recordAudit(db, { actor: caller, action: "hours.roles", object: holderObject(holder), details });
        }
      });
      return reply.code(204).send(null);
    },
  );

  routes.delete(
    "/hours/roles",
    {
      schema: {
        tags,
        summary: "Takes a role from a user or a group",
        querystring: Type.Interface([HolderQuery], { role: RoleName, team: Type.Optional(Name) }),
        response: { 204: Done },
      },
    },
    async ({ caller, query: { kind, name, role, team = null } }, reply) => {
      requireHoursAdministrator(caller);
      const holder = { kind, name };
      await queries.transaction().execute(async (db) => {
        if (await takeRole(db, await grantOf(db, { holder, role, team }))) {
          const details = { role, team, deleted: true };
          await recordAudit(db, { actor: caller, action: "hours.roles", object: holderObject(holder), details });
        }
      });
      return reply.code(204).send(null);
    },
  );
}
