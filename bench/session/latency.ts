import { percentile } from "@passerelle/headless";
import type { Press } from "./client-protocol.ts";
import type { Passage } from "./tap.ts";

/** Milliseconds, over all presses. */
export interface Spread {
  readonly p50: number;
  readonly p95: number;
}

export function spread(values: readonly number[]): Spread {
  return { p50: percentile(values, 0.5) ?? Number.NaN, p95: percentile(values, 0.95) ?? Number.NaN };
}

/**
 * What the gateway adds to each press: from the browser's message to the RDP server's wire, and from the first bytes of
 * the answer on that wire to the browser's message. Both ways hold two hops over loopback.
 */
export function addedByGateway(presses: readonly Press[], passages: readonly Passage[]): number[] {
  return presses.flatMap(({ sentAt, shownAt }) => {
    const up = passages.find(({ at, from }) => from === "gateway" && at > sentAt);
    if (!up) return [];
    const down = passages.find(({ at, from }) => from === "server" && at > up.at);
    return down && down.at < shownAt ? [up.at - sentAt + shownAt - down.at] : [];
  });
}
