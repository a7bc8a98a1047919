export type LineQuality = "unknown" | "good" | "fair" | "poor";

/** How a round trip feels at work. @param roundTrip milliseconds, undefined if there was none yet */
export function lineQuality(roundTrip: number | undefined): LineQuality {
  if (roundTrip === undefined) return "unknown";
  if (roundTrip < 150) return "good";
  return roundTrip < 350 ? "fair" : "poor";
}
