import { type Static, Type } from "typebox";
import { withAbsent } from "../../database/attributes.ts";
import {
  type ConnectionGroupDraft,
  type ConnectionGroupRow,
  createConnectionGroup,
  deleteConnectionGroup,
  findConnectionGroup,
  listConnectionGroups,
  updateConnectionGroup,
} from "../../database/connection-groups.ts";
import {
  attributesFromGroupLimits,
  CONNECTION_GROUP_ATTRIBUTES,
  groupLimitsFromAttributes,
} from "../../parameters/connection-attributes.ts";
import { parentIdentifier, parentIdOf, ROOT, requireParents, requireSystemPermission } from "../access.ts";
import { badRequest, notFound } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { LiveSessions, Services } from "../services.ts";
import { AttributeMap, IdentifierParameter, PermissionFilter, permissionsOf } from "../shapes.ts";
import { changeRecorder } from "./change-record.ts";
import { checkAttributes, withoutNull } from "./connection-objects.ts";
import { connectionTree } from "./connection-tree.ts";
import { type Directory, directoryRoutes } from "./directory.ts";
import { MAX_NAME_LENGTH, requireName } from "./names.ts";
import { rowRequirement } from "./object-row.ts";

const GroupBody = Type.Object({
  name: Type.Optional(Type.String({ maxLength: MAX_NAME_LENGTH })),
  parentIdentifier: Type.Optional(Type.String({ maxLength: 10 })),
  type: Type.Optional(Type.Union([Type.Literal("ORGANIZATIONAL"), Type.Literal("BALANCING")])),
  attributes: Type.Optional(AttributeMap),
});
type Body = Static<typeof GroupBody>;

function draftOf({ type, attributes = {}, ...body }: Body): ConnectionGroupDraft {
  const name = requireName("connection group", body.name);
  if (type === undefined) {
    throw badRequest("The connection group needs a type: ORGANIZATIONAL or BALANCING.");
  }
  checkAttributes(CONNECTION_GROUP_ATTRIBUTES, attributes);
  const parentId = parentIdOf(body.parentIdentifier);
  return { name, type, parentId, limits: groupLimitsFromAttributes(attributes), attributes };
}

function merged(row: ConnectionGroupRow, body: Body): Body {
  return {
    name: body.name ?? row.connection_group_name,
    parentIdentifier: body.parentIdentifier ?? parentIdentifier(row.parent_id),
    type: body.type ?? row.type,
    attributes: { ...withoutNull(attributesFromGroupLimits(row)), ...body.attributes },
  };
}

/** How many live sessions were opened through each group. */
export async function countActiveOfGroups(sessions: Pick<LiveSessions, "list">): Promise<(groupId: number) => number> {
  const byGroup = Map.groupBy(await sessions.list(), (session) => session.groupIdentifier);
  return (id) => byGroup.get(String(id))?.length ?? 0;
}

/** A connection group as the API answers it. */
export function groupObject(row: ConnectionGroupRow, active: (groupId: number) => number): object {
  return {
    name: row.connection_group_name,
    identifier: String(row.connection_group_id),
    parentIdentifier: parentIdentifier(row.parent_id),
    type: row.type,
    activeConnections: active(row.connection_group_id),
    attributes: { ...attributesFromGroupLimits(row), ...withAbsent("connectionGroup", row.stored_attributes) },
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

const requireRow = rowRequirement("connectionGroup", ({ db }, id) => findConnectionGroup(db, id));

const record = changeRecorder("connectionGroup", CONNECTION_GROUP_ATTRIBUTES);

export function connectionGroupDirectory(sessions: Pick<LiveSessions, "list">): Directory<typeof GroupBody, Body> {
  return {
    path: "connectionGroups",
    noun: "connection group",
    body: GroupBody,
    prepare: async (body) => body,

    async list({ db, caller }, permissions) {
      const rows = await listConnectionGroups(db, caller.userId, permissions);
      const active = await countActiveOfGroups(sessions);
      return Object.fromEntries(rows.map((row) => [row.connection_group_id, groupObject(row, active)]));
    },

    async read(context, identifier) {
      return identifier === ROOT
        ? ROOT_OBJECT
        : groupObject(await requireRow(context, identifier, "READ"), await countActiveOfGroups(sessions));
    },

    async create(context, body) {
      const { db, caller } = context;
      const draft = draftOf(body);
      await requireSystemPermission(db, caller, "CREATE_CONNECTION_GROUP");
      await requireParents(db, caller, draft.parentId);
      const identifier = String(await createConnectionGroup(db, caller.userId, draft));
      await record(context, "connection-group.create", identifier, draft.name, body);
      return { identifier };
    },

    async replace(context, identifier, body) {
      const { db, caller } = context;
      const row = await requireRow(context, identifier, "UPDATE");
      const draft = draftOf(merged(row, body));
      if (row.parent_id !== draft.parentId) {
        await requireParents(db, caller, row.parent_id, draft.parentId);
      }
      await updateConnectionGroup(db, row.connection_group_id, draft);
      await record(context, "connection-group.change", identifier, draft.name, body);
    },

    async remove(context, identifier) {
      const { db, caller } = context;
      const row = await requireRow(context, identifier, "DELETE");
      await requireParents(db, caller, row.parent_id);
      await deleteConnectionGroup(db, row.connection_group_id);
      await record(context, "connection-group.delete", identifier, row.connection_group_name);
    },

    echo: (body, created) => ({ ...body, ...created, activeConnections: 0 }),
  };
}

/** The directory of connection groups, and the trees that hang on them. */
export function connectionGroupRoutes(routes: Routes, services: Services): void {
  const { queries, sessions } = services;
  directoryRoutes(routes, services, connectionGroupDirectory(sessions));

  routes.get(
    "/connectionGroups/:identifier/tree",
    {
      schema: {
        tags: ["connectionGroups"],
        summary: "A connection group with everything in it",
        params: IdentifierParameter,
        querystring: PermissionFilter,
      },
    },
    async (request) => {
      const { identifier } = request.params;
      const tree = await connectionTree(queries, sessions, request.caller, identifier, permissionsOf(request.query));
      if (tree === undefined) {
        throw notFound(identifier);
      }
      return tree;
    },
  );
}
