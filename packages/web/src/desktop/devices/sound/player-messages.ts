import type { Planes } from "./codecs/planes.ts";

/** The name under which the worklet is found. */
export const PLAYER = "player";

/** To the worklet. */
export type ToPlayer =
  | { readonly id: number | undefined; readonly planes: Planes; readonly timestamp: number }
  /** What comes next does not follow on what came before. */
  | "pause"
  /** Seconds that it takes from the worklet to somebody's ears. */
  | { readonly latency: number };

/** From the worklet: the ids of blocks that were heard just now. */
export type FromPlayer = readonly number[];
