import { TouchRecorder } from "@passerelle/playground";
import { ContactFlag, type InputEvent, TouchVersion } from "@passerelle/rdp";
import { type CDPSession, expect, type Page, test } from "@playwright/test";
import { openPanel } from "./menu.ts";
import { PlaygroundSession } from "./playground-session.ts";

const { Down, Update, Up, InRange, InContact } = ContactFlag;
const ENGAGED = InRange | InContact;

let session: PlaygroundSession;
let recorder: TouchRecorder;

test.beforeAll(async () => {
  const channels = () => {
    recorder = new TouchRecorder(TouchVersion.V200);
    return [recorder];
  };
  session = await PlaygroundSession.start({ channels }, { "enable-touch": "true", "server-layout": "fr-fr-azerty" });
});
test.afterAll(() => session.stop());

/** Chooses in the panel, and closes it. */
async function choose(page: Page, label: string): Promise<void> {
  await openPanel(page, "Keyboard and pointer");
  await page.getByRole("radio", { name: label }).check();
  await page.getByRole("button", { name: "Close the panel" }).click();
}

type Finger = { readonly x: number; readonly y: number; readonly id: number };

async function touch(devtools: CDPSession, type: "touchStart" | "touchMove" | "touchEnd", touchPoints: Finger[]) {
  await devtools.send("Input.dispatchTouchEvent", { type, touchPoints });
}

/** Contact and flags of each frame of fingers. */
function frames(): [number, number][][] {
  return recorder.heard.flatMap((pdu) =>
    pdu.type === "touch"
      ? pdu.frames.map(({ contacts }) => contacts.map(({ id, flags }): [number, number] => [id, flags]))
      : [],
  );
}

test("two fingers touch the desktop itself, and a pen draws with pressure and tilt", async ({ page }) => {
  const desktop = await session.open(page);
  await choose(page, "As fingers on the desktop");
  const devtools = await page.context().newCDPSession(page);
  const first = { ...(await desktop.point(300, 200)), id: 0 };
  const second = { ...(await desktop.point(500, 400)), id: 1 };
  await touch(devtools, "touchStart", [first]);
  await touch(devtools, "touchStart", [first, second]);
  await touch(devtools, "touchMove", [{ ...first, x: first.x + 40 }, second]);
  await touch(devtools, "touchEnd", [{ ...first, x: first.x + 40 }]);
  await touch(devtools, "touchEnd", []);
  await expect
    .poll(() =>
      frames()
        .at(-1)
        ?.map(([, flags]) => flags),
    )
    .toEqual([Up]);
  expect(frames()[0]).toEqual([[0, Down | ENGAGED]]);
  expect(frames()[1]).toEqual([
    [0, Update | ENGAGED],
    [1, Down | ENGAGED],
  ]);
  expect(
    frames()
      .flat()
      .filter(([, flags]) => flags === Up),
  ).toHaveLength(2);
  const [beginning] = recorder.heard.filter((pdu) => pdu.type === "touch");
  expect(beginning).toMatchObject({ frames: [{ contacts: [{ x: 300, y: 200 }] }] });

  const pen = { ...(await desktop.point(400, 300)), pointerType: "pen", button: "left", clickCount: 1 } as const;
  const held = { ...pen, buttons: 1, force: 0.5, tiltX: -30, tiltY: 20, twist: 90 };
  await devtools.send("Input.dispatchMouseEvent", { ...pen, type: "mouseMoved", button: "none", buttons: 0 });
  await devtools.send("Input.dispatchMouseEvent", { ...held, type: "mousePressed" });
  await devtools.send("Input.dispatchMouseEvent", { ...held, type: "mouseMoved", x: held.x + 20 });
  await devtools.send("Input.dispatchMouseEvent", { ...pen, type: "mouseReleased", buttons: 0 });
  const drawn = () =>
    recorder.heard.flatMap((pdu) => (pdu.type === "pen" ? pdu.frames.flatMap(({ contacts }) => contacts) : []));
  await expect.poll(() => drawn().some(({ flags }) => flags === (Up | InRange))).toBe(true);
  const down = drawn().find(({ flags }) => flags === (Down | ENGAGED));
  expect(down).toMatchObject({ x: 400, y: 300, pressure: 512, tiltX: -30, tiltY: 20, rotation: 90 });
  await session.leave(page);
});

test("as a touchpad, a finger moves the pointer and taps where that is", async ({ page }) => {
  const desktop = await session.open(page);
  await choose(page, "As a touchpad");
  const devtools = await page.context().newCDPSession(page);
  const from = { ...(await desktop.point(100, 700)), id: 0 };
  await touch(devtools, "touchStart", [from]);
  for (const step of [20, 60, 100]) await touch(devtools, "touchMove", [{ ...from, y: from.y - step }]);
  await touch(devtools, "touchEnd", []);
  const pointer = page.locator("div[aria-hidden][class*=touchPointer]");
  await expect(pointer).toBeVisible();
  // It began in the middle, and the finger was far away from it.
  expect((await pointer.boundingBox())?.y).toBeLessThan(400);
  expect((await pointer.boundingBox())?.x).toBe(640);
  expect(frames()).toEqual([]);
  await session.leave(page);
});

