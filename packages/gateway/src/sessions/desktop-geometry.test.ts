import type { DisplayRequest } from "@passerelle/tunnel";
import { describe, expect, test } from "vitest";
import { desktopFor, isSameDesktop } from "./desktop-geometry.ts";

const primary = { width: 1920, height: 1080, scale: 100 };
const right = { left: 1920, top: 0, width: 1280, height: 1024, scale: 125 };

describe("the desktop for a browser", () => {
  test.each<[DisplayRequest, number | undefined, object]>([
    [{ width: 1367, height: 767, scale: 125 }, undefined, { width: 1366, height: 767, scale: 125 }],
    [{ width: 20, height: 9000, scale: 900 }, undefined, { width: 200, height: 8192, scale: 500 }],
    [{ ...primary, orientation: 90 }, 200, { ...primary, orientation: 90, scale: 200 }],
    [{ ...primary, furtherMonitors: [right] }, undefined, { ...primary, furtherMonitors: [right] }],
  ])("%o with a scale of %s is %o", (display, scale, desktop) => {
    expect(desktopFor(display, scale)).toEqual(desktop);
  });

  test.each([
    ["overlap", { ...right, left: 1919 }],
    ["are wider than H.264 goes", { ...right, width: 4098 }],
    ["have an odd width", { ...right, width: 1281 }],
    ["are too low", { ...right, height: 100 }],
    ["are too far away", { ...right, left: 32_000 }],
  ])("has one monitor if several %s", (_, monitor) => {
    expect(desktopFor({ ...primary, furtherMonitors: [monitor] })).toEqual(primary);
  });
});

test.each([
  [{ width: 1918 }, false],
  [{ scale: 125 }, false],
  [{ orientation: 90 as const }, false],
  [{ orientation: 0 as const }, true],
  [{ furtherMonitors: [] }, true],
  [{ furtherMonitors: [right] }, false],
])("a desktop and the same with %o look the same: %s", (change, same) => {
  expect(isSameDesktop(primary, { ...primary, ...change })).toBe(same);
});

test("desktops differ by where a further monitor is", () => {
  const [one, other] = [right, { ...right, top: 10 }].map((monitor) => ({ ...primary, furtherMonitors: [monitor] }));
  expect(one && other && isSameDesktop(one, other)).toBe(false);
});
