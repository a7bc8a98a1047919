import type { SessionEnding, SessionProgress } from "../session-store.ts";

/** A session that has come so far, without input. */
export function progressTo(reached: Date): SessionProgress {
  return { reached, active: [] };
}

/** The person left then, without input before. */
export function leftAt(reached: Date): SessionEnding {
  return { ...progressTo(reached), cause: "left" };
}
