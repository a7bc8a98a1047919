import { sql } from "kysely";
import type { ConnectionLimits } from "../parameters/connection-attributes.ts";
import type { SecretBox } from "../secrets/secret-box.ts";
import { changeAttributes, type StoredAttributes, storedAttributes } from "./attributes.ts";
import { NameTaken } from "./change-refused.ts";
import { replaceParameters } from "./connection-parameters.ts";
import type { Queries } from "./database.ts";
import { grantAll, mayAccess } from "./permissions.ts";
import type { ObjectPermission } from "./tables.ts";
import { inTransaction } from "./transaction.ts";

/** A connection without its parameters. */
export interface ConnectionRow extends ConnectionLimits {
  readonly connection_id: number;
  readonly connection_name: string;
  readonly parent_id: number | null;
  readonly protocol: string;
  readonly stored_attributes: StoredAttributes | null;
  /** When it was last opened. */
  readonly last_active: Date | null;
}

/** A connection as it is to be stored. */
export interface ConnectionDraft {
  readonly name: string;
  readonly parentId: number | null;
  readonly protocol: string;
  readonly limits: ConnectionLimits;
  /** Attributes that are no columns: those that are named change, "" removes one. */
  readonly attributes?: StoredAttributes;
  /** Undefined: those that are stored stay. */
  readonly parameters: Readonly<Record<string, string>> | undefined;
}

function selectConnections(queries: Queries) {
  return queries
    .selectFrom("guacamole_connection as connection")
    .selectAll()
    .select(storedAttributes("connection", "connection.connection_id").as("stored_attributes"))
    .select((row) =>
      row
        .selectFrom("guacamole_connection_history as history")
        .select((max) => max.fn.max("history.start_date").as("last_active"))
        .whereRef("history.connection_id", "=", "connection.connection_id")
        .as("last_active"),
    );
}

/** The connections that a user may READ and, if `permissions` are named, do one of them with; sorted by name. */
export async function listConnections(
  queries: Queries,
  userId: number,
  permissions: readonly ObjectPermission[] = [],
): Promise<ConnectionRow[]> {
  const readable = selectConnections(queries)
    .where(mayAccess(userId, "connection", sql.ref("connection.connection_id"), "READ"))
    .orderBy("connection_name")
    .orderBy("connection_id");
  return permissions.length === 0
    ? readable.execute()
    : readable.where(mayAccess(userId, "connection", sql.ref("connection.connection_id"), ...permissions)).execute();
}

export async function findConnection(queries: Queries, connectionId: number): Promise<ConnectionRow | undefined> {
  return selectConnections(queries).where("connection_id", "=", connectionId).executeTakeFirst();
}

/** The database's own constraint does not hold at the root, where the parent is NULL. */
async function requireFreeName(
  db: Queries,
  { name, parentId }: ConnectionDraft,
  except: number | undefined,
): Promise<void> {
  await sql`lock table guacamole_connection in share row exclusive mode`.execute(db);
  const taken = await db
    .selectFrom("guacamole_connection")
    .select("connection_id")
    .where("connection_name", "=", name)
    .where("parent_id", "is not distinct from", parentId)
    .where("connection_id", "!=", except ?? 0)
    .executeTakeFirst();
  if (taken !== undefined) {
    throw new NameTaken(`The connection "${name}" already exists.`);
  }
}

/**
 * Stores a new connection, on which its creator may do everything.
 * @throws NameTaken
 */
export async function createConnection(
  queries: Queries,
  secrets: SecretBox,
  creatorId: number,
  draft: ConnectionDraft,
): Promise<number> {
  return inTransaction(queries, async (db) => {
    await requireFreeName(db, draft, undefined);
    const { connection_id } = await db
      .insertInto("guacamole_connection")
      .values({ connection_name: draft.name, parent_id: draft.parentId, protocol: draft.protocol, ...draft.limits })
      .returning("connection_id")
      .executeTakeFirstOrThrow();
    await replaceParameters(db, secrets, connection_id, draft.parameters ?? {});
    await changeAttributes(db, "connection", connection_id, draft.attributes ?? {});
    await grantAll(db, creatorId, "connection", connection_id);
    return connection_id;
  });
}

/**
 * Replaces a connection.
 * @throws NameTaken
 */
export async function updateConnection(
  queries: Queries,
  secrets: SecretBox,
  connectionId: number,
  draft: ConnectionDraft,
): Promise<void> {
  await inTransaction(queries, async (db) => {
    await requireFreeName(db, draft, connectionId);
    await db
      .updateTable("guacamole_connection")
      .set({ connection_name: draft.name, parent_id: draft.parentId, protocol: draft.protocol, ...draft.limits })
      .where("connection_id", "=", connectionId)
      .execute();
    if (draft.parameters !== undefined) {
      await replaceParameters(db, secrets, connectionId, draft.parameters);
    }
    await changeAttributes(db, "connection", connectionId, draft.attributes ?? {});
  });
}

export async function deleteConnection(queries: Queries, connectionId: number): Promise<void> {
  await queries.deleteFrom("guacamole_connection").where("connection_id", "=", connectionId).execute();
}
