import { type Static, Type } from "typebox";
import { recordAudit } from "../../database/audit.ts";
import { readParameters } from "../../database/connection-parameters.ts";
import { findConnection, updateConnection } from "../../database/connections.ts";
import type { Queries } from "../../database/database.ts";
import type { Caller } from "../../database/sign-ins.ts";
import { CONNECTION_ATTRIBUTES } from "../../parameters/connection-attributes.ts";
import type { SecretBox } from "../../secrets/secret-box.ts";
import { requireObject, requireParents } from "../access.ts";
import { notFound } from "../api-error.ts";
import { auditDetails } from "../guacamole/change-record.ts";
import { draftOf, merged } from "../guacamole/connection-objects.ts";
import { AttributeMap, ParameterMap } from "../shapes.ts";

/** What of a connection is to change: only what is named. */
export const ConnectionPatch = Type.Object(
  {
    name: Type.Optional(Type.String({ maxLength: 128 })),
    parentIdentifier: Type.Optional(Type.String({ maxLength: 10 })),
    attributes: Type.Optional(AttributeMap),
    parameters: Type.Optional(ParameterMap),
  },
  { additionalProperties: false },
);
export type ConnectionPatch = Static<typeof ConnectionPatch>;

/**
 * Changes a connection as far as `patch` names it; null or "" removes an attribute or a parameter.
 * @throws ApiError, NameTaken
 */
export async function patchConnection(
  db: Queries,
  secrets: SecretBox,
  caller: Caller,
  identifier: string,
  patch: ConnectionPatch,
): Promise<void> {
  const id = await requireObject(db, caller, "connection", identifier, "UPDATE");
  const row = await findConnection(db, id);
  if (row === undefined) {
    throw notFound(identifier);
  }
  const checked = draftOf(merged(row, patch));
  if (checked.parentId !== row.parent_id) {
    await requireParents(db, caller, row.parent_id, checked.parentId);
  }
  const parameters =
    patch.parameters === undefined ? undefined : { ...(await readParameters(db, secrets, id)), ...patch.parameters };
  await updateConnection(db, secrets, id, { ...checked, parameters });
  await recordAudit(db, {
    actor: caller,
    action: "connection.change",
    object: { kind: "connection", identifier, name: checked.name },
    details: auditDetails(patch, CONNECTION_ATTRIBUTES),
  });
}
