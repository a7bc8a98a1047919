import { expect, type Page, test } from "@playwright/test";
import { psnr } from "../pictures/picture.ts";
import { ByteCounter } from "./byte-counter.ts";
import type { DesktopPage } from "./desktop-page.ts";
import { PlaygroundSession } from "./playground-session.ts";

const EXACT = Number.POSITIVE_INFINITY;
/** What the gateway says without pictures: acknowledgements, pongs, headers. */
const A_FEW_WORDS = 1_000;

let session: PlaygroundSession;
let line: ByteCounter;

test.beforeAll(async () => {
  session = await PlaygroundSession.start();
  line = await ByteCounter.start(session.gateway.url);
});
test.afterAll(async () => {
  line.stop();
  await session.stop();
});

test("no picture crosses the line to a hidden tab, and the present one comes when it is looked at again", async ({
  page,
}) => {
  const desktop = await session.open(page, line);
  await page.keyboard.type("seen ");
  await expect.poll(() => session.typed()).toBe("seen ");
  await expectPicture(desktop);
  const before = await desktop.picture();

  await setHidden(page, true);
  // The keys come after the word that nobody looks: once they are there, it is as well.
  await page.keyboard.type("un");
  await expect.poll(() => session.typed()).toBe("seen un");
  const bytes = line.bytes;
  await page.keyboard.type("seen, and a good deal of it");
  await expect.poll(() => session.typed()).toBe("seen unseen, and a good deal of it");
  expect(line.bytes - bytes).toBeLessThan(A_FEW_WORDS);
  expect(psnr(before, session.drawn())).not.toBe(EXACT);

  await setHidden(page, false);
  await expectPicture(desktop);
  expect(line.bytes - bytes).toBeGreaterThan(A_FEW_WORDS);
});

/** Chromium without a window hides no page: it is told what a hidden one would be. */
async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, "hidden", { configurable: true, value });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}

async function expectPicture(desktop: DesktopPage): Promise<void> {
  await expect.poll(async () => psnr(await desktop.picture(), session.drawn())).toBe(EXACT);
}
