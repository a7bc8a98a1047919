import {
  type Playground,
  type PlaygroundOptions,
  type PlaygroundSession,
  startPlayground,
} from "@passerelle/playground";
import { expect, type Page, test } from "@playwright/test";
import { crop, difference, type Part, type Picture, pictureFromBgrx, psnr } from "../pictures/picture.ts";
import { GatewayProcess, type Parameters } from "../servers/gateway.ts";
import { DesktopPage } from "./desktop-page.ts";
import { fakeScreens, SCREENS, useAllScreens } from "./fake-screens.ts";
import { openMenu } from "./menu.ts";
import { breakWorker } from "./worker-fault.ts";

const EXACT = Number.POSITIVE_INFINITY;
const NOON = new Date(2026, 0, 1, 12);
const FOLLOW = { "resize-method": "display-update" };

interface Opened {
  readonly playground: Playground;
  readonly desktop: DesktopPage;
  readonly session: () => PlaygroundSession;
}

let gateway: GatewayProcess;

test.beforeAll(async () => {
  gateway = await GatewayProcess.start();
});
test.afterAll(() => gateway.stop());

async function withDesktop(
  page: Page,
  parameters: Parameters,
  options: PlaygroundOptions,
  use: (opened: Opened) => Promise<void>,
): Promise<void> {
  const playground = await startPlayground({ now: () => NOON, ...options });
  try {
    const connection = await gateway.createConnection(`Playground ${playground.port}`, {
      ...{ hostname: "127.0.0.1", port: String(playground.port), username: "demo", password: "demo" },
      ...{ "ignore-cert": "true", ...parameters },
    });
    const desktop = await DesktopPage.open(page, gateway, connection);
    const session = () => {
      const last = playground.sessions.at(-1);
      if (!last) throw new Error("nobody is at the playground");
      return last;
    };
    await use({ playground, desktop, session });
    await page.goto("about:blank");
  } finally {
    await playground.stop();
  }
}

/** What the server has drawn. */
function drawn(session: PlaygroundSession): Picture {
  const canvas = session.desktop?.canvas;
  if (!canvas) throw new Error("the desktop is not there");
  const { width, height, words } = canvas;
  return pictureFromBgrx(width, height, new Uint8Array(words.buffer, words.byteOffset, words.byteLength));
}

/** Waits until the canvas shows the whole desktop, pixel by pixel. */
async function expectShown({ desktop, session }: Opened): Promise<void> {
  await expect.poll(async () => difference(await desktop.picture(), drawn(session()))).toBe("none");
}

/** A part of what the server has drawn; nothing while the desktop is smaller. */
function partDrawn({ session }: Opened, part: Part): Picture {
  const picture = drawn(session());
  const isWithin = part.left + part.width <= picture.width && part.top + part.height <= picture.height;
  return isWithin ? crop(picture, part) : { width: 0, height: 0, rgb: new Uint8Array(0) };
}

/** Changes what the browser says of its screen. */
async function setScreen(
  page: Page,
  screen: { width: number; height: number; ratio: number; portrait?: boolean },
): Promise<void> {
  const { width, height, ratio, portrait = false } = screen;
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setDeviceMetricsOverride", {
    ...{ width, height, deviceScaleFactor: ratio, mobile: false },
    screenOrientation: portrait ? { type: "portraitPrimary", angle: 90 } : { type: "landscapePrimary", angle: 0 },
  });
}

test("the desktop takes the window's size, and is asked for it once", async ({ page }) => {
  await withDesktop(page, FOLLOW, {}, async (opened) => {
    const first = opened.session();
    await expectShown(opened);
    expect(first.monitors).toEqual([{ left: 0, top: 0, width: 1280, height: 800, scale: 100, orientation: 0 }]);
    await page.setViewportSize({ width: 1000, height: 700 });
    await page.setViewportSize({ width: 1030, height: 650 });
    await expect.poll(() => first.monitors).toMatchObject([{ width: 1030, height: 650, scale: 100 }]);
    await expectShown(opened);
    expect(first.requests).toHaveLength(1);
    expect(opened.playground.sessions).toEqual([first]);
  });
});

test("the pixel ratio is told at the beginning and at change, and the picture is sharp", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 700, height: 450 }, deviceScaleFactor: 2 });
  const page = await context.newPage();
  await withDesktop(page, FOLLOW, {}, async (opened) => {
    expect(opened.session().monitors).toMatchObject([{ width: 1400, height: 900, scale: 200 }]);
    await expectShown(opened);
    await setScreen(page, { width: 800, height: 600, ratio: 1.5 });
    await expect.poll(() => opened.session().monitors).toMatchObject([{ width: 1200, height: 900, scale: 150 }]);
    await expectShown(opened);
    expect(await opened.desktop.canvas.boundingBox()).toMatchObject({ width: 800, height: 600 });
    // As the browser's zoom does it: the device pixels stay.
    await setScreen(page, { width: 960, height: 720, ratio: 1.25 });
    await expect.poll(() => opened.session().monitors).toMatchObject([{ width: 1200, height: 900, scale: 125 }]);
    await expectShown(opened);
  });
  await context.close();
});

