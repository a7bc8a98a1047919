import { sql } from "kysely";
import { Type } from "typebox";
import { listUsable } from "../../database/lists/access-of-entity.ts";
import { listHolders } from "../../database/lists/access-to-object.ts";
import { mayAccess } from "../../database/permissions.ts";
import type { Caller } from "../../database/sign-ins.ts";
import { requireObject } from "../access.ts";
import { notFound } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { IdentifierParameter } from "../shapes.ts";
import { pageOf, pageQuery } from "./page.ts";
import { Permissions } from "./schemas.ts";

const Access = Type.Object({
  name: Type.String(),
  permissions: Permissions,
  direct: Type.Array(Permissions.items, { description: "Those that were granted to it itself." }),
  via: Type.Array(Type.String(), {
    description:
      "The groups through which it has others, each with the groups on the way, nearest first, as in `team › staff`. Administrators that are in no such group have all permissions without any.",
  }),
});
const Holder = Type.Interface([Access], { kind: Type.Union([Type.Literal("user"), Type.Literal("userGroup")]) });
const Usable = Type.Interface([Access], {
  kind: Type.Union([Type.Literal("connection"), Type.Literal("connectionGroup"), Type.Literal("sharingProfile")]),
  identifier: Type.String(),
  path: Type.Array(Type.String()),
});

const NameParameter = Type.Object({ name: Type.String() });

/** Rights seen from both sides, those from groups included: who may use this, and what may this one use. */
export function accessRoutes(routes: Routes, { queries }: Services): void {
  const tags = ["access"];

  /** The entity of a user or a group that the caller may READ. */
  async function requireEntity(caller: Caller, kind: "user" | "userGroup", name: string): Promise<number> {
    const table = kind === "user" ? "guacamole_user" : "guacamole_user_group";
    const id = sql.ref(kind === "user" ? "user_id" : "user_group_id");
    const oneself = kind === "user" ? sql`user_id = ${caller.userId}` : sql`false`;
    const { rows } = await sql<{ entity_id: number }>`
      select entity_id from ${sql.table(table)} join guacamole_entity using (entity_id)
      where name = ${name} and (${oneself} or ${mayAccess(caller.userId, kind, id, "READ")})`.execute(queries);
    const [found] = rows;
    if (found === undefined) {
      throw notFound(name);
    }
    return found.entity_id;
  }

  for (const [path, kind] of [
    ["connections", "connection"],
    ["connectionGroups", "connectionGroup"],
  ] as const) {
    routes.get(
      `/access/${path}/:identifier`,
      {
        schema: {
          tags,
          summary: `Who may do what with a ${kind}`,
          params: IdentifierParameter,
          querystring: pageQuery(["name", "kind"]),
          response: { 200: pageOf(Holder) },
        },
      },
      async ({ caller, params, query }) => {
        const id = await requireObject(queries, caller, kind, params.identifier, "READ");
        const { total, rows } = await listHolders(queries, caller, kind, id, query);
        return { total, items: rows };
      },
    );
  }

  for (const [path, kind] of [
    ["users", "user"],
    ["userGroups", "userGroup"],
  ] as const) {
    routes.get(
      `/access/${path}/:name`,
      {
        schema: {
          tags,
          summary: `What a ${kind} may do something with`,
          params: NameParameter,
          querystring: pageQuery(["name", "kind", "path"]),
          response: { 200: pageOf(Usable) },
        },
      },
      async ({ caller, params, query }) => {
        const entityId = await requireEntity(caller, kind, params.name);
        const { total, rows } = await listUsable(queries, caller, entityId, query);
        return { total, items: rows };
      },
    );
  }
}
