import { type Static, Type } from "typebox";
import { readParameters } from "../../database/connection-parameters.ts";
import {
  type ConnectionDraft,
  type ConnectionRow,
  createConnection,
  deleteConnection,
  findConnection,
  listConnections,
  updateConnection,
} from "../../database/connections.ts";
import { attributesFromLimits, limitsFromAttributes } from "../../parameters/connection-attributes.ts";
import { faultsOfParameters } from "../../parameters/connection-parameters.ts";
import {
  AttributeMap,
  conflictError,
  IdentifierParameter,
  ParameterMap,
  PermissionFilter,
  parentIdentifier,
  parentIdOf,
  permissionsOf,
  requireObject,
  requireParents,
  requireSystemPermission,
} from "../access.ts";
import { ApiError, badRequest, notFound } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { LiveSessions, Services } from "../services.ts";

const ConnectionBody = Type.Object({
  name: Type.String({ maxLength: 128 }),
  parentIdentifier: Type.Optional(Type.String()),
  protocol: Type.String({ minLength: 1, maxLength: 32 }),
  parameters: Type.Optional(ParameterMap),
  attributes: Type.Optional(AttributeMap),
});

/** Guacamole's limit, of its column parameter_value. */
const MAX_PARAMETER_LENGTH = 4096;

/** A connection as it is to be stored, checked. */
export function draftOf(body: Static<typeof ConnectionBody>): ConnectionDraft {
  const { name, protocol, parameters } = body;
  if (name.trim() === "") {
    throw badRequest("The connection needs a name.");
  }
  const tooLong = Object.entries(parameters ?? {}).find(([, value]) => value.length > MAX_PARAMETER_LENGTH);
  if (tooLong !== undefined) {
    throw new ApiError("BAD_REQUEST", `${tooLong[0]} may have at most ${MAX_PARAMETER_LENGTH} characters.`, {
      status: 413,
    });
  }
  const faults = faultsOfParameters(protocol, parameters ?? {});
  if (faults.length > 0) {
    throw badRequest(faults.join(" "));
  }
  const limits = limitsFromAttributes(body.attributes ?? {});
  return { name, parentId: parentIdOf(body.parentIdentifier), protocol, limits, parameters };
}

/** How many live sessions each connection has. */
export async function countActive(sessions: LiveSessions): Promise<(connectionId: number) => number> {
  const active = await sessions.list();
  return (id) => active.filter((session) => session.connectionIdentifier === String(id)).length;
}

/** A connection as the API answers it. */
export function connectionObject(row: ConnectionRow, active: (connectionId: number) => number): object {
  return {
    name: row.connection_name,
    identifier: String(row.connection_id),
    parentIdentifier: parentIdentifier(row.parent_id),
    protocol: row.protocol,
    attributes: attributesFromLimits(row),
    activeConnections: active(row.connection_id),
    ...(row.last_active !== null && { lastActive: row.last_active.getTime() }),
  };
}

/** The directory of connections. */
export function connectionRoutes(routes: Routes, services: Services): void {
  const { queries, secrets, sessions } = services;

  routes.get("/connections", { schema: { querystring: PermissionFilter } }, async (request) => {
    const rows = await listConnections(queries, request.caller.userId, permissionsOf(request.query));
    const active = await countActive(sessions);
    return Object.fromEntries(rows.map((row) => [row.connection_id, connectionObject(row, active)]));
  });

  routes.post("/connections", { schema: { body: ConnectionBody } }, async (request) => {
    const { caller, body } = request;
    const draft = draftOf(body);
    await requireSystemPermission(queries, caller, "CREATE_CONNECTION");
    await requireParents(queries, caller, draft.parentId);
    const id = await createConnection(queries, secrets, caller.userId, draft).catch((error: unknown) => {
      throw conflictError(error);
    });
    request.log.info({ connection: id, username: caller.username }, "connection created");
    return { ...body, identifier: String(id), activeConnections: 0 };
  });

  routes.get("/connections/:identifier", { schema: { params: IdentifierParameter } }, async (request) => {
    const { identifier } = request.params;
    const id = await requireObject(queries, request.caller, "connection", identifier, "READ");
    const row = await findConnection(queries, id);
    if (row === undefined) {
      throw notFound(identifier);
    }
    return connectionObject(row, await countActive(sessions));
  });

  routes.get("/connections/:identifier/parameters", { schema: { params: IdentifierParameter } }, async (request) => {
    const { identifier } = request.params;
    const id = await requireObject(queries, request.caller, "connection", identifier, "UPDATE");
    return readParameters(queries, secrets, id);
  });

  routes.put(
    "/connections/:identifier",
    { schema: { params: IdentifierParameter, body: ConnectionBody } },
    async (request, reply) => {
      const { caller, body } = request;
      const { identifier } = request.params;
      const draft = draftOf(body);
      const id = await requireObject(queries, caller, "connection", identifier, "UPDATE");
      const row = await findConnection(queries, id);
      if (row === undefined) {
        throw notFound(identifier);
      }
      if (row.parent_id !== draft.parentId) {
        await requireParents(queries, caller, row.parent_id, draft.parentId);
      }
      await updateConnection(queries, secrets, id, draft).catch((error: unknown) => {
        throw conflictError(error);
      });
      request.log.info({ connection: id, username: caller.username }, "connection changed");
      return reply.code(204).send();
    },
  );

  routes.delete("/connections/:identifier", { schema: { params: IdentifierParameter } }, async (request, reply) => {
    const { caller } = request;
    const { identifier } = request.params;
    const id = await requireObject(queries, caller, "connection", identifier, "DELETE");
    const row = await findConnection(queries, id);
    if (row === undefined) {
      throw notFound(identifier);
    }
    await requireParents(queries, caller, row.parent_id);
    await deleteConnection(queries, id);
    request.log.info({ connection: id, username: caller.username }, "connection deleted");
    return reply.code(204).send();
  });
}
