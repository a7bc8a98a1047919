import { fetchList, type ListPage, type ListQuery } from "./lists.ts";
import type { ObjectPermission } from "./users.ts";

/** A user group as a line of a list. */
export interface UserGroupItem {
  readonly identifier: string;
  readonly disabled: boolean;
  readonly memberUsers: number;
  readonly memberGroups: number;
  readonly permissions: readonly ObjectPermission[];
}

export async function fetchUserGroups(query: ListQuery): Promise<ListPage<UserGroupItem>> {
  return await fetchList("userGroups", query);
}
