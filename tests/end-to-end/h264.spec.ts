import type { Attach } from "@passerelle/tunnel";
import { expect, test } from "@playwright/test";
import { crop, psnr } from "../pictures/picture.ts";
import { DebianRoot } from "../servers/debian-root.ts";
import { GatewayProcess } from "../servers/gateway.ts";
import { startShadow } from "../servers/shadow.ts";
import { XDisplay } from "../servers/x-display.ts";
import { DesktopPage } from "./desktop-page.ts";
import { checkInput } from "./input-check.ts";
import { LineRelay } from "./line-relay.ts";
import { comparePixels } from "./pixel-truth.ts";

type Avc = Attach["decodes"]["avc"];

interface Case {
  readonly avc: Avc;
  readonly codec: string;
  readonly version: 2 | 3;
  /** Sides that are no multiples of 16 are cut out of a larger coded picture. */
  readonly width: number;
  readonly height: number;
  /** dB on each screen. */
  readonly psnr: number;
}

const CASES: readonly Case[] = [
  { avc: "avc420", codec: "AVC420", version: 2, width: 1280, height: 800, psnr: 30 },
  { avc: "avc420", codec: "AVC420", version: 2, width: 1270, height: 790, psnr: 30 },
  { avc: "avc444", codec: "AVC444v2", version: 2, width: 1280, height: 800, psnr: 32 },
  { avc: "avc444", codec: "AVC444v2", version: 3, width: 1280, height: 800, psnr: 32 },
];

/** Text in the colours that 4:2:0 blurs most. */
const COLORED_TEXT =
  "for i in $(seq 20); do printf '\\033[31mred on black \\033[34mblue on black \\033[35mmagenta on black\\n'; done";

/** dB by which coloured text must be nearer to the truth in 4:4:4. */
const CLEARLY = 3;

let gateway: GatewayProcess;
let roots: Record<2 | 3, DebianRoot>;
let displays = 180;

test.beforeAll(async () => {
  roots = { 2: await DebianRoot.open("bookworm"), 3: await DebianRoot.open("trixie") };
  gateway = await GatewayProcess.start();
});
test.afterAll(() => gateway.stop());

/** Shares a display of this size by freerdp-shadow; answers the connection to it. */
async function share(display: XDisplay, version: 2 | 3, name: string): Promise<string> {
  const shadow = await startShadow(display, "tls", version);
  return gateway.createConnection(name, {
    hostname: "127.0.0.1",
    port: String(shadow.port),
    security: "tls",
    "ignore-cert": "true",
  });
}

for (const { avc, codec, version, width, height, psnr: bar } of CASES) {
  test(`freerdp-shadow ${version}, ${codec}, ${width}x${height}: the canvas shows the X display and input arrives`, async ({
    page,
  }) => {
    const display = await XDisplay.virtual(roots[version], displays++, width, height);
    const relay = await LineRelay.start(gateway, avc);
    try {
      const connection = await share(display, version, `${codec} ${width}`);
      const desktop = await DesktopPage.open(page, relay, connection);
      await checkInput(desktop, display);
      await comparePixels(desktop, display, { psnr: bar });
      expect(relay.said).toBe("avc444");
      expect([...relay.watch.codecs]).toEqual([codec]);
      expect(relay.watch.frames).toBeGreaterThan(5);
    } finally {
      relay.stop();
      display.stop();
    }
  });
}

test("coloured text is clearly sharper in AVC444 than in AVC420", async ({ browser }) => {
  const display = await XDisplay.virtual(roots[2], displays++, 1280, 800);
  try {
    const connection = await share(display, 2, "Coloured text");
    const font = ["-fa", "DejaVu Sans Mono", "-fs", "11", "-bg", "black", "-fg", "white"];
    display.start(["xterm", ...font, "-geometry", "90x24+20+20", "-e", "sh", "-c", `${COLORED_TEXT}; sleep 600`]);
    await display.run(["xdotool", "search", "--sync", "--onlyvisible", "--class", "xterm"]);
    const part = { left: 30, top: 30, width: 400, height: 300 };
    const likeness: Record<string, number> = {};
    for (const avc of ["avc420", "avc444"] as const) {
      const relay = await LineRelay.start(gateway, avc);
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      const desktop = await DesktopPage.open(page, relay, connection);
      const measure = async () => psnr(crop(await desktop.picture(), part), crop(await display.screenshot(), part));
      await expect.poll(measure, { message: `${avc}: the text is there` }).toBeGreaterThan(20);
      // The encoder sharpens what stays as it is over a few frames.
      let before = 0;
      await expect
        .poll(async () => {
          const now = await measure();
          const isStill = now === before;
          before = now;
          return isStill;
        })
        .toBe(true);
      likeness[avc] = before;
      expect([...relay.watch.codecs]).toEqual([avc === "avc420" ? "AVC420" : "AVC444v2"]);
      await page.close();
      relay.stop();
    }
    expect(likeness.avc444).toBeGreaterThan((likeness.avc420 as number) + CLEARLY);
  } finally {
    display.stop();
  }
});
