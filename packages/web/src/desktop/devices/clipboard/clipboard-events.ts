import type { ClipboardDevice } from "./clipboard-device.ts";

/** Tells the clipboard what happens to the page that may change this computer's clipboard, or lets the page at it. */
export function listenToClipboard(device: ClipboardDevice, signal: AbortSignal): void {
  let hasLeft = false;
  let hasAsked = false;

  function left(): void {
    hasLeft = true;
    device.doubt();
  }

  function worked(event: Event): void {
    if (device.writer.state.value === "refused") void device.writer.flush();
    // Whoever comes back may well have copied something: worth one question of the browser, and no more.
    if (event.type !== "pointerdown" || !hasLeft || hasAsked) return;
    hasAsked = true;
    void device.look("ask");
  }

  addEventListener("blur", left, { signal });
  addEventListener("focus", () => void device.look(), { signal });
  addEventListener("copy", () => device.doubt(), { signal });
  addEventListener("cut", () => device.doubt(), { signal });
  addEventListener("pointerdown", worked, { signal, capture: true });
  addEventListener("keydown", worked, { signal, capture: true });
  // Only some browsers have it, and only with https.
  navigator.clipboard?.addEventListener("clipboardchange", () => void device.look("changed"), { signal });
  void device.look();
}
