import { type Static, Type } from "typebox";
import { withAbsent } from "../../database/attributes.ts";
import type { ConnectionDraft, ConnectionRow } from "../../database/connections.ts";
import {
  type Attributes,
  attributesFromLimits,
  CONNECTION_ATTRIBUTES,
  limitsFromAttributes,
} from "../../parameters/connection-attributes.ts";
import { faultsOfParameters, isSecretParameter } from "../../parameters/connection-parameters.ts";
import { faultsOfAttributes, type Group, MAX_VALUE_LENGTH } from "../../parameters/form.ts";
import { parentIdentifier, parentIdOf } from "../access.ts";
import { ApiError, badRequest } from "../api-error.ts";
import type { LiveSessions } from "../services.ts";
import { AttributeMap, ParameterMap } from "../shapes.ts";
import { MAX_NAME_LENGTH, requireName } from "./names.ts";

export const ConnectionBody = Type.Object({
  name: Type.Optional(Type.String({ maxLength: MAX_NAME_LENGTH })),
  parentIdentifier: Type.Optional(Type.String({ maxLength: 10 })),
  protocol: Type.Optional(Type.String({ maxLength: 32 })),
  parameters: Type.Optional(ParameterMap),
  attributes: Type.Optional(AttributeMap),
});

/** @throws ApiError when a value is longer than its column, or is not what its name asks for. */
export function checkParameters(protocol: string, parameters: Readonly<Record<string, string>>): void {
  const tooLong = Object.entries(parameters).find(([, value]) => value.length > MAX_VALUE_LENGTH);
  if (tooLong !== undefined) {
    const message = `${tooLong[0]} may have at most ${MAX_VALUE_LENGTH} characters.`;
    throw new ApiError("BAD_REQUEST", message, { status: 413 });
  }
  const faults = faultsOfParameters(protocol, parameters);
  if (faults.length > 0) {
    throw badRequest(faults.join(" "));
  }
}

/** @throws ApiError when an attribute is not what its name asks for. */
export function checkAttributes(groups: readonly Group[], attributes: Readonly<Record<string, string>>): void {
  const faults = faultsOfAttributes(groups, attributes);
  if (faults.length > 0) {
    throw badRequest(faults.join(" "));
  }
}

/** The connection that a body describes, with default attributes where it names none. */
export function draftOf(body: Static<typeof ConnectionBody>): ConnectionDraft {
  const { protocol = "", parameters, attributes = {} } = body;
  const name = requireName("connection", body.name);
  if (protocol.trim() === "") {
    throw badRequest("The connection needs a protocol, such as rdp.");
  }
  checkParameters(protocol, parameters ?? {});
  checkAttributes(CONNECTION_ATTRIBUTES, attributes);
  const parentId = parentIdOf(body.parentIdentifier);
  return { name, parentId, protocol, limits: limitsFromAttributes(attributes), attributes, parameters };
}

/** The body of a connection that is changed as far as `body` names it: its attributes one by one, its parameters as a whole. */
export function merged(row: ConnectionRow, body: Static<typeof ConnectionBody>): Static<typeof ConnectionBody> {
  return {
    ...body,
    name: body.name ?? row.connection_name,
    parentIdentifier: body.parentIdentifier ?? parentIdentifier(row.parent_id),
    protocol: body.protocol || row.protocol,
    attributes: { ...withoutNull(attributesFromLimits(row)), ...body.attributes },
  };
}

export function withoutNull(attributes: Attributes): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, value ?? ""]));
}

export function withoutSecrets(parameters: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !isSecretParameter(name)));
}

/** All attributes of a connection: null where one is not set. */
export function attributesOfConnection(row: ConnectionRow): Attributes {
  return { ...attributesFromLimits(row), ...withAbsent("connection", row.stored_attributes) };
}

/** How many live sessions each connection has. */
export async function countActive(sessions: Pick<LiveSessions, "list">): Promise<(connectionId: number) => number> {
  const byConnection = Map.groupBy(await sessions.list(), (session) => session.connectionIdentifier);
  return (id) => byConnection.get(String(id))?.length ?? 0;
}

/** A connection as the API answers it. */
export function connectionObject(row: ConnectionRow, active: (connectionId: number) => number): object {
  return {
    name: row.connection_name,
    identifier: String(row.connection_id),
    parentIdentifier: parentIdentifier(row.parent_id),
    protocol: row.protocol,
    attributes: attributesOfConnection(row),
    activeConnections: active(row.connection_id),
    ...(row.last_active !== null && { lastActive: row.last_active.getTime() }),
  };
}
