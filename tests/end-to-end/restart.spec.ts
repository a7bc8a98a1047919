import { expect, test } from "@playwright/test";
import { psnr } from "../pictures/picture.ts";
import { DesktopPage } from "./desktop-page.ts";
import { PlaygroundSession } from "./playground-session.ts";
import { breakWorker } from "./worker-fault.ts";

const EXACT = Number.POSITIVE_INFINITY;

let session: PlaygroundSession;

test.beforeAll(async () => {
  session = await PlaygroundSession.start();
});
test.afterAll(() => session.stop());

/** What befalls the worker's code, after the answer to the one that asks for it. */
const FAULTS = {
  "fails in WebAssembly": () => {
    const start = [
      0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 8, 1, 0, 0x0a, 5, 1, 3, 0, 0, 0x0b,
    ];
    const module = new WebAssembly.Module(new Uint8Array(start));
    setTimeout(() => new WebAssembly.Instance(module));
  },
  "runs out of memory": () => {
    setTimeout(() => new Uint8Array(Number.MAX_SAFE_INTEGER));
  },
  hangs: () => {
    setTimeout(() => {
      for (;;);
    });
  },
} as const;

for (const [what, fault] of Object.entries(FAULTS)) {
  test(`a worker that ${what} is replaced, and the desktop goes on`, async ({ page }) => {
    const desktop = await session.open(page);
    await page.keyboard.type("avant");
    await expect.poll(() => session.typed()).toBe("avant");
    await breakWorker(page, fault);
    await expectPicture(desktop);
    await page.keyboard.type(" et apres");
    await expect.poll(() => session.typed()).toBe("avant et apres");
    await expectPicture(desktop);
    expect(session.playground.sessions).toHaveLength(1);
    await session.leave(page);
  });
}

test("a worker that fails again and again is given up; connecting again comes back to the session", async ({
  page,
}) => {
  const desktop = await session.open(page);
  await page.keyboard.type("encore");
  await expect.poll(() => session.typed()).toBe("encore");
  for (let failures = 0; failures < 4; failures++) {
    await breakWorker(page, FAULTS["runs out of memory"]);
    if (failures < 3) await expectPicture(desktop);
  }
  await expect(page.getByRole("alert")).toContainText("This browser failed to show the desktop");
  await expect(page.getByRole("alert")).toContainText("decoder-failed · Uncaught RangeError");
  await page.getByRole("button", { name: "Connect again" }).click();
  await expectPicture(await DesktopPage.opened(page));
  expect(session.typed()).toBe("encore");
  await session.leave(page);
});

test("the old picture stays until there is a new one", async ({ page }) => {
  const desktop = await session.open(page);
  await expectPicture(desktop);
  await page.evaluate(() => {
    const copy = new OffscreenCanvas(64, 40);
    const context = copy.getContext("2d", { willReadFrequently: true });
    const look = () => {
      const canvas = document.querySelector("canvas");
      if (!context || !canvas) return;
      context.drawImage(canvas, 0, 0, copy.width, copy.height);
      const { data } = context.getImageData(0, 0, copy.width, copy.height);
      const isBlack = data.every((value, index) => index % 4 === 3 || value === 0);
      if (isBlack) document.body.dataset.black = `${canvas.width}x${canvas.height}`;
      requestAnimationFrame(look);
    };
    look();
  });
  await breakWorker(page, FAULTS["runs out of memory"]);
  await expectPicture(desktop);
  expect(await page.evaluate(() => document.body.dataset.black)).toBeUndefined();
  await session.leave(page);
});

async function expectPicture(desktop: DesktopPage): Promise<void> {
  await expect.poll(async () => psnr(await desktop.picture(), session.drawn())).toBe(EXACT);
}
