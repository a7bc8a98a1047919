import type { ObjectKind } from "../../database/permissions.ts";
import { requireObject } from "../access.ts";
import { notFound } from "../api-error.ts";
import type { Context } from "./directory.ts";

/** The row of an object with which the caller may do `permission`. @throws ApiError */
type RequireRow<Row> = (context: Context, identifier: string, permission: "READ" | "UPDATE" | "DELETE") => Promise<Row>;

/** How a directory comes to its rows. @param find reads the row of an id; undefined when it was deleted meanwhile */
export function rowRequirement<Row>(
  kind: ObjectKind,
  find: (context: Context, id: number) => Promise<Row | undefined>,
): RequireRow<Row> {
  return async (context, identifier, permission) => {
    const id = await requireObject(context.db, context.caller, kind, identifier, permission);
    const row = await find(context, id);
    if (row === undefined) {
      throw notFound(identifier);
    }
    return row;
  };
}
