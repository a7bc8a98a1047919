import { expect } from "@playwright/test";
import type { XDisplay } from "../servers/x-display.ts";
import type { DesktopPage } from "./desktop-page.ts";

/** Types, clicks and turns the wheel in the browser, and waits for xev to see each of it on the X display. */
export async function checkInput(desktop: DesktopPage, display: XDisplay): Promise<void> {
  const events = await display.watchEvents("300x200+100+100");
  const { x, y } = await desktop.point(250, 200);
  const mouse = desktop.page.mouse;
  await mouse.move(x - 20, y - 20);
  await mouse.move(x, y);
  await mouse.down();
  await mouse.up();
  await expect.poll(events).toMatch(/ButtonPress.*?button 1,.*?ButtonRelease.*?button 1,/s);
  await mouse.click(x, y, { button: "right" });
  await expect.poll(events).toMatch(/ButtonPress.*?button 3,/s);
  await mouse.wheel(0, 120);
  await expect.poll(events).toMatch(/button 5,/);
  await mouse.wheel(0, -120);
  await expect.poll(events).toMatch(/button 4,/);
  await desktop.page.keyboard.type("bonjour 42");
  await expect.poll(async () => typedIn(await events())).toBe("bonjour 42");
  await desktop.page.keyboard.press("Shift+KeyA");
  await expect.poll(async () => typedIn(await events())).toBe("bonjour 42A");
  await desktop.page.keyboard.press("ArrowLeft");
  await expect.poll(events).toMatch(/keysym 0xff51, Left/);
}

/** The characters of the key presses that xev printed. */
function typedIn(events: string): string {
  const presses = events.split(/\n\n/).filter((event) => event.startsWith("KeyPress"));
  return presses.map((event) => /XLookupString gives 1 bytes: \([0-9a-f]+\) "(.)"/.exec(event)?.[1] ?? "").join("");
}
