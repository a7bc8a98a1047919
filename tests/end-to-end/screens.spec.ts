import { startPlayground } from "@passerelle/playground";
import { expect, type Page, test } from "@playwright/test";
import { crop, difference, pictureFromBgrx } from "../pictures/picture.ts";
import config from "../playwright.config.ts";
import { GatewayProcess } from "../servers/gateway.ts";
import { DesktopPage } from "./desktop-page.ts";
import { useAllScreens } from "./fake-screens.ts";

const { executablePath = "", args = [] } = config.use?.launchOptions ?? {};
const SECOND = { left: 1280, top: 100, width: 1024, height: 768 };

test.use({
  launchOptions: { executablePath, args: [...args, "--screen-info={0,0 1280x800}{1280,100 1024x768}"] },
  viewport: null,
});

/** What the person would click in the browser's question. */
async function allowWindowManagement(page: Page, origin: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const { targetInfo } = await devtools.send("Target.getTargetInfo");
  const browser = await page.context().browser()?.newBrowserCDPSession();
  await browser?.send("Browser.setPermission", {
    permission: { name: "window-management" },
    setting: "granted",
    origin,
    ...(targetInfo.browserContextId && { browserContextId: targetInfo.browserContextId }),
  });
}

test("Chromium's own screens are used: a window fills the second one and shows its monitor", async ({
  page,
  context,
}) => {
  const gateway = await GatewayProcess.start();
  const playground = await startPlayground({ now: () => new Date(2026, 0, 1, 12) });
  try {
    const connection = await gateway.createConnection("Screens", {
      ...{ hostname: "127.0.0.1", port: String(playground.port), username: "demo", password: "demo" },
      ...{ "ignore-cert": "true", "resize-method": "display-update" },
    });
    const desktop = await DesktopPage.open(page, gateway, connection);
    await allowWindowManagement(page, gateway.url);
    const opening = context.waitForEvent("page");
    await useAllScreens(page);
    const second = await DesktopPage.opened(await opening);
    const session = playground.sessions[0];
    await expect.poll(() => session?.monitors.length).toBe(2);
    expect(await second.page.evaluate(() => [screenX, screenY])).toEqual([SECOND.left, SECOND.top]);

    // Without a display, Chromium says that a window fills its screen and leaves it as large as it was.
    await second.page.getByRole("button", { name: "Full screen" }).click();
    await expect(second.page.getByRole("button", { name: "Full screen" })).toHaveCount(0);
    const size = await second.page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    expect(size.width).toBe(SECOND.width);
    await expect.poll(() => session?.monitors[1]).toMatchObject({ ...size, top: SECOND.top });
    for (const [window, index] of [
      [desktop, 0],
      [second, 1],
    ] as const) {
      await expect
        .poll(async () => {
          const { width = 0, height = 0, words = new Uint32Array(0) } = session?.desktop?.canvas ?? {};
          const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
          const monitor = session?.monitors[index] ?? { left: 0, top: 0, width: 0, height: 0 };
          return difference(await window.picture(), crop(pictureFromBgrx(width, height, bytes), monitor));
        })
        .toBe("none");
    }
  } finally {
    await playground.stop();
    await gateway.stop();
  }
});
