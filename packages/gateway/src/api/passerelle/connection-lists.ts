import { Type } from "typebox";
import { listConnectionGroupPage } from "../../database/lists/connection-groups.ts";
import { listConnectionPage } from "../../database/lists/connections.ts";
import { parentIdentifier, parentIdOf } from "../access.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { pageOf, pageQuery } from "./page.ts";
import { Moment, nullable, Permissions } from "./schemas.ts";

const Parent = Type.Object({
  parent: Type.Optional(
    Type.String({ maxLength: 10, description: "Only what is directly in this group, or in ROOT." }),
  ),
});

const Place = Type.Object({
  identifier: Type.String(),
  name: Type.String(),
  parentIdentifier: Type.String(),
  path: Type.Array(Type.String(), { description: "Names of the groups above, from the root." }),
  activeConnections: Type.Integer(),
  permissions: Permissions,
});

const Connection = Type.Interface([Place], {
  protocol: Type.String(),
  hostname: nullable(Type.String({ description: "Null for who may not UPDATE it, like username." })),
  username: nullable(Type.String()),
  lastActive: nullable(Moment),
});

const ConnectionGroup = Type.Interface([Place], {
  type: Type.Union([Type.Literal("ORGANIZATIONAL"), Type.Literal("BALANCING")]),
});

const ConnectionQuery = Type.Interface([pageQuery(["name", "path", "protocol", "hostname", "lastActive"]), Parent], {});
const ConnectionGroupQuery = Type.Interface([pageQuery(["name", "path"]), Parent], {});

/** The connections and the groups of connections that the caller may READ. */
export function connectionListRoutes(routes: Routes, { queries }: Services): void {
  const tags = ["connections"];

  routes.get(
    "/connections",
    {
      schema: { tags, summary: "Connections", querystring: ConnectionQuery, response: { 200: pageOf(Connection) } },
    },
    async ({ caller, query }) => {
      const parentId = query.parent === undefined ? undefined : parentIdOf(query.parent);
      const { total, rows } = await listConnectionPage(queries, caller, parentId, query);
      const items = rows.map(({ connectionId, parentId: parent, ...row }) => ({
        ...row,
        identifier: String(connectionId),
        parentIdentifier: parentIdentifier(parent),
        lastActive: row.lastActive?.getTime() ?? null,
      }));
      return { total, items };
    },
  );

  routes.get(
    "/connectionGroups",
    {
      schema: {
        tags,
        summary: "Groups of connections",
        querystring: ConnectionGroupQuery,
        response: { 200: pageOf(ConnectionGroup) },
      },
    },
    async ({ caller, query }) => {
      const parentId = query.parent === undefined ? undefined : parentIdOf(query.parent);
      const { total, rows } = await listConnectionGroupPage(queries, caller, parentId, query);
      const items = rows.map(({ groupId, parentId: parent, ...row }) => ({
        ...row,
        identifier: String(groupId),
        parentIdentifier: parentIdentifier(parent),
      }));
      return { total, items };
    },
  );
}
