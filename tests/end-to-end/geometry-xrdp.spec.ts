import { expect, type Page, test } from "@playwright/test";
import { crop, psnr } from "../pictures/picture.ts";
import { photo } from "../pictures/screens.ts";
import { DebianRoot, TEST_PASSWORD, TEST_USER } from "../servers/debian-root.ts";
import { GatewayProcess } from "../servers/gateway.ts";
import { Xrdp } from "../servers/xrdp.ts";
import { DesktopPage } from "./desktop-page.ts";
import { fakeScreens, SCREENS, useAllScreens } from "./fake-screens.ts";

/** dB that RemoteFX reaches, progressive or not. */
const FIDELITY = 35;
/** Milliseconds after which the page takes a window for resized, and the gateway asks. */
const A_SECOND_LOOK = 550;

let gateway: GatewayProcess;

test.beforeAll(async () => {
  gateway = await GatewayProcess.start();
});
test.afterAll(() => gateway.stop());

async function openXrdp(page: Page, server: Xrdp): Promise<DesktopPage> {
  const connection = await gateway.createConnection(`xrdp ${server.port}`, {
    ...{ hostname: "127.0.0.1", port: String(server.port), username: TEST_USER, password: TEST_PASSWORD },
    ...{ security: "any", "ignore-cert": "true", "resize-method": "display-update" },
  });
  return DesktopPage.open(page, gateway, connection);
}

for (const [name, release, firstDisplay] of [
  ["xrdp 0.9", "bookworm", 31],
  ["xrdp 0.10", "trixie", 41],
] as const) {
  test(`${name} takes the window's size and pixel ratio without another login`, async ({ page }) => {
    const server = await Xrdp.start(await DebianRoot.open(release), { security: "tls", firstDisplay });
    try {
      const desktop = await openXrdp(page, server);
      const display = await server.display();
      const devtools = await page.context().newCDPSession(page);
      const setScreen = (width: number, height: number, deviceScaleFactor: number) =>
        devtools.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor, mobile: false });
      // Each is asked for while the server is at work on the one before.
      for (let width = 700; width < 1000; width += 50) {
        await setScreen(width, 600, 1);
        await page.waitForTimeout(A_SECOND_LOOK);
      }
      for (const [width, height, deviceScaleFactor] of [
        [1000, 700, 1],
        [800, 600, 1.5],
        [640, 500, 2],
        [1280, 800, 1],
      ] as const) {
        await setScreen(width, height, deviceScaleFactor);
        const size = { width: width * deviceScaleFactor, height: height * deviceScaleFactor };
        await expect.poll(() => display.screenshot()).toMatchObject(size);
        await expect.poll(() => desktop.picture()).toMatchObject(size);
        await display.show(photo(300, 200), width / 2, 40);
        await expect
          .poll(async () => psnr(await desktop.picture(), await display.screenshot()), { timeout: 30_000 })
          .toBeGreaterThanOrEqual(FIDELITY);
        await expect(page.getByRole("alert")).toHaveCount(0);
        expect(await desktop.canvas.boundingBox()).toMatchObject({ x: 0, y: 0, width, height });
      }
    } finally {
      server.stop();
    }
  });

  test(`${name} takes several monitors, and each window shows its own`, async ({ page, context }) => {
    const server = await Xrdp.start(await DebianRoot.open(release), {
      security: "tls",
      firstDisplay: firstDisplay + 5,
    });
    try {
      await fakeScreens(page, SCREENS.slice(0, 2));
      const desktop = await openXrdp(page, server);
      const display = await server.display();
      const opening = context.waitForEvent("page");
      await useAllScreens(page);
      const right = await DesktopPage.opened(await opening);
      const { width, height } = right.page.viewportSize() ?? { width: 0, height: 0 };
      await expect.poll(() => display.screenshot()).toMatchObject({ width: 1280 + width, height: 800 });
      // Across the edge between both.
      await display.show(photo(400, 300), 1080, 200);
      for (const [window, part] of [
        [desktop, { left: 0, top: 0, width: 1280, height: 800 }],
        [right, { left: 1280, top: 100, width, height }],
      ] as const) {
        await expect.poll(() => window.picture()).toMatchObject({ width: part.width, height: part.height });
        await expect
          .poll(async () => psnr(await window.picture(), crop(await display.screenshot(), part)), { timeout: 30_000 })
          .toBeGreaterThanOrEqual(FIDELITY);
      }
    } finally {
      server.stop();
    }
  });
}
