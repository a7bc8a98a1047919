import { expect, test } from "@playwright/test";
import { DebianRoot, TEST_PASSWORD, TEST_USER } from "../servers/debian-root.ts";
import { GatewayProcess, type Parameters } from "../servers/gateway.ts";
import { startShadow } from "../servers/shadow.ts";
import { XDisplay } from "../servers/x-display.ts";
import { checkCodec } from "./codec-check.ts";
import { DesktopPage } from "./desktop-page.ts";
import { checkInput } from "./input-check.ts";
import { LineRelay } from "./line-relay.ts";
import { comparePixels, type Fidelity } from "./pixel-truth.ts";

interface Case {
  readonly name: string;
  readonly version: 2 | 3;
  readonly security: "nla" | "tls";
  readonly parameters: Parameters;
  readonly fidelity: Fidelity;
  /** What the headless client counts. */
  readonly codec: string;
}

const EXACT = Number.POSITIVE_INFINITY;
const CASES: readonly Case[] = [
  {
    name: "2.11, NLA, RemoteFX",
    version: 2,
    security: "nla",
    parameters: {},
    fidelity: { psnr: 35 },
    codec: "surface bits RemoteFX",
  },
  {
    name: "2.11, TLS, RemoteFX",
    version: 2,
    security: "tls",
    parameters: {},
    fidelity: { psnr: 35 },
    codec: "surface bits RemoteFX",
  },
  {
    name: "2.11, TLS, lossless: 32 bit planar",
    version: 2,
    security: "tls",
    parameters: { "force-lossless": "true" },
    fidelity: { psnr: EXACT },
    codec: "bitmap planar",
  },
  // Its RLE encoder puts some pairs of dithered pixels in the wrong order; xrdp.spec.ts has RLE that is exact.
  {
    name: "2.11, TLS, 16 bit RLE",
    version: 2,
    security: "tls",
    parameters: { "disable-gfx": "true", "color-depth": "16" },
    fidelity: { psnr: 60, bits: [5, 6, 5] },
    codec: "bitmap RLE 16",
  },
  {
    name: "3.15, NLA by SPNEGO, EGFX",
    version: 3,
    security: "nla",
    parameters: {},
    fidelity: { psnr: 35 },
    codec: "RemoteFX",
  },
];

let gateway: GatewayProcess;
let roots: Record<2 | 3, DebianRoot>;
let displays = 100;

test.beforeAll(async () => {
  roots = { 2: await DebianRoot.open("bookworm"), 3: await DebianRoot.open("trixie") };
  gateway = await GatewayProcess.start();
});
test.afterAll(() => gateway.stop());

for (const { name, version, security, parameters, fidelity, codec } of CASES) {
  test(`freerdp-shadow ${name}: the canvas shows the X display and input arrives`, async ({ page }) => {
    const display = await XDisplay.virtual(roots[version], displays++, 1280, 800);
    // h264.spec.ts has what a browser gets that decodes H.264.
    const relay = await LineRelay.start(gateway, "none");
    try {
      const shadow = await startShadow(display, security, version);
      const connection = await gateway.createConnection(`Shadow, ${name}`, {
        hostname: "127.0.0.1",
        port: String(shadow.port),
        security,
        username: TEST_USER,
        password: TEST_PASSWORD,
        "ignore-cert": "true",
        ...parameters,
      });
      const desktop = await DesktopPage.open(page, relay, connection);
      await checkInput(desktop, display);
      await comparePixels(desktop, display, fidelity);
      await checkCodec(gateway, connection, codec);
    } finally {
      relay.stop();
      display.stop();
    }
  });
}

test("a wrong password is told in words, and a right one then opens the desktop", async ({ page }) => {
  const display = await XDisplay.virtual(roots[2], displays++, 1280, 800);
  try {
    const shadow = await startShadow(display, "nla");
    const connection = await gateway.createConnection("Shadow, prompt", {
      hostname: "127.0.0.1",
      port: String(shadow.port),
      security: "nla",
      "ignore-cert": "true",
    });
    await DesktopPage.openUnready(page, gateway, connection);
    await expect(page.getByText("Shadow, prompt")).toBeVisible();
    await page.getByRole("textbox", { name: "User name" }).fill(TEST_USER);
    await page.getByLabel("Password", { exact: true }).fill("not this one");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toBeVisible();
    await page.getByRole("textbox", { name: "User name" }).fill(TEST_USER);
    await page.getByLabel("Password", { exact: true }).fill(TEST_PASSWORD);
    await page.keyboard.press("Enter");
    await expect(page.locator("canvas")).toBeVisible();
  } finally {
    display.stop();
  }
});
