import type { QueryClient } from "@tanstack/react-query";
import { directPermissionsQuery, grantPatches, patchPermissions, systemPatch } from "../api/access.ts";
import { changeMembership, membershipQuery } from "../api/groups.ts";
import type { ObjectPermission, PermissionObject, Subject } from "../api/permissions.ts";

const kinds = ["connection", "connectionGroup", "sharingProfile", "user", "userGroup"] as const;

/**
 * Gives `to` what was granted to `from` directly, and makes it a member of the same groups. What `from` may do with itself,
 * such as change its password, `to` may do with itself.
 * @throws ApiError; what was copied by then stays, and doing it again goes on.
 */
export async function copyAccess(client: QueryClient, from: Subject, to: Subject): Promise<void> {
  const groups = await client.fetchQuery({ ...membershipQuery(from, "userGroups"), staleTime: 0 });
  if (groups.length > 0) await changeMembership(to, "userGroups", "add", groups);
  const held = await client.fetchQuery({ ...directPermissionsQuery(from), staleTime: 0 });
  const objects = kinds.flatMap((kind) =>
    Object.entries(held[`${kind}Permissions`]).map(([identifier, rights]) => ({ kind, identifier, rights })),
  );
  const ownObject = ({ kind, identifier }: PermissionObject): PermissionObject =>
    kind === from.kind && identifier === from.name ? { kind, identifier: to.name } : { kind, identifier };
  await patchPermissions(to, [
    ...objects.flatMap((object) => grantPatches(ownObject(object), [], object.rights as ObjectPermission[])),
    ...held.systemPermissions.map((permission) => systemPatch("add", permission)),
  ]);
}
