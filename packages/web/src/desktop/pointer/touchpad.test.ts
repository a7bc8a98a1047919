import { PointerButton } from "@passerelle/tunnel";
import { expect, it } from "vitest";
import { TouchpadGestures } from "./touchpad.ts";

const { Left, Right } = PointerButton;
const pointer = { x: 200, y: 100 };
const button = (which: number, pressed: boolean, at = pointer) => ({ kind: "button", button: which, pressed, at });
const pad = () => new TouchpadGestures(pointer, ({ x, y }) => ({ x: Math.min(x, 400), y }));

it("clicks where the pointer is, wherever the finger taps", () => {
  const touch = pad();
  touch.down(1, { x: 5, y: 5 });
  expect(touch.up(1)).toEqual([button(Left, true), button(Left, false)]);
});

it("moves the pointer as the finger moves, and not beyond the desktop", () => {
  const touch = pad();
  touch.down(1, { x: 0, y: 0 });
  expect(touch.move(1, { x: 4, y: 4 })).toEqual([]);
  expect(touch.move(1, { x: 24, y: 4 })).toEqual([{ kind: "move", at: { x: 230, y: 100 } }]);
  expect(touch.move(1, { x: 900, y: 4 })).toEqual([{ kind: "move", at: { x: 400, y: 100 } }]);
  expect(touch.up(1)).toEqual([]);
});

it("drags after a rest", () => {
  const touch = pad();
  touch.down(1, { x: 0, y: 0 });
  expect(touch.longPress()).toEqual([button(Left, true)]);
  const at = { x: 215, y: 100 };
  expect(touch.move(1, { x: 10, y: 0 })).toEqual([{ kind: "move", at }]);
  expect(touch.up(1)).toEqual([button(Left, false, at)]);
});

it("clicks right with two fingers, and scrolls when they move", () => {
  const touch = pad();
  touch.down(1, { x: 0, y: 0 });
  touch.down(2, { x: 50, y: 0 });
  expect([...touch.up(1), ...touch.up(2)]).toEqual([button(Right, true), button(Right, false)]);
  touch.down(1, { x: 0, y: 0 });
  touch.down(2, { x: 50, y: 0 });
  expect(touch.move(2, { x: 50, y: -20 })).toEqual([{ kind: "scroll", deltaX: -0, deltaY: 25, at: pointer }]);
  expect([...touch.up(1), ...touch.up(2)]).toEqual([]);
});

it("does nothing when the browser takes the finger away, but for letting go", () => {
  const touch = pad();
  touch.down(1, { x: 0, y: 0 });
  expect(touch.cancel(1)).toEqual([]);
  touch.down(1, { x: 0, y: 0 });
  touch.longPress();
  expect(touch.cancel(1)).toEqual([button(Left, false)]);
});
