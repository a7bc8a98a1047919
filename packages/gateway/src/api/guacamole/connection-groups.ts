import { type Static, Type } from "typebox";
import {
  type ConnectionGroupDraft,
  type ConnectionGroupRow,
  createConnectionGroup,
  deleteConnectionGroup,
  findConnectionGroup,
  listConnectionGroups,
  updateConnectionGroup,
} from "../../database/connection-groups.ts";
import { attributesFromGroupLimits, groupLimitsFromAttributes } from "../../parameters/connection-attributes.ts";
import {
  AttributeMap,
  conflictError,
  IdentifierParameter,
  PermissionFilter,
  parentIdentifier,
  parentIdOf,
  permissionsOf,
  ROOT,
  requireObject,
  requireParents,
  requireSystemPermission,
} from "../access.ts";
import { badRequest, notFound } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { connectionTree } from "./connection-tree.ts";

const GroupBody = Type.Object({
  name: Type.String({ maxLength: 128 }),
  parentIdentifier: Type.Optional(Type.String()),
  type: Type.Union([Type.Literal("ORGANIZATIONAL"), Type.Literal("BALANCING")]),
  attributes: Type.Optional(AttributeMap),
});

function draftOf(body: Static<typeof GroupBody>): ConnectionGroupDraft {
  const { name, type } = body;
  if (name.trim() === "") {
    throw badRequest("The connection group needs a name.");
  }
  const limits = groupLimitsFromAttributes(body.attributes ?? {});
  return { name, type, parentId: parentIdOf(body.parentIdentifier), limits };
}

/** A connection group as the API answers it. */
export function groupObject(row: ConnectionGroupRow): object {
  return {
    name: row.connection_group_name,
    identifier: String(row.connection_group_id),
    parentIdentifier: parentIdentifier(row.parent_id),
    type: row.type,
    activeConnections: 0,
    attributes: attributesFromGroupLimits(row),
  };
}

/** The root, which has no row. */
export const ROOT_OBJECT = {
  name: ROOT,
  identifier: ROOT,
  type: "ORGANIZATIONAL",
  activeConnections: 0,
  attributes: {},
} as const;

/** The directory of connection groups, and the trees that hang on them. */
export function connectionGroupRoutes(routes: Routes, services: Services): void {
  const { queries, sessions } = services;

  routes.get("/connectionGroups", { schema: { querystring: PermissionFilter } }, async (request) => {
    const rows = await listConnectionGroups(queries, request.caller.userId, permissionsOf(request.query));
    return Object.fromEntries(rows.map((row) => [row.connection_group_id, groupObject(row)]));
  });

  routes.post("/connectionGroups", { schema: { body: GroupBody } }, async (request) => {
    const { caller, body } = request;
    const draft = draftOf(body);
    await requireSystemPermission(queries, caller, "CREATE_CONNECTION_GROUP");
    await requireParents(queries, caller, draft.parentId);
    const id = await createConnectionGroup(queries, caller.userId, draft).catch((error: unknown) => {
      throw conflictError(error);
    });
    request.log.info({ connectionGroup: id, username: caller.username }, "connection group created");
    return { ...body, identifier: String(id), activeConnections: 0 };
  });

  routes.get("/connectionGroups/:identifier", { schema: { params: IdentifierParameter } }, async (request) => {
    const { identifier } = request.params;
    if (identifier === ROOT) {
      return ROOT_OBJECT;
    }
    const id = await requireObject(queries, request.caller, "connectionGroup", identifier, "READ");
    const row = await findConnectionGroup(queries, id);
    if (row === undefined) {
      throw notFound(identifier);
    }
    return groupObject(row);
  });

  routes.get(
    "/connectionGroups/:identifier/tree",
    { schema: { params: IdentifierParameter, querystring: PermissionFilter } },
    async (request) => {
      const { identifier } = request.params;
      const tree = await connectionTree(queries, sessions, request.caller, identifier, permissionsOf(request.query));
      if (tree === undefined) {
        throw notFound(identifier);
      }
      return tree;
    },
  );

  routes.put(
    "/connectionGroups/:identifier",
    { schema: { params: IdentifierParameter, body: GroupBody } },
    async (request, reply) => {
      const { caller, body } = request;
      const { identifier } = request.params;
      const draft = draftOf(body);
      const id = await requireObject(queries, caller, "connectionGroup", identifier, "UPDATE");
      const row = await findConnectionGroup(queries, id);
      if (row === undefined) {
        throw notFound(identifier);
      }
      if (row.parent_id !== draft.parentId) {
        await requireParents(queries, caller, row.parent_id, draft.parentId);
      }
      await updateConnectionGroup(queries, id, draft).catch((error: unknown) => {
        throw conflictError(error);
      });
      request.log.info({ connectionGroup: id, username: caller.username }, "connection group changed");
      return reply.code(204).send();
    },
  );

  routes.delete(
    "/connectionGroups/:identifier",
    { schema: { params: IdentifierParameter } },
    async (request, reply) => {
      const { caller } = request;
      const { identifier } = request.params;
      const id = await requireObject(queries, caller, "connectionGroup", identifier, "DELETE");
      const row = await findConnectionGroup(queries, id);
      if (row === undefined) {
        throw notFound(identifier);
      }
      await requireParents(queries, caller, row.parent_id);
      await deleteConnectionGroup(queries, id);
      request.log.info({ connectionGroup: id, username: caller.username }, "connection group deleted");
      return reply.code(204).send();
    },
  );
}