test("a tablet that is turned turns the desktop", async ({ page }) => {
  await withDesktop(page, FOLLOW, {}, async (opened) => {
    await setScreen(page, { width: 1024, height: 768, ratio: 1 });
    await expect.poll(() => opened.session().monitors).toMatchObject([{ width: 1024, height: 768, orientation: 0 }]);
    await setScreen(page, { width: 768, height: 1024, ratio: 1, portrait: true });
    await expect.poll(() => opened.session().monitors).toMatchObject([{ width: 768, height: 1024, orientation: 90 }]);
    await expectShown(opened);
  });
});

test("a server that keeps its size is asked once; the page shows what is there", async ({ page }) => {
  await withDesktop(page, FOLLOW, { displayControl: "ignored" }, async (opened) => {
    await page.setViewportSize({ width: 1000, height: 800 });
    await expect.poll(() => opened.session().requests).toMatchObject([[{ width: 1000, height: 800 }]]);
    await expectShown(opened);
    const box = await opened.desktop.canvas.boundingBox();
    expect(box).toMatchObject({ x: 0, width: 1000, height: 625 });
    await page.keyboard.type("still there");
    await expect.poll(() => opened.session().desktop?.text).toBe("still there");
    expect(opened.session().requests).toHaveLength(1);
  });
});

test("without a method of resizing the page scales the picture", async ({ page }) => {
  await withDesktop(page, {}, {}, async (opened) => {
    await page.setViewportSize({ width: 640, height: 500 });
    await expect
      .poll(() => opened.desktop.canvas.boundingBox())
      .toMatchObject({ x: 0, y: 50, width: 640, height: 400 });
    await page.keyboard.type("here");
    await expect.poll(() => opened.session().desktop?.text).toBe("here");
    expect(opened.session().requests).toEqual([]);
  });
});

test("where reconnecting is the method, another connection has the window's size", async ({ page }) => {
  await withDesktop(page, { "resize-method": "reconnect" }, {}, async (opened) => {
    const first = opened.session();
    await page.setViewportSize({ width: 1000, height: 700 });
    await expect.poll(() => opened.playground.sessions.includes(first)).toBe(false);
    await expect.poll(() => opened.playground.sessions.at(-1)?.monitors).toMatchObject([{ width: 1000, height: 700 }]);
    await expectShown(opened);
    expect(opened.session().requests).toEqual([]);
  });
});

test("a server that never offers display control is connected to anew", async ({ page }) => {
  await withDesktop(page, FOLLOW, { displayControl: "absent" }, async (opened) => {
    await page.setViewportSize({ width: 1000, height: 700 });
    const first = opened.session();
    await expect.poll(() => opened.playground.sessions.includes(first), { timeout: 40_000 }).toBe(false);
    await expect.poll(() => opened.playground.sessions.at(-1)?.monitors).toMatchObject([{ width: 1000, height: 700 }]);
    await expectShown(opened);
  });
});

