import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { desktopPoint, displayRequest, orientationOf, placeDesktop } from "./geometry.ts";

const RATIOS = [1, 1.25, 1.5, 2];

describe("displayRequest", () => {
  it.each([
    [1, { width: 1366, height: 768 }, { width: 1366, height: 768, scale: 100 }],
    [1.25, { width: 1536, height: 864 }, { width: 1920, height: 1080, scale: 125 }],
    [1.5, { width: 1280, height: 719.3333 }, { width: 1920, height: 1079, scale: 150 }],
    [2, { width: 720, height: 450 }, { width: 1440, height: 900, scale: 200 }],
    [1, { width: 1365, height: 767 }, { width: 1364, height: 767, scale: 100 }],
    [0.5, { width: 120, height: 90 }, { width: 200, height: 200, scale: 100 }],
    [4, { width: 3000, height: 3000 }, { width: 8192, height: 8192, scale: 400 }],
  ])("at ratio %d asks for the device pixels of the container", (ratio, container, expected) => {
    expect(displayRequest(container, ratio, 0)).toEqual({ ...expected, orientation: 0 });
  });
});

describe("orientationOf", () => {
  it.each([
    ["landscape-primary", 0],
    ["portrait-primary", 90],
    ["landscape-secondary", 180],
    ["portrait-secondary", 270],
  ])("of a screen in %s is %d", (type, degrees) => {
    expect(orientationOf({ orientation: { type } } as Screen)).toBe(degrees);
  });

  it("is landscape where the browser does not tell", () => {
    expect(orientationOf({} as Screen)).toBe(0);
  });
});

describe("placeDesktop", () => {
  it.each(RATIOS)("shows the desktop that was asked for sharp, at ratio %d", (ratio) => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 2000 }), fc.integer({ min: 200, max: 2000 }), (width, height) => {
        const container = { width, height };
        const desktop = displayRequest(container, ratio, 0);
        const placement = placeDesktop(desktop, container, ratio, "fit");
        expect(placement.sharp).toBe(true);
        expect(placement.width * ratio).toBeCloseTo(desktop.width, 6);
        expect(placement.height * ratio).toBeCloseTo(desktop.height, 6);
      }),
    );
  });

  it("keeps the proportions and stays inside when it fits another size", () => {
    fc.assert(
      fc.property(
        fc.record({ width: fc.integer({ min: 200, max: 8192 }), height: fc.integer({ min: 200, max: 8192 }) }),
        fc.record({ width: fc.integer({ min: 100, max: 4000 }), height: fc.integer({ min: 100, max: 4000 }) }),
        fc.constantFrom(...RATIOS),
        (desktop, container, ratio) => {
          const { x, y, width, height } = placeDesktop(desktop, container, ratio, "fit");
          expect(width / height).toBeCloseTo(desktop.width / desktop.height, 6);
          expect(x + width).toBeLessThanOrEqual(container.width + 0.001);
          expect(y + height).toBeLessThanOrEqual(container.height + 0.001);
        },
      ),
    );
  });

  it("centres a smaller desktop in actual size, on a device pixel", () => {
    expect(placeDesktop({ width: 800, height: 601 }, { width: 1000, height: 700 }, 1.5, "actual")).toEqual({
      x: 350 / 1.5,
      y: 224 / 1.5,
      width: 800 / 1.5,
      height: 601 / 1.5,
      sharp: true,
    });
  });

  it("starts a larger desktop at the corner in actual size", () => {
    const { x, y, width } = placeDesktop({ width: 1920, height: 1080 }, { width: 800, height: 600 }, 1, "actual");
    expect([x, y, width]).toEqual([0, 0, 1920]);
  });
});

describe("desktopPoint", () => {
  it.each(RATIOS)("finds each pixel from the middle of where it is shown, at ratio %d", (ratio) => {
    const container = { width: 1000, height: 600 };
    const desktop = displayRequest(container, ratio, 0);
    const placement = placeDesktop(desktop, container, ratio, "fit");
    const whole = { x: 0, y: 0, ...desktop };
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: desktop.width - 1 }),
        fc.integer({ min: 0, max: desktop.height - 1 }),
        (x, y) => {
          const shown = { x: placement.x + (x + 0.5) / ratio, y: placement.y + (y + 0.5) / ratio };
          expect(desktopPoint(shown, placement, whole, desktop)).toEqual({ x, y });
        },
      ),
    );
  });

  it("takes the nearest pixel for points in the letterbox", () => {
    const desktop = { width: 800, height: 600 };
    const placement = placeDesktop(desktop, { width: 1600, height: 600 }, 1, "actual");
    const whole = { x: 0, y: 0, ...desktop };
    expect(desktopPoint({ x: 3, y: 700 }, placement, whole, desktop)).toEqual({ x: 0, y: 599 });
    expect(desktopPoint({ x: 1590, y: -4 }, placement, whole, desktop)).toEqual({ x: 799, y: 0 });
  });

  it("counts from the part that a window shows, and goes on into the monitors beside it", () => {
    const desktop = { width: 3200, height: 1080 };
    const part = { x: 1920, y: 56, width: 1280, height: 1024 };
    const placement = { x: 0, y: 0, width: 640, height: 512 };
    expect(desktopPoint({ x: 0, y: 0 }, placement, part, desktop)).toEqual({ x: 1920, y: 56 });
    expect(desktopPoint({ x: 320, y: 511.9 }, placement, part, desktop)).toEqual({ x: 2560, y: 1079 });
    expect(desktopPoint({ x: -100, y: -100 }, placement, part, desktop)).toEqual({ x: 1720, y: 0 });
  });
});
