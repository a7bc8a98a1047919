import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { fileURLToPath } from "node:url";
import { expect, type Page, test } from "@playwright/test";

const PACKAGES = fileURLToPath(new URL("../../packages", import.meta.url));
const IMPORTS = JSON.stringify({ imports: { "@passerelle/graphics": "/graphics/src/index.ts" } });
const DOCUMENT = `<!doctype html><title>presenting</title><script type="importmap">${IMPORTS}</script>`;
const SITE = "http://127.0.0.1/";
/** An empty page where the presenters are. */
const PAGE = `${SITE}web/src/desktop/worker/`;
/** With them, pages may have shared memory. */
const ISOLATED = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" };

type Rect = readonly [x: number, y: number, width: number, height: number];

interface Scene {
  readonly presenter: "CanvasPresenter" | "WebGlPresenter";
  readonly shared: boolean;
  /** What of the framebuffer the canvas shows. */
  readonly source: Rect;
  /** What is presented of it, one call after the other. */
  readonly dirty: readonly (readonly Rect[])[];
  /** The context is lost before the last of them, and all is presented anew. */
  readonly isLost: boolean;
}

/** Framebuffer of the tests, which lies amid the memory; each of its pixels has a colour of its own. */
const SIZE = { width: 40, height: 30 };

test.beforeEach(async ({ page }) => {
  await page.route(`${SITE}**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (!pathname.endsWith(".ts")) {
      await route.fulfill({ headers: ISOLATED, contentType: "text/html", body: DOCUMENT });
      return;
    }
    const body = stripTypeScriptTypes(readFileSync(PACKAGES + pathname, "utf8"));
    await route.fulfill({ headers: ISOLATED, contentType: "text/javascript", body });
  });
  await page.goto(PAGE);
});

const whole: Rect = [0, 0, SIZE.width, SIZE.height];
const part: Rect = [7, 5, 20, 12];

for (const presenter of ["CanvasPresenter", "WebGlPresenter"] as const) {
  for (const shared of [false, true]) {
    const memory = shared ? "shared memory" : "memory";
    const base = { presenter, shared, source: whole, isLost: false };

    test(`${presenter} shows a framebuffer in ${memory}`, async ({ page }) => {
      await expectShown(page, { ...base, dirty: [[whole]] });
    });

    test(`${presenter} changes what is dirty in ${memory}, and nothing else`, async ({ page }) => {
      const dirty: Rect[][] = [
        [[0, 0, 1, 1]],
        [
          [3, 4, 10, 5],
          [20, 10, 20, 20],
        ],
        [[39, 29, 1, 1]],
      ];
      await expectShown(page, { ...base, dirty });
    });

    test(`${presenter} shows a part of a framebuffer in ${memory}`, async ({ page }) => {
      const dirty: Rect[][] = [
        [[0, 0, 10, 10]],
        [
          [20, 10, 20, 20],
          [0, 29, 40, 1],
        ],
      ];
      await expectShown(page, { ...base, source: part, dirty });
    });
  }

  test(`${presenter} says when its context was lost, and paints the next one`, async ({ page }) => {
    const scene = { presenter, shared: false, source: part, isLost: true };
    await expectShown(page, { ...scene, dirty: [[[8, 6, 3, 3]], [whole]] });
  });
}

/** Expects what was presented where it belongs, and black elsewhere. */
async function expectShown(page: Page, scene: Scene): Promise<void> {
  const shown = await page.evaluate(show, { scene, size: SIZE });
  const [left, top, width, height] = scene.source;
  const expected: number[] = [];
  for (let y = top; y < top + height; y++) {
    for (let x = left; x < left + width; x++) {
      const isPresented = scene.dirty
        .flat()
        .some(([dx, dy, dw, dh]) => x >= dx && x < dx + dw && y >= dy && y < dy + dh);
      expected.push(isPresented ? colorAt(x, y) : 0xff000000);
    }
  }
  expect(shown).toEqual(expected);
}

function colorAt(x: number, y: number): number {
  return 0xff000000 + x * 0x50000 + y * 0x700 + 0x33;
}

/** Presents a scene in the page; answers the canvas's pixels as little-endian words. */
async function show({ scene, size }: { scene: Scene; size: typeof SIZE }): Promise<number[]> {
  const toRect = ([x, y, width, height]: Rect) => ({ x, y, width, height });
  const address = 4096;
  const memory = new WebAssembly.Memory({ initial: 2, maximum: 2, shared: scene.shared });
  const words = new Uint32Array(memory.buffer, address, size.width * size.height);
  for (let index = 0; index < words.length; index++) {
    const [x, y] = [index % size.width, Math.floor(index / size.width)];
    words[index] = 0xff000000 + x * 0x50000 + y * 0x700 + 0x33;
  }
  const framebuffer = { ...size, kernels: { memory }, address, stride: size.width };
  const canvas = new OffscreenCanvas(1, 1);
  const lost = Promise.withResolvers<void>();
  const presenters = {
    ...(await import(`${location.href}presenter-2d.ts`)),
    ...(await import(`${location.href}presenter-webgl.ts`)),
  };
  const presenter = new presenters[scene.presenter](canvas, () => lost.resolve());
  presenter.resize(toRect(scene.source));
  const pixels = () => {
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
    copy?.drawImage(canvas, 0, 0);
    const data = copy?.getImageData(0, 0, canvas.width, canvas.height).data;
    return [...new Uint32Array(data?.buffer ?? new ArrayBuffer(0))];
  };
  for (const [index, dirty] of scene.dirty.entries()) {
    if (scene.isLost && index === scene.dirty.length - 1) {
      if (scene.presenter === "WebGlPresenter") {
        const lose = canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context");
        canvas.addEventListener("webglcontextlost", () => setTimeout(() => lose?.restoreContext()));
        lose?.loseContext();
      } else {
        // There is no way to lose a 2D context on purpose: the event alone, and a canvas without its picture.
        presenter.resize(toRect(scene.source));
        canvas.dispatchEvent(new Event("contextrestored"));
      }
      await lost.promise;
    }
    presenter.present(framebuffer, dirty.map(toRect));
  }
  return pixels();
}
