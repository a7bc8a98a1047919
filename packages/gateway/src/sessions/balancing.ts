import { type Limits, type LiveUse, limitReached } from "./session-limits.ts";

/** A connection of a balancing group. */
export interface Member {
  readonly connectionId: number;
  /** Below 1: never chosen. */
  readonly weight: number;
  /** Chosen only once another member has failed in the same attempt. */
  readonly failoverOnly: boolean;
  readonly limits: Limits;
}

/** What an attempt to open a balancing group knows. */
export interface Attempt {
  readonly userId: number;
  /** The live sessions of all gateways. */
  readonly uses: readonly LiveUse[];
  /** The member that the sign-in used last, where the group has it stay with that one. */
  readonly affine: number | undefined;
  /** Members that could not be reached in this attempt. */
  readonly failed: readonly number[];
}

export type MemberChoice<Chosen extends Member> =
  | { readonly member: Chosen }
  | { readonly refused: "group-empty" | "group-full" | "group-full-for-user" };

/** The least used for its weight first; of equals the one with the lower weight, then the older one. */
function byLoad(uses: readonly LiveUse[]): (a: Member, b: Member) => number {
  const load = (member: Member) => uses.filter((use) => use.connectionId === member.connectionId).length;
  // Compared by cross-multiplication: no rounding.
  return (a, b) => load(a) * b.weight - load(b) * a.weight || a.weight - b.weight || a.connectionId - b.connectionId;
}

/**
 * Chooses the member of a balancing group for one more session, as Guacamole does. Affinity does not outlive its member:
 * once that has failed or left the group, the others are there.
 */
export function chooseMember<Chosen extends Member>(
  members: readonly Chosen[],
  { userId, uses, affine, failed }: Attempt,
): MemberChoice<Chosen> {
  const possible = members
    .filter(({ weight }) => weight >= 1)
    .filter(({ connectionId }) => !failed.includes(connectionId))
    .filter(({ failoverOnly, connectionId }) => !failoverOnly || failed.length > 0 || connectionId === affine);
  const stayed = possible.filter(({ connectionId }) => connectionId === affine);
  const candidates = (stayed.length > 0 ? stayed : possible).sort(byLoad(uses));
  const obstacles = new Set<"user" | "total">();
  for (const member of candidates) {
    const own = uses.filter((use) => use.connectionId === member.connectionId);
    const obstacle = limitReached(own, userId, member.limits);
    if (obstacle === undefined) {
      return { member };
    }
    obstacles.add(obstacle);
  }
  if (obstacles.size === 0) {
    return { refused: "group-empty" };
  }
  return { refused: obstacles.has("total") ? "group-full" : "group-full-for-user" };
}
