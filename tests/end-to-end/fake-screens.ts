import type { Page } from "@playwright/test";
import { openMenu } from "./menu.ts";

interface FakeScreen {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const SCREENS: readonly FakeScreen[] = [
  { left: 0, top: 0, width: 1280, height: 800 },
  { left: 1280, top: 100, width: 1024, height: 640 },
  { left: -640, top: 0, width: 640, height: 480 },
];

/** Gives the page the Window Management API, with these screens. */
export async function fakeScreens(
  page: Page,
  screens: readonly FakeScreen[],
  permission: "granted" | "denied" = "granted",
) {
  await page.addInitScript(
    ([given, granted]) => {
      const all = given.map((one) => ({
        ...one,
        ...{ availLeft: one.left, availTop: one.top, availWidth: one.width, availHeight: one.height },
      }));
      Object.defineProperty(screen, "isExtended", { value: given.length > 1 });
      Object.defineProperty(window, "getScreenDetails", {
        value: async () => {
          if (!granted) throw new DOMException("denied", "NotAllowedError");
          return Object.assign(new EventTarget(), { screens: all, currentScreen: all[0] });
        },
      });
    },
    [screens, permission === "granted"] as const,
  );
}

/** Uses the menu, as a person would. */
export async function useAllScreens(page: Page): Promise<void> {
  await openMenu(page);
  await page.getByRole("button", { name: "Use all screens" }).click();
}
