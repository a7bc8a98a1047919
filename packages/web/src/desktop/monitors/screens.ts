import type { Area } from "./arrangement.ts";

/** ScreenDetailed of https://w3c.github.io/window-management/, as far as it is needed; in Chromium only. */
interface ScreenDetailed {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly availLeft: number;
  readonly availTop: number;
  readonly availWidth: number;
  readonly availHeight: number;
}

interface ScreenDetails extends EventTarget {
  readonly screens: readonly ScreenDetailed[];
  readonly currentScreen: ScreenDetailed;
}

interface WindowManagement {
  readonly getScreenDetails?: () => Promise<ScreenDetails>;
}

/** A screen of the user's. */
export interface ScreenPlace {
  /** In the space of all screens, CSS pixels. */
  readonly area: Area;
  /** What of it a window may cover. */
  readonly available: Area;
}

export interface Screens {
  /** The one with the page. */
  readonly here: ScreenPlace;
  readonly others: readonly ScreenPlace[];
  /** Calls `changed` when a screen comes, goes or changes. Returns how to stop that. */
  onChange(changed: () => void): () => void;
}

/** Whether the browser can tell the screens, and there are several. */
export function hasSeveralScreens(): boolean {
  return "getScreenDetails" in window && (screen as { readonly isExtended?: boolean }).isExtended === true;
}

/** The user's screens; the browser asks for permission. Throws a DOMException named NotAllowedError if it is refused. */
export async function findScreens(): Promise<Screens> {
  const details = await (window as WindowManagement).getScreenDetails?.();
  if (!details) throw new Error("this browser does not tell its screens");
  return {
    here: placeOf(details.currentScreen),
    others: details.screens.filter((one) => one !== details.currentScreen).map(placeOf),
    onChange: (changed) => {
      details.addEventListener("screenschange", changed);
      return () => details.removeEventListener("screenschange", changed);
    },
  };
}

function placeOf(place: ScreenDetailed): ScreenPlace {
  return {
    area: { x: place.left, y: place.top, width: place.width, height: place.height },
    available: { x: place.availLeft, y: place.availTop, width: place.availWidth, height: place.availHeight },
  };
}
