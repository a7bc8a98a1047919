import type { Intention } from "@passerelle/tunnel";

const INPUT: ReadonlySet<Intention["kind"]> = new Set([
  ...(["key", "unicode", "wheel", "touch", "pen"] as const),
  ...(["pointer-move", "pointer-button", "relative-move", "relative-button"] as const),
]);

/** Whether a person does something here; the rest a page says by itself, or on being shown. */
export function isInput({ kind }: Intention): boolean {
  return INPUT.has(kind);
}
