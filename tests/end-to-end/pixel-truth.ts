import { expect } from "@playwright/test";
import { type Picture, psnr } from "../pictures/picture.ts";
import { gradient, photo, plain } from "../pictures/screens.ts";
import type { XDisplay } from "../servers/x-display.ts";
import type { DesktopPage } from "./desktop-page.ts";

/** How near the canvas must come to the framebuffer of the X display. */
export interface Fidelity {
  /** dB; Infinity: every pixel. */
  readonly psnr: number;
  /** Bits of red, green and blue that the codec carries; both pictures are compared in these. */
  readonly bits?: readonly [number, number, number];
}

/** dB below which the X display shows something else than before: else the canvas would prove nothing. */
const OTHER_PICTURE = 35;

interface Screen {
  readonly name: string;
  readonly show: (display: XDisplay) => Promise<unknown>;
}

/** Each is drawn over the one before. */
const SCREENS: readonly Screen[] = [
  { name: "text", show: showText },
  { name: "photo", show: (display) => display.show(photo(500, 350), 60, 80) },
  { name: "gradient", show: (display) => display.show(gradient(420, 300), 400, 250) },
  { name: "window moves", show: moveWindow },
  { name: "full repaint", show: (display) => display.show(plain(1280, 800, 30, 90, 60), 0, 0) },
];

async function showText(display: XDisplay): Promise<void> {
  const text = "ls -d /usr/bin/* | head -60; sleep 600";
  const font = ["-fa", "DejaVu Sans Mono", "-fs", "11"];
  display.start(["xterm", ...font, "-geometry", "90x24+20+20", "-e", "sh", "-c", text]);
  await display.run(["xdotool", "search", "--sync", "--onlyvisible", "--class", "xterm"]);
}

async function moveWindow(display: XDisplay): Promise<void> {
  const window = (await display.run(["xdotool", "search", "--class", "xwud"])).toString().trim().split("\n")[0] ?? "";
  for (const [x, y] of [
    [80, 100],
    [160, 150],
    [230, 130],
    [150, 300],
  ]) {
    await display.run(["xdotool", "windowmove", window, String(x), String(y)]);
  }
}

/** Shows the screens one after the other and waits for the canvas to show each as the X display holds it. */
export async function comparePixels(desktop: DesktopPage, display: XDisplay, fidelity: Fidelity): Promise<void> {
  for (const screen of SCREENS) {
    const before = await display.screenshot();
    await screen.show(display);
    await expect
      .poll(async () => psnr(before, await display.screenshot()), { message: `${screen.name}: shown on the X display` })
      .toBeLessThan(OTHER_PICTURE);
    await expect
      .poll(async () => similarity(await desktop.picture(), await display.screenshot(), fidelity), {
        message: `${screen.name}: PSNR of canvas and X display`,
        timeout: 30_000,
      })
      .toBeGreaterThanOrEqual(fidelity.psnr);
  }
}

function similarity(canvas: Picture, screen: Picture, { bits }: Fidelity): number {
  return bits ? psnr(reduce(canvas, bits), reduce(screen, bits)) : psnr(canvas, screen);
}

function reduce({ width, height, rgb }: Picture, bits: readonly [number, number, number]): Picture {
  return { width, height, rgb: rgb.map((value, index) => value >> (8 - (bits[index % 3] as number))) };
}
