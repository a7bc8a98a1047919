import type { Environment } from "@passerelle/rdp";
import { nodeEnvironment } from "../../packages/rdp/src/testing/environment.ts";

export const PASSERELLE = "passerelle";

/** An environment in which every run goes as the one before, so that a finding can be repeated. */
export function environment(): Environment {
  let next = 1;
  return nodeEnvironment({
    randomBytes: (length) => Uint8Array.from({ length }, () => (next = (next * 75 + 74) % 65537)),
    now: () => 1_800_000_000_000,
  });
}