test("two fingers that part show the desktop larger", async ({ page }) => {
  const desktop = await session.open(page);
  const devtools = await page.context().newCDPSession(page);
  const before = await desktop.canvas.boundingBox();
  const [left, right] = [
    { ...(await desktop.point(600, 300)), id: 0 },
    { ...(await desktop.point(700, 300)), id: 1 },
  ];
  await touch(devtools, "touchStart", [left, right]);
  await touch(devtools, "touchMove", [left, { ...right, x: right.x + 50 }]);
  await touch(devtools, "touchMove", [left, { ...right, x: right.x + 100 }]);
  await touch(devtools, "touchEnd", []);
  await expect
    .poll(async () => (await desktop.canvas.boundingBox())?.width)
    .toBeGreaterThan((before?.width ?? 0) * 1.5);
  await session.leave(page);
});

test("the on-screen keyboard types with latched modifiers, and the desktop keeps the keys", async ({ page }) => {
  await session.open(page);
  await openPanel(page, "Keyboard and pointer");
  await page.getByRole("button", { name: "On-screen keyboard" }).click();
  await page.getByRole("button", { name: "Close the panel" }).click();
  await expect(page.locator("textarea")).toBeFocused();
  const key = (code: string) => page.locator(`[data-code="${code}"]`);
  await expect(key("KeyQ")).toHaveText("a");
  await key("KeyQ").click();
  await key("ShiftLeft").click();
  await expect(key("ShiftLeft")).toHaveAttribute("data-state", "once");
  await expect(key("KeyQ")).toHaveText("A");
  await key("KeyW").click();
  await expect(key("ShiftLeft")).not.toHaveAttribute("data-state");
  await key("ShiftLeft").dblclick();
  await expect(key("ShiftLeft")).toHaveAttribute("data-state", "locked");
  await key("KeyE").click();
  await key("KeyR").click();
  await key("ShiftLeft").click();
  await page.keyboard.press("KeyT");
  // The playground's own keyboard is American.
  await expect.poll(() => session.typed()).toBe("qWERt");
  await page.getByRole("button", { name: "Hide the on-screen keyboard" }).click();
  await session.leave(page);
});

test("the text field types what is written and erased in it", async ({ page }) => {
  await session.open(page);
  await openPanel(page, "Keyboard and pointer");
  await page.getByRole("button", { name: "Text field" }).click();
  await page.getByRole("button", { name: "Close the panel" }).click();
  const field = page.getByRole("textbox", { name: "Text field" });
  await field.pressSequentially("né ici");
  await field.press("Backspace");
  await field.press("Enter");
  await field.pressSequentially("là");
  await expect.poll(() => session.typed()).toBe("né ic\nlà");
  await page.getByRole("button", { name: "Hide the text field" }).click();
  await expect(page.locator("textarea")).toBeFocused();
  await session.leave(page);
});

test("a locked mouse tells how far it moves", async ({ page }) => {
  const desktop = await session.open(page);
  const server = session.playground.sessions[0]?.desktop;
  if (!server) throw new Error("nobody is at the playground");
  const heard: InputEvent[] = [];
  const input = server.input.bind(server);
  server.input = (event) => {
    if (event.type === "relativeMove" || event.type === "relativeButton") heard.push(event);
    input(event);
  };
  const isLocked = () => page.evaluate(() => document.pointerLockElement !== null);
  await openPanel(page, "Keyboard and pointer");
  await page.getByRole("button", { name: "Lock the mouse" }).click();
  await expect.poll(isLocked).toBe(true);
  await expect(page.getByRole("textbox", { name: "Desktop Playground" })).toBeFocused();
  const { x, y } = await desktop.point(300, 300);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y - 40);
  await page.mouse.up();
  await expect
    .poll(() => heard.slice(-3))
    .toEqual([
      { type: "relativeButton", button: "left", pressed: true },
      { type: "relativeMove", x: 60, y: -40 },
      { type: "relativeButton", button: "left", pressed: false },
    ]);
  // What Escape does: keys of DevTools do not reach the part of the browser that hears it.
  await page.evaluate(() => document.exitPointerLock());
  await expect.poll(isLocked).toBe(false);
  const count = heard.length;
  await page.mouse.move(x, y);
  await page.keyboard.press("Control+Alt+Shift+KeyL");
  await expect.poll(isLocked).toBe(true);
  await page.mouse.move(x - 10, y);
  await expect.poll(() => heard.slice(count)).toEqual([{ type: "relativeMove", x: -10, y: 0 }]);
  await page.keyboard.press("Control+Alt+Shift+KeyL");
  await expect.poll(isLocked).toBe(false);
  expect(session.typed()).toBe("");
  await session.leave(page);
});

test("the shortcut of the menu closes the panel", async ({ page }) => {
  await session.open(page);
  await openPanel(page, "Keyboard and pointer");
  const panel = page.getByRole("complementary", { name: "Panel" });
  await page.getByRole("button", { name: "On-screen keyboard" }).focus();
  await page.keyboard.press("Control+Alt+KeyX");
  await expect(panel).toBeVisible();
  await page.keyboard.press("Control+Alt+Shift");
  await expect(panel).toBeHidden();
  await expect(page.locator("textarea")).toBeFocused();
  await session.leave(page);
});
