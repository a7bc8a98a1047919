import type { AccessHolder } from "../api/access.ts";
import type { ListPage, ListQuery } from "../api/lists.ts";
import type { ObjectPermission } from "../api/permissions.ts";
import type { PermissionSet } from "../api/types.ts";

/** The users and groups that `held` grants rights on, as a list that is searched, sorted and cut here. */
export function managedAccounts(held: PermissionSet, query: ListQuery): ListPage<AccessHolder> {
  const ofKind = (kind: AccessHolder["kind"]) =>
    Object.entries(held[`${kind}Permissions`]).map(([name, rights]) => {
      const permissions = rights as readonly ObjectPermission[];
      return { kind, name, permissions, direct: permissions, via: [] };
    });
  const { search, sort, offset, limit } = query;
  const wanted = search.toLowerCase();
  const found = [...ofKind("userGroup"), ...ofKind("user")]
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true, sensitivity: "base" }));
  const sorted = sort.startsWith("-") ? found.reverse() : found;
  return { total: sorted.length, items: sorted.slice(offset, offset + limit) };
}
