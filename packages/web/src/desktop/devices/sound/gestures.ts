/** What browsers count as a deed of the person, after which a page may be heard. */
const GESTURES = ["pointerdown", "pointerup", "touchend", "keydown"] as const;

/** Calls `act` whenever the person does something in the page, until `signal`. */
export function onGesture(act: () => void, signal: AbortSignal): void {
  for (const gesture of GESTURES) addEventListener(gesture, act, { capture: true, signal });
}
