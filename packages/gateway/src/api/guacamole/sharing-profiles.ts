import { type Static, Type } from "typebox";
import { readSharingParameters } from "../../database/connection-parameters.ts";
import {
  createSharingProfile,
  deleteSharingProfile,
  findSharingProfile,
  listSharingProfiles,
  type SharingProfileDraft,
  type SharingProfileRow,
  updateSharingProfile,
} from "../../database/sharing-profiles.ts";
import { requireObject, requireSystemPermission } from "../access.ts";
import { badRequest } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { AttributeMap, IdentifierParameter, ParameterMap } from "../shapes.ts";
import { changeRecorder } from "./change-record.ts";
import { checkParameters, withoutSecrets } from "./connection-objects.ts";
import { type Context, type Directory, directoryRoutes } from "./directory.ts";
import { MAX_NAME_LENGTH, requireName } from "./names.ts";
import { rowRequirement } from "./object-row.ts";
import { readableParameters } from "./secret-reading.ts";

const ProfileBody = Type.Object({
  name: Type.Optional(Type.String({ maxLength: MAX_NAME_LENGTH })),
  primaryConnectionIdentifier: Type.Optional(Type.String({ maxLength: 10 })),
  parameters: Type.Optional(ParameterMap),
  attributes: Type.Optional(AttributeMap),
});
type Body = Static<typeof ProfileBody>;

/** A sharing profile as the API answers it. */
export function profileObject(row: SharingProfileRow): object {
  return {
    name: row.sharing_profile_name,
    identifier: String(row.sharing_profile_id),
    primaryConnectionIdentifier: String(row.primary_connection_id),
    attributes: {},
  };
}

const requireRow = rowRequirement("sharingProfile", ({ db }, id) => findSharingProfile(db, id));

/** What a body describes; a profile belongs to a connection that the caller may UPDATE. */
async function draftOf({ db, caller }: Context, body: Body): Promise<SharingProfileDraft> {
  const { primaryConnectionIdentifier, parameters } = body;
  const name = requireName("sharing profile", body.name);
  if (!primaryConnectionIdentifier) {
    throw badRequest("The sharing profile needs a connection (primaryConnectionIdentifier).");
  }
  checkParameters("rdp", parameters ?? {});
  const primaryConnectionId = await requireObject(db, caller, "connection", primaryConnectionIdentifier, "UPDATE");
  return { name, primaryConnectionId, parameters };
}

const record = changeRecorder("sharingProfile", []);

export function sharingProfileDirectory({ secrets }: Pick<Services, "secrets">): Directory<typeof ProfileBody, Body> {
  return {
    path: "sharingProfiles",
    noun: "sharing profile",
    body: ProfileBody,
    prepare: async (body) => body,

    async list({ db, caller }, permissions) {
      const rows = await listSharingProfiles(db, caller.userId, permissions);
      return Object.fromEntries(rows.map((row) => [row.sharing_profile_id, profileObject(row)]));
    },

    async read(context, identifier) {
      return profileObject(await requireRow(context, identifier, "READ"));
    },

    async create(context, body) {
      const { db, caller } = context;
      await requireSystemPermission(db, caller, "CREATE_SHARING_PROFILE");
      const draft = await draftOf(context, body);
      const identifier = String(await createSharingProfile(db, secrets, caller.userId, draft));
      await record(context, "sharing-profile.create", identifier, draft.name);
      return { identifier };
    },

    async replace(context, identifier, body) {
      const { db, caller } = context;
      const row = await requireRow(context, identifier, "UPDATE");
      const primary = String(row.primary_connection_id);
      await requireObject(db, caller, "connection", primary, "UPDATE");
      const draft = await draftOf(context, {
        ...body,
        name: body.name ?? row.sharing_profile_name,
        primaryConnectionIdentifier: body.primaryConnectionIdentifier ?? primary,
      });
      await updateSharingProfile(db, secrets, row.sharing_profile_id, draft);
      await record(context, "sharing-profile.change", identifier, draft.name);
    },

    async remove(context, identifier) {
      const { db, caller } = context;
      const row = await requireRow(context, identifier, "DELETE");
      await requireObject(db, caller, "connection", String(row.primary_connection_id), "UPDATE");
      await deleteSharingProfile(db, row.sharing_profile_id);
      await record(context, "sharing-profile.delete", identifier, row.sharing_profile_name);
    },

    echo: (body, created) => ({ ...body, parameters: withoutSecrets(body.parameters), ...created }),
  };
}

/** The directory of sharing profiles, their parameters, and those of one connection. */
export function sharingProfileRoutes(routes: Routes, services: Services): void {
  const { queries: db, secrets } = services;
  const tags = ["sharingProfiles"];
  directoryRoutes(routes, services, sharingProfileDirectory(services));

  routes.get(
    "/sharingProfiles/:identifier/parameters",
    { schema: { tags, summary: "The parameters of a sharing profile, secrets in clear", params: IdentifierParameter } },
    async ({ caller, params: { identifier } }) => {
      const row = await requireRow({ db, caller }, identifier, "UPDATE");
      const parameters = await readSharingParameters(db, secrets, row.sharing_profile_id);
      const object = { kind: "sharingProfile", identifier, name: row.sharing_profile_name } as const;
      return readableParameters(db, caller, "sharing-profile.secrets-read", object, parameters);
    },
  );

  routes.get(
    "/connections/:identifier/sharingProfiles",
    { schema: { tags, summary: "The sharing profiles of a connection", params: IdentifierParameter } },
    async ({ caller, params }) => {
      const connectionId = await requireObject(db, caller, "connection", params.identifier, "READ");
      const rows = await listSharingProfiles(db, caller.userId);
      const own = rows.filter((row) => row.primary_connection_id === connectionId);
      return Object.fromEntries(own.map((row) => [row.sharing_profile_id, profileObject(row)]));
    },
  );
}
