/** The desktop's surface that the mouse can be locked to; of the window that was used last. */
let surface: HTMLElement | undefined;

/** Says where the mouse is locked when it is asked for. Returns how to take that back. */
export function offerPointerLock(element: HTMLElement): () => void {
  surface = element;
  return () => {
    if (surface === element) surface = undefined;
  };
}

/** Gives the mouse to the desktop alone, which hears how far it moves and not where it is. Escape gives it back. */
export function enterPointerLock(): void {
  // A browser that refuses leaves everything as it is, and says so itself.
  void Promise.resolve(surface?.requestPointerLock()).catch(() => {});
}

/** Why the mouse cannot be locked. @param isTaken the server takes relative movement */
export function lockProblem(isTaken: boolean): "server" | "browser" | undefined {
  if (!("requestPointerLock" in Element.prototype)) return "browser";
  return isTaken ? undefined : "server";
}
