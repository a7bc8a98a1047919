import type { ScreenPlace } from "./screens.ts";

/** A browser window that shows one monitor of the desktop. */
export interface OpenMonitor {
  readonly view: number;
  readonly place: ScreenPlace;
  readonly window: Window;
}

/**
 * Opens an empty window that fills a screen; the browser does so only after a gesture of the user.
 * @returns undefined if the browser blocked it
 */
export function openMonitor(view: number, place: ScreenPlace): OpenMonitor | undefined {
  const { x, y, width, height } = place.available;
  const opened = window.open("", "", `popup,left=${x},top=${y},width=${width},height=${height}`);
  if (!opened) return undefined;
  copyStyles(opened.document);
  opened.document.documentElement.lang = document.documentElement.lang;
  return { view, place, window: opened };
}

/** Fills the window's screen, where the browser allows that. */
export async function showFullScreen({ window }: OpenMonitor): Promise<void> {
  await window.document.documentElement.requestFullscreen({ navigationUI: "hide" }).catch(() => {
    // A browser that refuses leaves the window as it is; there is nothing to tell.
  });
}

function copyStyles(target: Document): void {
  for (const element of document.head.querySelectorAll<HTMLElement>("style, link[rel=stylesheet]")) {
    const copy = target.importNode(element, true);
    // The new document has no address that it could be relative to.
    if (element instanceof HTMLLinkElement) copy.setAttribute("href", element.href);
    target.head.append(copy);
  }
}
