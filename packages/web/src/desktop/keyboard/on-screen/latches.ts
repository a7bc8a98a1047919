/** Modifiers of the on-screen keyboard that are down: for the next key, or until they are touched again. */
export type Latches = ReadonlyMap<string, "once" | "locked">;

export const NO_LATCHES: Latches = new Map();

/** A modifier was tapped: once for the next key, twice to stay; the third time lets it go. The Windows key never stays. */
export function tapModifier(latches: Latches, code: string): Latches {
  const next = new Map(latches);
  const before = latches.get(code);
  const mayStay = !code.startsWith("Meta");
  if (before === undefined) next.set(code, "once");
  else if (before === "once" && mayStay) next.set(code, "locked");
  else next.delete(code);
  return next;
}

/** A key was struck: what was down for it alone is up. */
export function afterKey(latches: Latches): Latches {
  return new Map([...latches].filter(([, kind]) => kind === "locked"));
}
