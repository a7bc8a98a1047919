import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { changeMembership, type Membership } from "../api/groups.ts";
import type { Subject } from "../api/permissions.ts";

interface MembershipChange {
  readonly op: "add" | "remove";
  readonly names: readonly string[];
}

/** Adds or removes memberships, and has everything loaded again that hangs on them. */
export function useMembershipChange(
  subject: Subject,
  membership: Membership,
): UseMutationResult<void, Error, MembershipChange> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ op, names }) => changeMembership(subject, membership, op, names),
    onSettled: () =>
      Promise.all(
        ["memberships", "users", "userGroups", "access"].map((key) => client.invalidateQueries({ queryKey: [key] })),
      ),
  });
}
