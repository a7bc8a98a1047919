import { type TSchema, Type } from "typebox";

/** A value that may be null. */
export function nullable<Value extends TSchema>(value: Value) {
  return Type.Union([value, Type.Null()]);
}

/** A moment, in milliseconds since 1970 (UTC). */
export const Moment = Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 });

const PermissionName = Type.Union([
  Type.Literal("READ"),
  Type.Literal("UPDATE"),
  Type.Literal("DELETE"),
  Type.Literal("ADMINISTER"),
]);

/** What somebody may do with an object. */
export const Permissions = Type.Array(PermissionName);

/** The answer of what has nothing to say. */
export const Done = Type.Null({ description: "Done." });
