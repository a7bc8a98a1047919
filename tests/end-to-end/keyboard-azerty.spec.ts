import { expect, test } from "@playwright/test";
import { DebianRoot, TEST_PASSWORD, TEST_USER } from "../servers/debian-root.ts";
import { GatewayProcess } from "../servers/gateway.ts";
import type { XDisplay } from "../servers/x-display.ts";
import { Xrdp } from "../servers/xrdp.ts";
import { DesktopPage } from "./desktop-page.ts";
import { openPanel } from "./menu.ts";

const DISPLAY = 57;

let gateway: GatewayProcess;
let server: Xrdp;
let display: XDisplay;
let desktop: DesktopPage;
let events: () => Promise<string>;

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  server = await Xrdp.start(await DebianRoot.open("bookworm"), { security: "tls", firstDisplay: DISPLAY });
  gateway = await GatewayProcess.start();
  const connection = await gateway.createConnection("AZERTY", {
    hostname: "127.0.0.1",
    port: String(server.port),
    username: TEST_USER,
    password: TEST_PASSWORD,
    "ignore-cert": "true",
    "server-layout": "fr-fr-azerty",
  });
  desktop = await DesktopPage.open(await browser.newPage(), gateway, connection);
  display = await server.display();
  await display.run(["setxkbmap", "-model", "pc105", "-layout", "fr"]);
  events = await display.watchEvents("300x200+100+100");
  const { x, y } = await desktop.point(250, 200);
  await desktop.page.mouse.click(x, y);
  await expect.poll(events).toMatch(/ButtonRelease/);
});
test.afterAll(async () => {
  await desktop?.page.close();
  server?.stop();
  await gateway?.stop();
});

/** The X names of the keys that went down while `act` ran, less modifiers; the last one is to be `end`. */
async function struck(act: () => Promise<void>, end: string): Promise<string[]> {
  const before = (await events()).length;
  await act();
  const names = async () =>
    (await events())
      .slice(before)
      .split(/\n\n/)
      .filter((event) => event.trimStart().startsWith("KeyPress"))
      .map((event) => /keysym 0x[0-9a-f]+, (\w+)\)/.exec(event)?.[1] ?? "")
      .filter((name) => !/^(Shift|Control|Alt|ISO_Level3|Super|Caps|Num)/.test(name));
  await expect.poll(async () => (await names()).at(-1)).toBe(end);
  return names();
}

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await desktop.page.keyboard.press(key);
}

test("keys go by their place: the desktop's AZERTY makes letters, signs, dead keys and AltGr of them", async () => {
  const plain = await struck(
    () => press("KeyQ", "KeyW", "Semicolon", "KeyM", "Digit1", "Digit2", "Digit7", "Equal", "Backquote", "Slash"),
    "exclam",
  );
  expect(plain).toEqual(["a", "z", "m", "comma", "ampersand", "eacute", "egrave", "equal", "twosuperior", "exclam"]);
  const shifted = await struck(
    () => press("Shift+KeyQ", "Shift+Digit1", "Shift+Digit0", "Shift+Slash", "Shift+Backslash", "Shift+BracketRight"),
    "sterling",
  );
  expect(shifted).toEqual(["A", "1", "0", "section", "mu", "sterling"]);
  const dead = await struck(() => press("BracketLeft", "KeyE", "Shift+BracketLeft", "KeyI"), "idiaeresis");
  // X composes what the dead keys change.
  expect(dead.filter((name) => name.length > 1 && !name.startsWith("dead"))).toEqual(["ecircumflex", "idiaeresis"]);
  const altGr = await struck(
    () => press("AltRight+KeyE", "AltRight+Digit0", "AltRight+Digit4", "AltRight+Digit5", "AltRight+Minus"),
    "bracketright",
  );
  expect(altGr).toEqual(["EuroSign", "at", "braceleft", "bracketleft", "bracketright"]);
});

test("the number pad follows NumLock, which is off at this keyboard, and the on-screen keyboard's", async () => {
  const { page } = desktop;
  const off = await struck(() => press("Numpad1", "Numpad9", "NumpadDecimal", "NumpadAdd"), "KP_Add");
  expect(off).toEqual(["KP_End", "KP_Prior", "KP_Delete", "KP_Add"]);
  await openPanel(page, "Keyboard and pointer");
  await page.getByRole("button", { name: "On-screen keyboard" }).click();
  await page.getByRole("button", { name: "Close the panel" }).click();
  await page.locator('[data-code="NumLock"]').click();
  const on = await struck(() => press("Numpad1", "Numpad9", "NumpadAdd"), "KP_Add");
  expect(on).toEqual(["KP_1", "KP_9", "KP_Add"]);
  await page.getByRole("button", { name: "Hide the on-screen keyboard" }).click();
});

test("typed by character, an American keyboard writes French at the desktop", async () => {
  const { page } = desktop;
  await openPanel(page, "Keyboard and pointer");
  await page.getByRole("radio", { name: "Type what is on my keys" }).check();
  await page.getByRole("button", { name: "Close the panel" }).click();
  // Playwright's keyboard is American: the key Q has a Q on it.
  const written = await struck(() => page.keyboard.type("qaz1@#."), "period");
  expect(written).toEqual(["q", "a", "z", "1", "at", "numbersign", "period"]);
});
