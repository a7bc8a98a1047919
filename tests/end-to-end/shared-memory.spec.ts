import { expect, type Page, test } from "@playwright/test";
import { psnr } from "../pictures/picture.ts";
import { PlaygroundSession } from "./playground-session.ts";

let session: PlaygroundSession;

test.beforeAll(async () => {
  session = await PlaygroundSession.start();
});
test.afterAll(() => session.stop());
// A script that came through `route` is of no network: Chromium asks before it may reach this computer.
test.use({ permissions: ["local-network-access"] });

test("on four cores, threads share the framebuffer, and a 2D canvas shows it", async ({ page }) => {
  await pretend(page, [CORES]);
  await expectDesktop(page, "2D canvas");
});

test("with a graphics card, WebGL shows it", async ({ page }) => {
  await pretend(page, [CORES, CARD]);
  await expectDesktop(page, "WebGL 2");
});

/** What a worker's code asks of the browser, and what it is to be told. */
const CORES = [/navigator\.hardwareConcurrency/, "4"] as const;
const CARD = [/\/swiftshader[^/]*\/i/, "/no renderer/"] as const;

/** Lets the desktop's worker see a better computer. */
async function pretend(page: Page, changes: readonly (readonly [RegExp, string])[]): Promise<void> {
  await page.route("**/assets/desktop-worker-*.js", async (route) => {
    const response = await route.fetch();
    let body = await response.text();
    for (const [asked, told] of changes) {
      expect(body).toMatch(asked);
      body = body.replace(asked, told);
    }
    await route.fulfill({ response, body });
  });
}

async function expectDesktop(page: Page, method: string): Promise<void> {
  const desktop = await session.open(page);
  await page.keyboard.type("shared");
  await expect.poll(() => session.typed()).toBe("shared");
  await expect.poll(async () => psnr(await desktop.picture(), session.drawn())).toBe(Number.POSITIVE_INFINITY);
  await page.keyboard.press("Control+Alt+Shift+KeyS");
  const statistics = page.getByRole("complementary", { name: "Statistics" });
  await expect(statistics.getByText("Threads")).toBeVisible();
  await expect(statistics).toContainText("Threads3");
  await expect(statistics).toContainText(`Presented by${method}`);
  await session.leave(page);
}
