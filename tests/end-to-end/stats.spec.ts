import { expect, type Page, test } from "@playwright/test";
import { openMenu } from "./menu.ts";
import { PlaygroundSession } from "./playground-session.ts";
import { breakWorker } from "./worker-fault.ts";

const SHORTCUT = "Control+Alt+Shift+KeyS";

let session: PlaygroundSession;

test.beforeAll(async () => {
  session = await PlaygroundSession.start();
});
test.afterAll(() => session.stop());
test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("Ctrl+Alt+Shift+S shows the statistics beside the work, and hides them", async ({ page }) => {
  await session.open(page);
  await page.keyboard.press(SHORTCUT);
  const overlay = page.getByRole("complementary", { name: "Statistics" });
  await expect(overlay).toBeVisible();
  // The desktop has kept the focus, and has seen no S.
  await page.keyboard.type("still here");
  await expect.poll(() => session.typed()).toBe("still here");
  await expect(overlay.getByRole("status")).not.toHaveText("Measuring…");
  await expect(row(page, "Key to picture")).toHaveText(/ ms, 95%: .* ms/);
  await expect(row(page, "Round trip")).toHaveText(/ ms, best .* ms/);
  await expect(row(page, "Presented by")).toHaveText("2D canvas");
  await expect(row(page, "Protection")).toHaveText("none (http)");
  await expect(row(page, "Size")).toHaveText("1280 × 800, 100%");
  await expect(overlay.getByText("planar 100%")).toBeVisible();
  await page.keyboard.press(SHORTCUT);
  await expect(overlay).toHaveCount(0);
  await page.keyboard.type(".");
  await expect.poll(() => session.typed()).toBe("still here.");
  await session.leave(page);
});

test("the menu shows the statistics for the keyboard, and Escape goes back to the desktop", async ({ page }) => {
  await session.open(page);
  await openMenu(page);
  await page.getByRole("button", { name: "Statistics" }).click();
  const overlay = page.getByRole("complementary", { name: "Statistics" });
  const copy = overlay.getByRole("button", { name: "Copy as text" });
  await expect(copy).toBeFocused();
  await expect(overlay.getByRole("status")).not.toHaveText("Measuring…");
  await page.keyboard.press("Enter");
  await expect(overlay.getByRole("button", { name: "Copied" })).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  for (const part of ["Line to the server", "Round trip: ", "Decoding a frame: ", "Codecs: ", "Browser: Mozilla"]) {
    expect(text).toContain(part);
  }
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(overlay).toHaveAttribute("data-corner", "bottom-start");
  await page.keyboard.press("Escape");
  await expect(overlay).toHaveCount(0);
  await page.keyboard.type("back");
  await expect.poll(() => session.typed()).toBe("back");
  await session.leave(page);
});

test("the statistics fit in a low window", async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 300 });
  await session.open(page);
  await page.keyboard.press(SHORTCUT);
  const overlay = page.getByRole("complementary", { name: "Statistics" });
  await expect(row(page, "Size")).toHaveText("640 × 300, 100%");
  for (const corner of ["bottom-end", "bottom-start", "top-start", "top-end"]) {
    await expect(overlay).toHaveAttribute("data-corner", corner);
    const { y = -1, height = 0 } = (await overlay.boundingBox()) ?? {};
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y + height).toBeLessThanOrEqual(300);
    await overlay.getByRole("button", { name: "Move to another corner" }).click();
  }
  await page.keyboard.press(SHORTCUT);
  await expect(overlay).toHaveCount(0);
  await session.leave(page);
});

test("the statistics go on after the worker was started again", async ({ page }) => {
  await session.open(page);
  await page.keyboard.press(SHORTCUT);
  await expect(row(page, "Round trip")).toHaveText(/ms/);
  await breakWorker(page, () => {
    setTimeout(() => {
      throw new Error("a fault of this test");
    });
  });
  await expect(row(page, "Round trip")).toHaveText(/ms/);
  await page.keyboard.type("again");
  await expect.poll(() => session.typed()).toBe("again");
  await expect(page.getByText(/planar \d+%/)).toBeVisible();
  await session.leave(page);
});

function row(page: Page, name: string) {
  const names = page.getByRole("complementary", { name: "Statistics" }).locator("div", { has: page.locator("dt") });
  return names.filter({ has: page.locator("dt", { hasText: new RegExp(`^${name}$`) }) }).locator("dd");
}
