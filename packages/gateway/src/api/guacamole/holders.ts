import { type Static, Type } from "typebox";
import { type EntityKind, entityOf } from "../../database/entities.ts";
import { requireObject } from "../access.ts";
import type { Context } from "./directory.ts";

/** Where users and groups with their permissions and memberships are found; "self" is the caller. */
export const HOLDER_PLACES = [
  { place: "/users/:identifier", kind: "user", tag: "users" },
  { place: "/self", kind: "user", tag: "self" },
  { place: "/userGroups/:identifier", kind: "userGroup", tag: "userGroups" },
] as const;

export const USER_PLACES = HOLDER_PLACES.filter(({ kind }) => kind === "user");

export const HolderParameter = Type.Object({ identifier: Type.Optional(Type.String()) });

/** A user or group that holds permissions and is in groups. */
export interface Holder {
  readonly kind: EntityKind;
  readonly name: string;
  /** Of the user or group. */
  readonly id: number;
  readonly entityId: number;
}

/** The user or group that a path names, with which the caller may do `permission`. @throws ApiError */
export async function requireHolder(
  { db, caller }: Context,
  kind: EntityKind,
  { identifier }: Static<typeof HolderParameter>,
  permission: "READ" | "UPDATE",
): Promise<Holder> {
  const name = identifier ?? caller.username;
  const id = await requireObject(db, caller, kind, name, permission);
  return { kind, name, id, entityId: await entityOf(db, kind, id) };
}
