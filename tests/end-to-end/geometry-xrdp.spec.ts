import { expect, test } from "@playwright/test";
import { psnr } from "../pictures/picture.ts";
import { photo } from "../pictures/screens.ts";
import { DebianRoot, TEST_PASSWORD, TEST_USER } from "../servers/debian-root.ts";
import { GatewayProcess } from "../servers/gateway.ts";
import { Xrdp } from "../servers/xrdp.ts";
import { DesktopPage } from "./desktop-page.ts";

/** dB that RemoteFX progressive reaches. */
const FIDELITY = 35;

let gateway: GatewayProcess;

test.beforeAll(async () => {
  gateway = await GatewayProcess.start();
});
test.afterAll(() => gateway.stop());

test("xrdp 0.10 takes the window's size and pixel ratio without another login", async ({ page }) => {
  const server = await Xrdp.start(await DebianRoot.open("trixie"), { security: "tls", firstDisplay: 31 });
  try {
    const connection = await gateway.createConnection("xrdp, resized", {
      ...{ hostname: "127.0.0.1", port: String(server.port), username: TEST_USER, password: TEST_PASSWORD },
      ...{ security: "any", "ignore-cert": "true", "resize-method": "display-update" },
    });
    const desktop = await DesktopPage.open(page, gateway, connection);
    const display = await server.display();
    const devtools = await page.context().newCDPSession(page);
    for (const [width, height, deviceScaleFactor] of [
      [1000, 700, 1],
      [800, 600, 1.5],
      [640, 500, 2],
      [1280, 800, 1],
    ] as const) {
      await devtools.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor, mobile: false });
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
