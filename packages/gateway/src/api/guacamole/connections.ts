import type { Static } from "typebox";
import { readParameters } from "../../database/connection-parameters.ts";
import {
  createConnection,
  deleteConnection,
  findConnection,
  listConnections,
  updateConnection,
} from "../../database/connections.ts";
import { CONNECTION_ATTRIBUTES } from "../../parameters/connection-attributes.ts";
import { requireParents, requireSystemPermission } from "../access.ts";
import type { Routes } from "../routes.ts";
import type { LiveSessions, Services } from "../services.ts";
import { IdentifierParameter } from "../shapes.ts";
import { changeRecorder } from "./change-record.ts";
import {
  ConnectionBody,
  connectionObject,
  countActive,
  draftOf,
  merged,
  withoutSecrets,
} from "./connection-objects.ts";
import { type Directory, directoryRoutes } from "./directory.ts";
import { rowRequirement } from "./object-row.ts";
import { readableParameters } from "./secret-reading.ts";

type Body = Static<typeof ConnectionBody>;

const requireRow = rowRequirement("connection", ({ db }, id) => findConnection(db, id));

const record = changeRecorder("connection", CONNECTION_ATTRIBUTES);

export function connectionDirectory({
  secrets,
  sessions,
}: Pick<Services, "secrets"> & { readonly sessions: Pick<LiveSessions, "list"> }): Directory<
  typeof ConnectionBody,
  Body
> {
  return {
    path: "connections",
    noun: "connection",
    body: ConnectionBody,
    prepare: async (body) => body,

    async list({ db, caller }, permissions) {
      const rows = await listConnections(db, caller.userId, permissions);
      const active = await countActive(sessions);
      return Object.fromEntries(rows.map((row) => [row.connection_id, connectionObject(row, active)]));
    },

    async read(context, identifier) {
      return connectionObject(await requireRow(context, identifier, "READ"), await countActive(sessions));
    },

    async create(context, body) {
      const { db, caller } = context;
      const draft = draftOf(body);
      await requireSystemPermission(db, caller, "CREATE_CONNECTION");
      await requireParents(db, caller, draft.parentId);
      const identifier = String(await createConnection(db, secrets, caller.userId, draft));
      await record(context, "connection.create", identifier, draft.name, body);
      return { identifier };
    },

    async replace(context, identifier, body) {
      const { db, caller } = context;
      const row = await requireRow(context, identifier, "UPDATE");
      const draft = draftOf(merged(row, body));
      if (row.parent_id !== draft.parentId) {
        await requireParents(db, caller, row.parent_id, draft.parentId);
      }
      await updateConnection(db, secrets, row.connection_id, draft);
      await record(context, "connection.change", identifier, draft.name, body);
    },

    async remove(context, identifier) {
      const { db, caller } = context;
      const row = await requireRow(context, identifier, "DELETE");
      await requireParents(db, caller, row.parent_id);
      await deleteConnection(db, row.connection_id);
      await record(context, "connection.delete", identifier, row.connection_name);
    },

    echo: (body, created) => ({
      ...body,
      parameters: withoutSecrets(body.parameters),
      ...created,
      activeConnections: 0,
    }),
  };
}

/** The directory of connections, and their parameters in clear for those who may change them. */
export function connectionRoutes(routes: Routes, services: Services): void {
  directoryRoutes(routes, services, connectionDirectory(services));

  routes.get(
    "/connections/:identifier/parameters",
    {
      schema: {
        tags: ["connections"],
        summary: "The parameters of a connection, secrets in clear",
        params: IdentifierParameter,
      },
    },
    async ({ caller, params: { identifier } }) => {
      const { queries: db, secrets } = services;
      const row = await requireRow({ db, caller }, identifier, "UPDATE");
      const parameters = await readParameters(db, secrets, row.connection_id);
      const object = { kind: "connection", identifier, name: row.connection_name } as const;
      return readableParameters(db, caller, "connection.secrets-read", object, parameters);
    },
  );
}
