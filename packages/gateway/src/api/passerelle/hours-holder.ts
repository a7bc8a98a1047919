import { Type } from "typebox";
import type { AuditObject } from "../../database/audit.ts";
import type { Queries } from "../../database/database.ts";
import { entityOf } from "../../database/entities.ts";
import type { Holder } from "../../database/hours/roles.ts";
import { objectId } from "../../database/object-ids.ts";
import { ApiError } from "../api-error.ts";
import { Holder as Schema } from "./hours-schemas.ts";

/** A user or group in a query. */
export const HolderQuery = Type.Object(Schema.properties);

/** The entity of a user or group. @throws ApiError when there is none. */
export async function requireHolder(db: Queries, { kind, name }: Holder): Promise<number> {
  const id = await objectId(db, kind, name);
  if (id === undefined) {
    throw new ApiError("NOT_FOUND", `There is no ${kind === "user" ? "user" : "group"} named "${name}".`);
  }
  return entityOf(db, kind, id);
}

/** A holder as the audit log names it. */
export function holderObject({ kind, name }: Holder): AuditObject {
  return { kind, identifier: name, name };
}
