import { type Static, Type } from "typebox";
import { recordAudit } from "../../database/audit.ts";
import { readParameters } from "../../database/connection-parameters.ts";
import { createConnection, findConnection } from "../../database/connections.ts";
import type { Queries } from "../../database/database.ts";
import { permissionsOn } from "../../database/permissions.ts";
import type { Caller } from "../../database/sign-ins.ts";
import { CONNECTION_ATTRIBUTES } from "../../parameters/connection-attributes.ts";
import { isSecretParameter } from "../../parameters/connection-parameters.ts";
import { parentIdentifier, requireObject, requireParents, requireSystemPermission } from "../access.ts";
import { notFound } from "../api-error.ts";
import { requireScope } from "../api-key-scopes.ts";
import { auditDetails } from "../guacamole/change-record.ts";
import { attributesOfConnection, draftOf } from "../guacamole/connection-objects.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { AttributeMap, IdentifierParameter, ParameterMap } from "../shapes.ts";
import { ConnectionPatch, patchConnection } from "./connection-patch.ts";
import { Done, nullable, Permissions } from "./schemas.ts";

const Connection = Type.Object({
  identifier: Type.String(),
  name: Type.String(),
  parentIdentifier: Type.String(),
  protocol: Type.String(),
  attributes: Type.Record(Type.String(), nullable(Type.String())),
  parameters: Type.Record(Type.String(), Type.String(), {
    description: "Without secrets. Empty for who may not UPDATE the connection, like storedSecrets.",
  }),
  storedSecrets: Type.Array(Type.String(), { description: "Names of the secret parameters that have a value." }),
  permissions: Permissions,
});

const NewConnection = Type.Object(
  {
    name: Type.String({ maxLength: 128 }),
    parentIdentifier: Type.Optional(Type.String({ maxLength: 10 })),
    protocol: Type.String({ minLength: 1, maxLength: 32 }),
    attributes: Type.Optional(AttributeMap),
    parameters: Type.Optional(ParameterMap),
    copySecretsOf: Type.Optional(
      Type.String({ maxLength: 10, description: "A connection whose secrets it gets, as far as none are given." }),
    ),
  },
  { additionalProperties: false },
);

/** Connections for pages that never see a stored secret: those that are not named stay. */
export function connectionRoutes(routes: Routes, { queries, secrets, sessions }: Services): void {
  const tags = ["connections"];

  async function parametersFor(caller: Caller, db: Queries, body: Static<typeof NewConnection>) {
    if (body.copySecretsOf === undefined) {
      return body.parameters ?? {};
    }
    const source = await requireObject(db, caller, "connection", body.copySecretsOf, "UPDATE");
    requireScope(caller, "secrets");
    const stored = Object.entries(await readParameters(db, secrets, source));
    return { ...Object.fromEntries(stored.filter(([name]) => isSecretParameter(name))), ...body.parameters };
  }

  routes.get(
    "/connections/:identifier",
    { schema: { tags, summary: "A connection", params: IdentifierParameter, response: { 200: Connection } } },
    async ({ caller, params: { identifier } }) => {
      const id = await requireObject(queries, caller, "connection", identifier, "READ");
      const row = await findConnection(queries, id);
      if (row === undefined) {
        throw notFound(identifier);
      }
      const permissions = await permissionsOn(queries, caller, "connection", id);
      const stored = permissions.has("UPDATE") ? Object.entries(await readParameters(queries, secrets, id)) : [];
      return {
        identifier,
        name: row.connection_name,
        parentIdentifier: parentIdentifier(row.parent_id),
        protocol: row.protocol,
        attributes: attributesOfConnection(row),
        parameters: Object.fromEntries(stored.filter(([name]) => !isSecretParameter(name))),
        storedSecrets: stored.map(([name]) => name).filter(isSecretParameter),
        permissions: [...permissions],
      };
    },
  );

  routes.post(
    "/connections",
    {
      schema: {
        tags,
        summary: "Makes a connection",
        body: NewConnection,
        response: { 200: Type.Object({ identifier: Type.String() }) },
      },
    },
    async ({ caller, body }) => {
      const id = await queries.transaction().execute(async (db) => {
        await requireSystemPermission(db, caller, "CREATE_CONNECTION");
        const draft = draftOf({ ...body, parameters: await parametersFor(caller, db, body) });
        await requireParents(db, caller, draft.parentId);
        const created = await createConnection(db, secrets, caller.userId, draft);
        const object = { kind: "connection", identifier: String(created), name: draft.name } as const;
        const details = {
          ...auditDetails(body, CONNECTION_ATTRIBUTES),
          ...(body.copySecretsOf !== undefined && { secretsOf: body.copySecretsOf }),
        };
        await recordAudit(db, { actor: caller, action: "connection.create", object, details });
        return created;
      });
      return { identifier: String(id) };
    },
  );

  routes.patch(
    "/connections/:identifier",
    {
      schema: {
        tags,
        summary: "Changes what is named of a connection",
        params: IdentifierParameter,
        body: ConnectionPatch,
        response: { 204: Done },
      },
    },
    async ({ caller, params, body }, reply) => {
      await queries.transaction().execute((db) => patchConnection(db, secrets, caller, params.identifier, body));
      sessions.recheck();
      return reply.code(204).send(null);
    },
  );
}
