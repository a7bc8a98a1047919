import { fetchList, type ListPage, type ListQuery } from "./lists.ts";

/** What may be done with an object. */
export type ObjectPermission = "READ" | "UPDATE" | "DELETE" | "ADMINISTER";

/** A user as a line of a list. */
export interface UserItem {
  readonly username: string;
  readonly disabled: boolean;
  readonly fullName: string | null;
  readonly email: string | null;
  readonly organization: string | null;
  readonly role: string | null;
  /** The password must be changed at the next sign-in. */
  readonly expired: boolean;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly lastActive: number | null;
  readonly online: boolean;
  /** How many groups the user is a direct member of. */
  readonly groups: number;
  readonly secondFactors: readonly ("totp" | "passkey")[];
  readonly permissions: readonly ObjectPermission[];
}

export async function fetchUsers(query: ListQuery): Promise<ListPage<UserItem>> {
  return await fetchList("users", query);
}
