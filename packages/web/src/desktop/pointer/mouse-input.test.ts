import { expect, it } from "vitest";
import { MouseInput } from "./mouse-input.ts";

const at = { x: 5, y: 6 };

it("tells where the mouse is, once, and of buttons there", () => {
  const mouse = new MouseInput();
  expect([...mouse.at(0, at), ...mouse.at(0, at)]).toEqual([{ kind: "pointer-move", ...at }]);
  expect(mouse.at(1, at)).toEqual([{ kind: "pointer-button", button: 1, pressed: true, ...at }]);
  expect(mouse.release()).toEqual([{ kind: "pointer-button", button: 1, pressed: false, ...at }]);
});

it("tells how far a locked mouse moves, and lets buttons go when it is unlocked", () => {
  const mouse = new MouseInput();
  mouse.at(1, at);
  expect(mouse.by(2, { x: -3, y: 4 })).toEqual([
    { kind: "pointer-button", button: 1, pressed: false, ...at },
    { kind: "relative-move", x: -3, y: 4 },
    { kind: "relative-button", button: 2, pressed: true },
  ]);
  expect(mouse.by(2, { x: 0, y: 0 })).toEqual([]);
  expect(mouse.at(0, at)).toEqual([{ kind: "relative-button", button: 2, pressed: false }]);
});
