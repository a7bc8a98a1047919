import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { grantPatches, patchPermissions } from "../api/access.ts";
import type { ObjectPermission, PermissionObject, Subject } from "../api/permissions.ts";

/** A change of what some users and groups were granted on some objects. */
export interface Grant {
  readonly subject: Subject;
  readonly object: PermissionObject;
  readonly before: readonly ObjectPermission[];
  readonly after: readonly ObjectPermission[];
}

/** Stores grants, one request for each user or group, and has every view of rights loaded again. */
export function useGranting(): UseMutationResult<void, Error, readonly Grant[]> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (grants) => {
      const bySubject = Map.groupBy(grants, ({ subject }) => `${subject.kind} ${subject.name}`);
      for (const [first, ...others] of bySubject.values()) {
        if (first === undefined) continue;
        const patches = [first, ...others].flatMap((one) => grantPatches(one.object, one.before, one.after));
        await patchPermissions(first.subject, patches);
      }
    },
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ["access"] });
      await client.invalidateQueries({ queryKey: ["permissions"] });
    },
  });
}
