import { useMutation, useQueryClient } from "@tanstack/react-query";
import { grantPatches, patchPermissions } from "../api/access.ts";
import type { ObjectPermission, PermissionObject, Subject } from "../api/permissions.ts";

/** Somebody, and something to hold rights on. */
export interface Pair {
  readonly subject: Subject;
  readonly object: PermissionObject;
}

/** A change of what somebody was granted on something. */
interface Grant extends Pair {
  readonly before: readonly ObjectPermission[];
  readonly after: readonly ObjectPermission[];
}

interface Granting {
  readonly isPending: boolean;
  /** Why the last change was not stored. */
  readonly error: Error | null;
  readonly grant: (grants: readonly Grant[]) => Promise<void>;
  /** What will be granted once the change that is under way has been stored; undefined if none is. */
  readonly expected: (pair: Pair) => readonly ObjectPermission[] | undefined;
}

function isSame(a: Pair, b: Pair): boolean {
  return (
    a.subject.kind === b.subject.kind &&
    a.subject.name === b.subject.name &&
    a.object.kind === b.object.kind &&
    a.object.identifier === b.object.identifier
  );
}

/** Stores grants, one request for each user or group, and has every view of rights loaded again. */
export function useGranting(): Granting {
  const client = useQueryClient();
  const { isPending, error, variables, mutateAsync } = useMutation({
    mutationFn: async (grants: readonly Grant[]) => {
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
  const expected = (pair: Pair) => (isPending ? variables.find((one) => isSame(one, pair))?.after : undefined);
  return { isPending, error, grant: mutateAsync, expected };
}
