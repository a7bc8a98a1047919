import type { FailureCode } from "@passerelle/tunnel";
import { gatewayLimitReached, type LiveUse, type SessionLimits } from "../sessions/session-limits.ts";
import type { Queries } from "./database.ts";
import { type LocatedUse, liveUses } from "./live-sessions.ts";
import type { Choice, FoundTarget } from "./session-targets.ts";

/** Whoever asks for a place, and where. */
interface Asker {
  readonly userId: number;
  readonly gatewayId: string;
}

/**
 * The connection for one more session, or why there is none. `inTheWay`: the history row of the user's own session at this
 * gateway, if it is all that is in the way.
 */
type Place = Choice & { readonly inTheWay?: number };

/**
 * Finds room for a session under all limits; to be called by one gateway at a time. Whoever opens what is open already, by
 * an own session that nobody looks at or that is all that is in the way, wants to go on with it: one of another gateway
 * is ended for it.
 */
export async function takePlace(
  db: Queries,
  { userId, gatewayId }: Asker,
  target: FoundTarget,
  limits: SessionLimits,
): Promise<Place> {
  const choose = (uses: readonly LiveUse[]): Choice => {
    const code = gatewayLimitReached(uses, userId, limits);
    return code === undefined ? target.choose(uses) : { kind: "refused", code };
  };
  const live = await liveUses(db);
  const own = live.filter((use) => use.userId === userId && target.includes(use));
  const left = own.filter((use) => use.state === "detached" && use.gatewayId !== gatewayId);
  await endElsewhere(db, left);
  const uses = live.filter((use) => !left.includes(use));
  const place = choose(uses);
  const [obstacle, ...others] = own.filter((use) => !left.includes(use));
  if (place.kind === "chosen" || obstacle === undefined || others.length > 0) {
    return place;
  }
  const instead = choose(uses.filter((use) => use !== obstacle));
  if (instead.kind === "refused") {
    return place;
  }
  if (obstacle.gatewayId === gatewayId) {
    return { ...place, inTheWay: obstacle.historyId };
  }
  await endElsewhere(db, [obstacle]);
  return instead;
}

async function endElsewhere(db: Queries, uses: readonly LocatedUse[]): Promise<void> {
  if (uses.length > 0) {
    const ids = uses.map(({ historyId }) => historyId);
    const reason: FailureCode = "opened-elsewhere";
    await db.updateTable("passerelle_session").set({ end_reason: reason }).where("history_id", "in", ids).execute();
  }
}
