import { type Playground, startPlayground } from "@passerelle/playground";
import { expect, type Page, test } from "@playwright/test";
import { type Picture, pictureFromBgrx, psnr } from "../pictures/picture.ts";
import { GatewayProcess } from "../servers/gateway.ts";
import { DesktopPage } from "./desktop-page.ts";

const SCREENSHOTS = "docs/screenshots";
const NEW_PASSWORD = "Une-Phrase-De-Passe-1";

let playground: Playground;
let gateway: GatewayProcess;

test.beforeAll(async () => {
  playground = await startPlayground({ now: () => new Date(2026, 0, 5, 9, 30) });
  gateway = await GatewayProcess.startNew({ PASSERELLE_DEMO_DESKTOP: `127.0.0.1:${playground.port}` });
});
test.afterAll(async () => {
  await gateway.stop();
  await playground.stop();
});

test("a newcomer logs in with the printed password, changes it and draws on the demo desktop", async ({ page }) => {
  const printed = /password\s+(\S{12,})/i.exec(gateway.log)?.[1] ?? "";
  expect(printed, gateway.log).not.toBe("");
  await page.goto(gateway.url);
  await expect(page.getByLabel("User name")).toBeFocused();
  await page.screenshot({ path: `${SCREENSHOTS}/login.png`, animations: "disabled" });
  await signIn(page, "guacadmin", printed);
  await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
  await page.getByLabel("New password again", { exact: true }).fill(NEW_PASSWORD);
  await page.keyboard.press("Enter");

  await expect(page.getByText("Demo desktop")).toBeVisible();
  await page.screenshot({ path: `${SCREENSHOTS}/home.png`, animations: "disabled" });
  await page.getByText("Demo desktop").click();
  const desktop = await DesktopPage.opened(page);
  const spiral = await desktop.point(400, 390);
  await drawSpiral(page, spiral.x, spiral.y);
  await page.keyboard.type("bonjour");
  await expect.poll(() => playground.sessions[0]?.desktop?.text).toBe("bonjour");
  await expect.poll(async () => psnr(await desktop.picture(), drawnPicture())).toBe(Number.POSITIVE_INFINITY);
  await page.screenshot({ path: `${SCREENSHOTS}/desktop.png`, animations: "disabled" });
});

/** What the server has drawn. */
function drawnPicture(): Picture {
  const canvas = playground.sessions[0]?.desktop?.canvas;
  if (!canvas) throw new Error("nobody is at the playground");
  const { width, height, words } = canvas;
  return pictureFromBgrx(width, height, new Uint8Array(words.buffer, words.byteOffset, words.byteLength));
}

async function signIn(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel("User name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function drawSpiral(page: Page, x: number, y: number): Promise<void> {
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let turn = 0; turn < 12; turn += 0.2) {
    await page.mouse.move(x + turn * 14 * Math.cos(turn), y + turn * 14 * Math.sin(turn));
  }
  await page.mouse.up();
}
