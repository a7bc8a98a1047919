import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Area, arrange, type MonitorWindow } from "./arrangement.ts";

/** A window that fills its screen. */
function onScreen(view: number, x: number, y: number, width: number, height: number, ratio = 1): MonitorWindow {
  return { view, screen: { x, y, width, height }, container: { width, height, ratio, orientation: 0 } };
}

function overlap(one: Area, other: Area): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

function touch(one: Area, other: Area): boolean {
  const grown = { x: one.x - 1, y: one.y - 1, width: one.width + 2, height: one.height + 2 };
  return overlap(grown, other);
}

describe("arrange", () => {
  it("asks for one monitor where there is one window", () => {
    expect(arrange([onScreen(0, 0, 0, 1366, 768)])).toEqual({
      display: { width: 1366, height: 768, scale: 100, orientation: 0 },
      arrangement: { width: 1366, height: 768, parts: [] },
    });
  });

  it("leaves a single window as wide as it is, and makes one of several narrow enough for H.264", () => {
    const wide = onScreen(0, 0, 0, 5120, 1440);
    expect(arrange([wide]).display.width).toBe(5120);
    const { display } = arrange([wide, onScreen(1, 5120, 0, 1920, 1080)]);
    expect(display).toMatchObject({ width: 4096, height: 1152, scale: 100 });
  });

  it("puts monitors where their screens are, with positions from the first one", () => {
    const { display, arrangement } = arrange([
      onScreen(0, 0, 0, 1920, 1080),
      onScreen(1, -1280, 56, 1280, 1024),
      onScreen(2, 100, -900, 1440, 900),
    ]);
    expect(display.furtherMonitors).toMatchObject([
      { left: -1280, top: 56, width: 1280, height: 1024 },
      { left: 100, top: -900, width: 1440, height: 900 },
    ]);
    expect(arrangement).toEqual({
      ...{ width: 3200, height: 1980 },
      parts: [
        { view: 0, x: 1280, y: 900, width: 1920, height: 1080 },
        { view: 1, x: 0, y: 956, width: 1280, height: 1024 },
        { view: 2, x: 1380, y: 0, width: 1440, height: 900 },
      ],
    });
  });

  it("closes the gaps that windows smaller than their screens and other pixel ratios leave", () => {
    const main = { ...onScreen(0, 0, 0, 1920, 1080), container: { ...onScreen(0, 0, 0, 1000, 700, 2).container } };
    const { display } = arrange([main, onScreen(1, 1920, 0, 1280, 800), onScreen(2, 3200, 0, 1280, 800)]);
    expect(display).toMatchObject({ width: 2000, height: 1400, scale: 200 });
    expect(display.furtherMonitors).toMatchObject([
      { left: 2000, top: 0, scale: 100 },
      { left: 3280, top: 0 },
    ]);
  });

  it("leaves out what would make the desktop too large", () => {
    const screens = [0, 1, 2].map((view) => onScreen(view, view * 3840, 0, 3840, 2160));
    expect(arrange(screens).arrangement).toMatchObject({ width: 7680, parts: [{ view: 0 }, { view: 1 }] });
  });

  it("gives monitors that touch, do not overlap and lie within the desktop, whatever the screens", () => {
    const window = fc.record({
      screen: fc.record({
        x: fc.integer({ min: -5000, max: 5000 }),
        y: fc.integer({ min: -5000, max: 5000 }),
        width: fc.integer({ min: 300, max: 4000 }),
        height: fc.integer({ min: 300, max: 3000 }),
      }),
      container: fc.record({
        width: fc.integer({ min: 100, max: 4000 }),
        height: fc.integer({ min: 100, max: 3000 }),
        ratio: fc.constantFrom(0.8, 1, 1.25, 1.5, 2, 3),
        orientation: fc.constantFrom(0 as const, 90 as const),
      }),
    });
    fc.assert(
      fc.property(fc.array(window, { minLength: 1, maxLength: 6 }), (shapes) => {
        const { display, arrangement } = arrange(shapes.map((shape, view) => ({ view, ...shape })));
        const { parts, width, height } = arrangement;
        expect(Math.max(width, height)).toBeLessThanOrEqual(8192);
        expect(parts.length === 0 ? 1 : parts.length).toBe(1 + (display.furtherMonitors?.length ?? 0));
        for (const [index, part] of parts.entries()) {
          const before = parts.slice(0, index);
          expect(before.some((other) => overlap(part, other))).toBe(false);
          if (index > 0) expect(before.some((other) => touch(part, other))).toBe(true);
          expect(part.x >= 0 && part.y >= 0 && part.x + part.width <= width && part.y + part.height <= height).toBe(
            true,
          );
        }
      }),
    );
  });
});
