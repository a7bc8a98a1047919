import { sql } from "kysely";
import type { SecretBox } from "../secrets/secret-box.ts";
import { NameTaken } from "./change-refused.ts";
import { replaceSharingParameters } from "./connection-parameters.ts";
import type { Queries } from "./database.ts";
import { grantAll, mayAccess } from "./permissions.ts";
import type { ObjectPermission } from "./tables.ts";

export interface SharingProfileRow {
  readonly sharing_profile_id: number;
  readonly sharing_profile_name: string;
  readonly primary_connection_id: number;
}

/** A sharing profile as it is to be stored. */
export interface SharingProfileDraft {
  readonly name: string;
  readonly primaryConnectionId: number;
  /** Undefined: those that are stored stay. */
  readonly parameters: Readonly<Record<string, string>> | undefined;
}

const PROFILE_ID = sql.ref("sharing_profile_id");

/** The profiles that somebody may READ and, if `permissions` are named, do one of them with; sorted by name. */
export async function listSharingProfiles(
  queries: Queries,
  askerId: number,
  permissions: readonly ObjectPermission[] = [],
): Promise<SharingProfileRow[]> {
  const readable = queries
    .selectFrom("guacamole_sharing_profile")
    .selectAll()
    .where(mayAccess(askerId, "sharingProfile", PROFILE_ID, "READ"))
    .orderBy("sharing_profile_name")
    .orderBy("sharing_profile_id");
  return permissions.length === 0
    ? readable.execute()
    : readable.where(mayAccess(askerId, "sharingProfile", PROFILE_ID, ...permissions)).execute();
}

export async function findSharingProfile(queries: Queries, profileId: number): Promise<SharingProfileRow | undefined> {
  return queries
    .selectFrom("guacamole_sharing_profile")
    .selectAll()
    .where("sharing_profile_id", "=", profileId)
    .executeTakeFirst();
}

async function requireFreeName(
  db: Queries,
  { name, primaryConnectionId }: SharingProfileDraft,
  except: number,
): Promise<void> {
  await sql`lock table guacamole_sharing_profile in share row exclusive mode`.execute(db);
  const taken = await db
    .selectFrom("guacamole_sharing_profile")
    .select("sharing_profile_id")
    .where("sharing_profile_name", "=", name)
    .where("primary_connection_id", "=", primaryConnectionId)
    .where("sharing_profile_id", "!=", except)
    .executeTakeFirst();
  if (taken !== undefined) {
    throw new NameTaken(`The sharing profile "${name}" already exists.`);
  }
}

/**
 * Stores a new profile, with which its creator may do everything.
 * @throws NameTaken
 */
export async function createSharingProfile(
  db: Queries,
  secrets: SecretBox,
  creatorId: number,
  draft: SharingProfileDraft,
): Promise<number> {
  await requireFreeName(db, draft, 0);
  const { sharing_profile_id } = await db
    .insertInto("guacamole_sharing_profile")
    .values({ sharing_profile_name: draft.name, primary_connection_id: draft.primaryConnectionId })
    .returning("sharing_profile_id")
    .executeTakeFirstOrThrow();
  await replaceSharingParameters(db, secrets, sharing_profile_id, draft.parameters ?? {});
  await grantAll(db, creatorId, "sharingProfile", sharing_profile_id);
  return sharing_profile_id;
}

/**
 * Replaces a profile.
 * @throws NameTaken
 */
export async function updateSharingProfile(
  db: Queries,
  secrets: SecretBox,
  profileId: number,
  draft: SharingProfileDraft,
): Promise<void> {
  await requireFreeName(db, draft, profileId);
  await db
    .updateTable("guacamole_sharing_profile")
    .set({ sharing_profile_name: draft.name, primary_connection_id: draft.primaryConnectionId })
    .where("sharing_profile_id", "=", profileId)
    .execute();
  if (draft.parameters !== undefined) {
    await replaceSharingParameters(db, secrets, profileId, draft.parameters);
  }
}

export async function deleteSharingProfile(db: Queries, profileId: number): Promise<void> {
  await db.deleteFrom("guacamole_sharing_profile").where("sharing_profile_id", "=", profileId).execute();
}