test.describe("several screens", () => {
  test("each show their part of the desktop, and closing a window leads back to one", async ({ page, context }) => {
    await fakeScreens(page, SCREENS);
    await withDesktop(page, FOLLOW, {}, async (opened) => {
      await expectShown(opened);
      const windows: Page[] = [];
      context.on("page", (window) => windows.push(window));
      await useAllScreens(page);
      await expect.poll(() => windows.length).toBe(2);
      const [right, left] = await Promise.all(windows.map((window) => DesktopPage.opened(window)));
      if (!right || !left) throw new Error("two windows were opened");
      const sizes = windows.map((window) => window.viewportSize());
      await expect
        .poll(() => opened.session().monitors)
        .toMatchObject([
          { left: 0, top: 0, width: 1280, height: 800 },
          { left: 1280, top: 100, ...sizes[0] },
          { left: -(sizes[1]?.width ?? 0), top: 0, ...sizes[1] },
        ]);
      const [primary, second, third] = opened.session().monitors;
      if (!primary || !second || !third) throw new Error("there are three monitors");
      const partOf = (monitor: typeof primary) =>
        crop(drawn(opened.session()), { ...monitor, left: monitor.left + third.width });
      const expectAllShown = async () => {
        for (const [window, monitor] of [
          [opened.desktop, primary],
          [right, second],
          [left, third],
        ] as const) {
          await expect.poll(async () => difference(await window.picture(), partOf(monitor))).toBe("none");
        }
      };
      await expectAllShown();

      // The notes of the demo desktop are taken by their title in the right window and dragged into the page's.
      const before = partOf(primary);
      const { width, height } = drawn(opened.session());
      const from = await right.point(Math.round(width * 0.63) + 400 - 1920, Math.round(height * 0.14) + 8 - 100);
      await right.page.mouse.move(from.x, from.y);
      await right.page.mouse.down();
      await right.page.mouse.move(from.x - 100, from.y + 40);
      await right.page.mouse.move(from.x - 500, from.y + 40);
      await right.page.mouse.up();
      await expect.poll(() => psnr(before, partOf(primary))).toBeLessThan(EXACT);
      await expectAllShown();
      await left.page.bringToFront();
      await left.canvas.click();
      await left.page.keyboard.type("from the left");
      await expect.poll(() => opened.session().desktop?.text).toBe("from the left");
      await expectAllShown();

      await right.page.close();
      await expect.poll(() => left.page.isClosed()).toBe(true);
      await expect.poll(() => opened.session().monitors).toMatchObject([{ width: 1280, height: 800 }]);
      expect(opened.session().monitors).toHaveLength(1);
      await expectShown(opened);
    });
  });

  test("follow the sizes of their windows, and are left when the page is loaded again", async ({ page, context }) => {
    await fakeScreens(page, SCREENS.slice(0, 2));
    await withDesktop(page, { ...FOLLOW, "disable-gfx": "true", "color-depth": "32" }, {}, async (opened) => {
      const opening = context.waitForEvent("page");
      await useAllScreens(page);
      const right = await DesktopPage.opened(await opening);
      await expect.poll(() => opened.session().monitors.length).toBe(2);
      await right.page.setViewportSize({ width: 800, height: 600 });
      await expect.poll(() => opened.session().monitors).toMatchObject([{}, { left: 1280, width: 800, height: 600 }]);
      await expect
        .poll(async () =>
          difference(
            await right.picture(),
            crop(drawn(opened.session()), { left: 1280, top: 100, width: 800, height: 600 }),
          ),
        )
        .toBe("none");
      await page.reload();
      await expect.poll(() => right.page.isClosed()).toBe(true);
      await expect.poll(() => opened.playground.sessions.at(-1)?.monitors.length).toBe(1);
      await expectShown(opened);
    });
  });

  test("are painted by the worker that takes the place of one that failed", async ({ page, context }) => {
    await fakeScreens(page, SCREENS.slice(0, 2));
    await withDesktop(page, FOLLOW, {}, async (opened) => {
      const opening = context.waitForEvent("page");
      await useAllScreens(page);
      const right = await DesktopPage.opened(await opening);
      const size = right.page.viewportSize() ?? { width: 0, height: 0 };
      const expectBothShown = async () => {
        for (const [window, part] of [
          [opened.desktop, { left: 0, top: 0, width: 1280, height: 800 }],
          [right, { left: 1280, top: 100, ...size }],
        ] as const) {
          await expect.poll(async () => difference(await window.picture(), partDrawn(opened, part))).toBe("none");
        }
      };
      await expectBothShown();
      await breakWorker(page, () => {
        setTimeout(() => new Uint8Array(Number.MAX_SAFE_INTEGER));
      });
      await expectBothShown();
      await page.keyboard.type("both");
      await expect.poll(() => opened.session().desktop?.text).toBe("both");
      await expectBothShown();
    });
  });

  test("are told of at connect where reconnecting is the method", async ({ page, context }) => {
    await fakeScreens(page, SCREENS.slice(0, 2));
    await withDesktop(page, { "resize-method": "reconnect" }, {}, async (opened) => {
      const first = opened.session();
      const opening = context.waitForEvent("page");
      await useAllScreens(page);
      const right = await DesktopPage.opened(await opening);
      await expect.poll(() => opened.playground.sessions.includes(first)).toBe(false);
      await expect.poll(() => opened.playground.sessions.at(-1)?.monitors.length).toBe(2);
      const part = { left: 1280, top: 100, ...(right.page.viewportSize() ?? { width: 0, height: 0 }) };
      await expect
        .poll(async () => difference(await right.picture(), crop(drawn(opened.session()), part)))
        .toBe("none");
    });
  });

  for (const [name, options, permission, text] of [
    ["may not be seen", {}, "denied", "may not see your screens"],
    ["are not taken by the server", { displayControl: "ignored" }, "granted", "does not take several screens"],
  ] as const) {
    test(`that ${name} are told of in words`, async ({ page }) => {
      await fakeScreens(page, SCREENS, permission);
      await withDesktop(page, FOLLOW, options, async (opened) => {
        await useAllScreens(page);
        await expect(page.getByRole("alert").filter({ hasText: text })).toBeVisible();
        await expectShown(opened);
        expect(page.context().pages()).toHaveLength(1);
      });
    });
  }

  test("whose windows are blocked are told of in words", async ({ page }) => {
    await fakeScreens(page, SCREENS);
    await page.addInitScript(() => Object.defineProperty(window, "open", { value: () => null }));
    await withDesktop(page, FOLLOW, {}, async () => {
      await useAllScreens(page);
      await expect(page.getByRole("alert").filter({ hasText: "did not open all windows" })).toBeVisible();
    });
  });

  for (const [name, screens, parameters] of [
    ["where there is one", SCREENS.slice(0, 1), FOLLOW],
    ["where the desktop keeps its size", SCREENS, {}],
  ] as const) {
    test(`are not offered ${name}`, async ({ page }) => {
      await fakeScreens(page, screens);
      await withDesktop(page, parameters, {}, async () => {
        await openMenu(page);
        await expect(page.getByRole("button", { name: "Full screen" })).toBeVisible();
        await expect(page.getByRole("button", { name: "Use all screens" })).toHaveCount(0);
      });
    });
  }
});
