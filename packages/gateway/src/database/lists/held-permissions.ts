import { type RawBuilder, sql } from "kysely";
import { effectiveEntities, isGranted, OBJECTS, type ObjectKind } from "../permissions.ts";
import type { ObjectPermission } from "../tables.ts";

/** As far as lists need to know who asks. */
export interface Asker {
  readonly userId: number;
  /** Holds the system permission ADMINISTER. */
  readonly administrator: boolean;
}

/** SQL: whether the asker may do `permission` with the object whose id is `id`. */
export function isAllowed(
  asker: Asker,
  kind: ObjectKind,
  id: RawBuilder<unknown>,
  permission: ObjectPermission,
): RawBuilder<boolean> {
  return asker.administrator ? sql<boolean>`true` : isGranted(asker.userId, kind, id, permission);
}

/** SQL: what the asker may do with the object whose id is `id`, in the order of the enumeration. */
export function heldPermissions(
  asker: Asker,
  kind: ObjectKind,
  id: RawBuilder<unknown>,
): RawBuilder<ObjectPermission[]> {
  const { table, column } = OBJECTS[kind];
  if (asker.administrator) {
    return sql`array['READ', 'UPDATE', 'DELETE', 'ADMINISTER']`;
  }
  return sql`array(
    select held.permission::text from ${sql.table(table)} as held
    where held.${sql.ref(column)} = ${id} and held.entity_id in ${effectiveEntities(asker.userId)}
    group by held.permission order by held.permission
  )`;
}
