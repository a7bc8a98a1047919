import { isAdministrator } from "../database/accounts.ts";
import type { Queries } from "../database/database.ts";
import { givesSystemPermissions } from "../database/memberships.ts";
import type { Caller } from "../database/sign-ins.ts";
import { permissionDenied } from "./api-error.ts";

/**
 * Whoever may set an administrator's password is one: only administrators may change or delete such an account.
 * @throws ApiError
 */
export async function requireMayChangeAccount(queries: Queries, caller: Caller, userId: number): Promise<void> {
  if (!caller.administrator && (await isAdministrator(queries, userId))) {
    throw permissionDenied("Only administrators may change the account of an administrator.");
  }
}

/**
 * System permissions are given by administrators alone: only they may change a group that gives some, or its members.
 * @throws ApiError
 */
export async function requireMayChangeGroup(queries: Queries, caller: Caller, groupId: number): Promise<void> {
  if (!caller.administrator && (await givesSystemPermissions(queries, groupId))) {
    throw permissionDenied("Only administrators may change a group that gives system permissions, or its members.");
  }
}
