import { sql } from "kysely";
import type { ConnectionGroupLimits } from "../parameters/connection-attributes.ts";
import { changeAttributes, type StoredAttributes, storedAttributes } from "./attributes.ts";
import { ChangeRefused, NameTaken } from "./change-refused.ts";
import type { Queries } from "./database.ts";
import { grantAll, mayAccess } from "./permissions.ts";
import type { ConnectionGroupType, ObjectPermission } from "./tables.ts";
import { inTransaction } from "./transaction.ts";

export interface ConnectionGroupRow extends ConnectionGroupLimits {
  readonly connection_group_id: number;
  readonly connection_group_name: string;
  readonly parent_id: number | null;
  readonly type: ConnectionGroupType;
  readonly stored_attributes: StoredAttributes | null;
}

/** A connection group as it is to be stored. */
export interface ConnectionGroupDraft {
  readonly name: string;
  readonly parentId: number | null;
  readonly type: ConnectionGroupType;
  readonly limits: ConnectionGroupLimits;
  /** Attributes that are no columns: those that are named change, "" removes one. */
  readonly attributes?: StoredAttributes;
}

/** A group would be inside itself. */
class GroupCycle extends ChangeRefused {
  override readonly name = "GroupCycle";
}

function selectGroups(queries: Queries) {
  return queries
    .selectFrom("guacamole_connection_group")
    .selectAll()
    .select(
      storedAttributes("connectionGroup", "guacamole_connection_group.connection_group_id").as("stored_attributes"),
    );
}

/** The groups that a user may READ and, if `permissions` are named, do one of them with; sorted by name. */
export async function listConnectionGroups(
  queries: Queries,
  userId: number,
  permissions: readonly ObjectPermission[] = [],
): Promise<ConnectionGroupRow[]> {
  const readable = selectGroups(queries)
    .where(mayAccess(userId, "connectionGroup", sql.ref("connection_group_id"), "READ"))
    .orderBy("connection_group_name")
    .orderBy("connection_group_id");
  return permissions.length === 0
    ? readable.execute()
    : readable.where(mayAccess(userId, "connectionGroup", sql.ref("connection_group_id"), ...permissions)).execute();
}

export async function findConnectionGroup(queries: Queries, groupId: number): Promise<ConnectionGroupRow | undefined> {
  return selectGroups(queries).where("connection_group_id", "=", groupId).executeTakeFirst();
}

/** The database's own constraint does not hold at the root, where the parent is NULL. */
async function requireFreeName(
  db: Queries,
  { name, parentId }: ConnectionGroupDraft,
  except: number | undefined,
): Promise<void> {
  await sql`lock table guacamole_connection_group in share row exclusive mode`.execute(db);
  const taken = await db
    .selectFrom("guacamole_connection_group")
    .select("connection_group_id")
    .where("connection_group_name", "=", name)
    .where("parent_id", "is not distinct from", parentId)
    .where("connection_group_id", "!=", except ?? 0)
    .executeTakeFirst();
  if (taken !== undefined) {
    throw new NameTaken(`The connection group "${name}" already exists.`);
  }
}

async function requireNoCycle(db: Queries, groupId: number, parentId: number | null): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    with recursive above (id) as (
      select ${parentId}::integer
      union
      select parent_id from guacamole_connection_group join above on connection_group_id = above.id
    )
    select id from above where id = ${groupId}`.execute(db);
  if (rows.length > 0) {
    throw new GroupCycle("A connection group cannot be inside itself.");
  }
}

function columnsOf(draft: ConnectionGroupDraft) {
  return { connection_group_name: draft.name, parent_id: draft.parentId, type: draft.type, ...draft.limits };
}

/**
 * Stores a new group, on which its creator may do everything.
 * @throws NameTaken
 */
export async function createConnectionGroup(
  queries: Queries,
  creatorId: number,
  draft: ConnectionGroupDraft,
): Promise<number> {
  return inTransaction(queries, async (db) => {
    await requireFreeName(db, draft, undefined);
    const { connection_group_id } = await db
      .insertInto("guacamole_connection_group")
      .values(columnsOf(draft))
      .returning("connection_group_id")
      .executeTakeFirstOrThrow();
    await changeAttributes(db, "connectionGroup", connection_group_id, draft.attributes ?? {});
    await grantAll(db, creatorId, "connectionGroup", connection_group_id);
    return connection_group_id;
  });
}

/**
 * Replaces a group.
 * @throws NameTaken, GroupCycle
 */
export async function updateConnectionGroup(
  queries: Queries,
  groupId: number,
  draft: ConnectionGroupDraft,
): Promise<void> {
  await inTransaction(queries, async (db) => {
    await requireFreeName(db, draft, groupId);
    await requireNoCycle(db, groupId, draft.parentId);
    await db
      .updateTable("guacamole_connection_group")
      .set(columnsOf(draft))
      .where("connection_group_id", "=", groupId)
      .execute();
    await changeAttributes(db, "connectionGroup", groupId, draft.attributes ?? {});
  });
}

/** Deletes a group and everything in it. */
export async function deleteConnectionGroup(queries: Queries, groupId: number): Promise<void> {
  await queries.deleteFrom("guacamole_connection_group").where("connection_group_id", "=", groupId).execute();
}
