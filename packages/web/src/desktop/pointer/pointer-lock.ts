/** Where the mouse is locked, and what takes the keys there; of the window that was used last. */
interface Place {
  readonly surface: HTMLElement;
  readonly focus: () => void;
}

let place: Place | undefined;

/** Says where the mouse is locked when it is asked for in the panel. Returns how to take that back. */
export function offerPointerLock(offered: Place): () => void {
  place = offered;
  return () => {
    if (place === offered) place = undefined;
  };
}

/** Gives the mouse to the desktop alone, which hears how far it moves and not where it is, and the keys with it. Escape gives it back. */
export function enterPointerLock(): void {
  if (!place) return;
  place.focus();
  lock(place.surface);
}

/** Gives the mouse to the desktop, or back. */
export function togglePointerLock(surface: HTMLElement): void {
  if (isLockedTo(surface)) surface.ownerDocument.exitPointerLock();
  else lock(surface);
}

export function isLockedTo(surface: HTMLElement): boolean {
  return surface.ownerDocument.pointerLockElement === surface;
}

function lock(surface: HTMLElement): void {
  // A browser that refuses leaves everything as it is, and says so itself.
  void Promise.resolve(surface.requestPointerLock()).catch(() => {});
}

/** Why the mouse cannot be locked. @param isTaken the server takes relative movement */
export function lockProblem(isTaken: boolean): "server" | "browser" | undefined {
  if (!("requestPointerLock" in Element.prototype)) return "browser";
  return isTaken ? undefined : "server";
}
