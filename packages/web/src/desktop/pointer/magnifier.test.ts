import { expect, it } from "vitest";
import { NOT_MAGNIFIED, pinched } from "./magnifier.ts";

const room = { width: 400, height: 800 };
const still = { x: 0, y: 0 };

it("grows around the point between the fingers", () => {
  const twice = pinched(NOT_MAGNIFIED, room, 2, { x: 100, y: 200 }, still);
  expect(twice).toEqual({ scale: 2, x: -100, y: -200 });
  expect(pinched(twice, room, 1, { x: 100, y: 200 }, { x: 30, y: -10 })).toEqual({ scale: 2, x: -70, y: -210 });
});

it("never shows what is beside the desktop, is never smaller than it was, and not without end", () => {
  expect(pinched(NOT_MAGNIFIED, room, 0.2, { x: 100, y: 200 }, { x: 50, y: 50 })).toEqual(NOT_MAGNIFIED);
  const large = pinched(NOT_MAGNIFIED, room, 100, { x: 0, y: 0 }, { x: 90, y: -90_000 });
  expect(large).toEqual({ scale: 6, x: 0, y: -4000 });
});
