import type { Attach } from "@passerelle/tunnel";
import { chromium, expect, test } from "@playwright/test";
import { egfx, message } from "../../packages/graphics/src/testing/egfx-writer.ts";
import { avc420, fakeUnit } from "../../packages/graphics/src/testing/video.ts";
import { crop, psnr } from "../pictures/picture.ts";
import { plain } from "../pictures/screens.ts";
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
      const connection = await share(display, version, `Shadow ${version}, ${codec}, ${width}`);
      const desktop = await DesktopPage.open(page, relay, connection);
      await checkInput(desktop, display);
      await comparePixels(desktop, display, { psnr: bar });
      expect(relay.said).toEqual(["avc444"]);
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
    const font = ["-fa", "DejaVu Sans Mono", "-fs", "11", "-bg", "black", "-fg", "white"];
    display.start(["xterm", ...font, "-geometry", "90x24+20+20", "-e", "sh", "-c", `${COLORED_TEXT}; sleep 600`]);
    await display.run(["xdotool", "search", "--sync", "--onlyvisible", "--class", "xterm"]);
    const part = { left: 30, top: 30, width: 400, height: 300 };
    const likeness: Record<string, number> = {};
    for (const avc of ["avc420", "avc444"] as const) {
      // Each has a server of its own: the session of a page that was closed stays with its server for a while.
      const connection = await share(display, 2, `Coloured text, ${avc}`);
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

test("video that cannot be decoded is asked for anew, and after the second time the session goes on without", async ({
  page,
}) => {
  const display = await XDisplay.virtual(roots[2], displays++, 1280, 800);
  const relay = await LineRelay.start(gateway);
  try {
    const connection = await share(display, 2, "Spoiled video");
    const desktop = await DesktopPage.open(page, relay, connection);
    const size = { width: 1280, height: 800 };
    const picture = avc420(fakeUnit(1, size), { x: 0, y: 0, ...size });
    const surface = { x: 0, y: 0, ...size };
    const spoiled = message(egfx.createSurface(9, 1280, 800), egfx.wireToSurface1(9, 0x0b, surface, picture));
    let shade = 0;
    const change = () => display.show(plain(200, 200, ++shade * 50, 0, 0), shade * 100, 100);
    const saidSoFar: Avc[] = ["avc444"];
    for (const said of ["avc444", "none"] as const) {
      await change();
      await expect.poll(() => relay.watch.frames, { message: "the desktop is painted" }).toBeGreaterThan(0);
      relay.spoil(spoiled);
      await change();
      saidSoFar.push(said);
      await expect.poll(() => relay.said).toEqual(saidSoFar);
    }
    await change();
    await expect.poll(async () => psnr(await desktop.picture(), await display.screenshot())).toBeGreaterThan(35);
    expect([...relay.watch.codecs]).toEqual([]);
  } finally {
    relay.stop();
    display.stop();
  }
});

test("a page without a secure context, where there is no decoder, gets no video", async () => {
  const { launchOptions } = test.info().project.use;
  const rules = "--host-resolver-rules=MAP gateway.example 127.0.0.1";
  const browser = await chromium.launch({ ...launchOptions, args: [...(launchOptions?.args ?? []), rules] });
  const display = await XDisplay.virtual(roots[2], displays++, 1280, 800);
  const relay = await LineRelay.start(gateway);
  try {
    const connection = await share(display, 2, "Not secure");
    const page = await browser.newPage();
    const desktop = await DesktopPage.open(
      page,
      { url: relay.url.replace("127.0.0.1", "gateway.example") },
      connection,
    );
    await expect.poll(async () => psnr(await desktop.picture(), await display.screenshot())).toBeGreaterThan(35);
    expect(relay.said).toEqual(["none"]);
    expect([...relay.watch.codecs]).toEqual([]);
  } finally {
    await browser.close();
    relay.stop();
    display.stop();
  }
});
