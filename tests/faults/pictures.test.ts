import {
  type Playground,
  type PlaygroundOptions,
  type PlaygroundSession,
  startPlayground,
} from "@passerelle/playground";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pictureFromRgba, psnr } from "../pictures/picture.ts";
import { GatewayProcess } from "./gateway-process.ts";
import { dragTo, drawn, expectShown, type Pair } from "./playground-picture.ts";

const PATIENCE = 60_000;
const NOON = new Date(2026, 0, 1, 12);

let gateway: GatewayProcess;

beforeAll(async () => {
  gateway = await GatewayProcess.start();
}, PATIENCE);

afterAll(() => gateway?.stop());

async function withDesktop(
  name: string,
  options: PlaygroundOptions,
  parameters: Record<string, string>,
  use: (pair: Pair) => Promise<void>,
) {
  const playground: Playground = await startPlayground({ now: () => NOON, ...options });
  try {
    await gateway.addConnection(name, { port: String(playground.port), ...parameters });
    const desktop = await gateway.open(name, { width: 1024, height: 768, scale: 100 });
    await use({ desktop, session: playground.sessions[0] as PlaygroundSession });
    await desktop.disconnect();
  } finally {
    await playground.stop();
  }
}

/** dB between what was drawn and what is shown. */
function fidelity({ desktop, session }: Pair): number {
  const { width, height, words } = desktop.framebuffer;
  const picture = (pixels: Uint32Array) => {
    const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
    return pictureFromRgba(width, height, bytes);
  };
  const expected = drawn(session);
  return words.length === expected.length ? psnr(picture(words), picture(expected)) : 0;
}

test.each<[string, PlaygroundOptions, Record<string, string>]>([
  ["uncompressed", { graphics: "uncompressed" }, {}],
  ["planar", { graphics: "planar" }, {}],
  ["ClearCodec", { graphics: "clearcodec" }, {}],
  ["bitmaps of 24 bits", { graphics: "bitmaps" }, { "disable-gfx": "true", "color-depth": "24" }],
  ["bitmaps of 32 bits", { graphics: "bitmaps" }, { "disable-gfx": "true", "color-depth": "32" }],
  ["bitmaps because the server knows no more", { graphics: "bitmaps" }, {}],
])("what is drawn is what is seen: %s", { timeout: PATIENCE }, (name, options, parameters) =>
  withDesktop(name, options, parameters, async (pair) => {
    const { desktop, session } = pair;
    await expectShown(pair);
    dragTo(desktop, [200, 300], [300, 400], [260, 420]);
    await desktop.type("aa bb\nÉtoile");
    await desktop.until(() => session.desktop?.text === "aa bb\nÉtoile");
    await expectShown(pair);
    const before = drawn(session);
    dragTo(desktop, [700, 130], [640, 180], [560, 300]);
    await desktop.until(() => drawn(session).some((word, index) => word !== before[index]));
    await expectShown(pair);
  }),
);

test("what is drawn roughly is seen as it is once the second pass is there: progressive", { timeout: PATIENCE }, () =>
  withDesktop("progressive", { graphics: "progressive" }, {}, async (pair) => {
    const { desktop, session } = pair;
    const expectNearlyShown = () => desktop.until(() => fidelity(pair) > 44, 10_000);
    await expectNearlyShown();
    await desktop.type("aa bb\nÉtoile");
    await desktop.until(() => session.desktop?.text === "aa bb\nÉtoile");
    await expectNearlyShown();
    const before = drawn(session);
    dragTo(desktop, [700, 130], [640, 180], [560, 300]);
    await desktop.until(() => drawn(session).some((word, index) => word !== before[index]));
    await expectNearlyShown();
  }),
);

test.each<[string, PlaygroundOptions, Record<string, string>]>([
  ["with the pipeline", {}, {}],
  ["with bitmaps", { graphics: "bitmaps" }, { "color-depth": "32" }],
])("the desktop takes another size, and the first one again: %s", { timeout: PATIENCE }, (name, options, parameters) =>
  withDesktop(`resize ${name}`, options, { ...parameters, "resize-method": "display-update" }, async (pair) => {
    await expectShown(pair);
    for (const [width, height] of [
      [800, 600],
      [1024, 768],
    ] as const) {
      pair.desktop.resize({ width, height, scale: 100 });
      await pair.desktop.until(() => pair.desktop.framebuffer.width === width, 10_000);
      expect(pair.desktop.framebuffer.height).toBe(height);
      await expectShown(pair);
    }
  }),
);

test.each<[string, PlaygroundOptions, Record<string, string>]>([
  ["with the pipeline", {}, {}],
  ["with bitmaps", { graphics: "bitmaps" }, { "color-depth": "32" }],
])("the desktop takes several monitors, asked for at once: %s", { timeout: PATIENCE }, (name, options, parameters) =>
  withDesktop(`monitors ${name}`, options, { ...parameters, "resize-method": "display-update" }, async (pair) => {
    pair.desktop.resize({
      ...{ width: 800, height: 600, scale: 100 },
      furtherMonitors: [{ left: -640, top: 100, width: 640, height: 960, scale: 150, orientation: 90 }],
    });
    await pair.desktop.until(() => pair.desktop.framebuffer.width === 1440, 10_000);
    expect(pair.desktop.framebuffer.height).toBe(1060);
    expect(pair.session.monitors).toMatchObject([
      { left: 0, width: 800 },
      { left: -640, top: 100, width: 640, height: 960, scale: 150, orientation: 90 },
    ]);
    await expectShown(pair);
  }),
);

test.each<[string, PlaygroundOptions]>([
  ["with the pipeline", {}],
  ["with bitmaps", { graphics: "bitmaps" }],
])("a reloaded page gets the whole picture again: %s", { timeout: PATIENCE }, (name, options) =>
  withDesktop(`reload ${name}`, options, {}, async (pair) => {
    await expectShown(pair);
    await pair.desktop.type("before");
    await pair.desktop.breakLine();
    await pair.desktop.comeBack({ reloaded: true });
    await pair.desktop.type("after");
    await pair.desktop.until(() => pair.session.desktop?.text === "beforeafter");
    await expectShown(pair);
  }),
);

test("the share is activated again", { timeout: PATIENCE }, () =>
  withDesktop("reactivate", { graphics: "bitmaps" }, {}, async (pair) => {
    await expectShown(pair);
    const repainted = pair.desktop.nextPicture();
    pair.session.misbehave({ kind: "reactivate" });
    await repainted;
    await pair.desktop.type("still here");
    await pair.desktop.until(() => pair.session.desktop?.text === "still here");
    await expectShown(pair);
  }),
);

test("the pointer follows what it is over", { timeout: PATIENCE }, () =>
  withDesktop("pointer", {}, {}, async ({ desktop }) => {
    desktop.send({ kind: "pointer-move", x: 300, y: 300 });
    await desktop.until(() => desktop.pointer.kind === "image" && desktop.pointer.width === 32);
    for (let notch = 0; notch < 30; notch++) {
      desktop.send({ kind: "wheel", horizontal: false, rotation: 120, x: 300, y: 300 });
    }
    await desktop.until(() => desktop.pointer.kind === "image" && desktop.pointer.width > 96);
    desktop.send({ kind: "pointer-move", x: 5, y: 5 });
    await desktop.until(() => desktop.pointer.kind === "default");
  }),
);
