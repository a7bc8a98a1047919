import { sql } from "kysely";
import type { Queries } from "./database.ts";
import { OBJECTS, type ObjectKind } from "./permissions.ts";
import type { ObjectPermission, SystemPermission } from "./tables.ts";

/** A permission of an entity on one object. */
export interface Grant {
  readonly kind: ObjectKind;
  readonly id: number;
  readonly permission: ObjectPermission;
}

/** Gives an entity a permission that it may hold already. */
export async function grant(db: Queries, entityId: number, { kind, id, permission }: Grant): Promise<void> {
  const { table, column } = OBJECTS[kind];
  await sql`
    insert into ${sql.table(table)} (entity_id, ${sql.ref(column)}, permission)
    values (${entityId}, ${id}, ${permission}) on conflict do nothing`.execute(db);
}

/** Takes a permission from an entity that may not hold it. */
export async function revoke(db: Queries, entityId: number, { kind, id, permission }: Grant): Promise<void> {
  const { table, column } = OBJECTS[kind];
  await sql`
    delete from ${sql.table(table)}
    where entity_id = ${entityId} and ${sql.ref(column)} = ${id} and permission = ${permission}`.execute(db);
}

export async function grantSystem(db: Queries, entityId: number, permission: SystemPermission): Promise<void> {
  await db
    .insertInto("guacamole_system_permission")
    .values({ entity_id: entityId, permission })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function revokeSystem(db: Queries, entityId: number, permission: SystemPermission): Promise<void> {
  await db
    .deleteFrom("guacamole_system_permission")
    .where("entity_id", "=", entityId)
    .where("permission", "=", permission)
    .execute();
}
