import { PointerButton } from "@passerelle/tunnel";
import { describe, expect, it } from "vitest";
import { TouchGestures } from "./touch.ts";

const { Left, Right } = PointerButton;
const start = { x: 50, y: 60 };
const press = (button: number, at = start) => ({ kind: "button", button, pressed: true, at });
const release = (button: number, at = start) => ({ kind: "button", button, pressed: false, at });
const move = (at = start) => ({ kind: "move", at });

describe("TouchGestures", () => {
  it("clicks where a finger taps, although it trembles", () => {
    const touch = new TouchGestures();
    touch.down(1, start);
    expect(touch.move(1, { x: 53, y: 58 })).toEqual([]);
    expect(touch.up(1, { x: 53, y: 58 })).toEqual([move(), press(Left), release(Left)]);
  });

  it("drags from where the finger came down", () => {
    const touch = new TouchGestures();
    const end = { x: 90, y: 60 };
    touch.down(1, start);
    expect(touch.move(1, end)).toEqual([move(), press(Left), move(end)]);
    expect(touch.isTouching).toBe(false);
    expect(touch.up(1, end)).toEqual([release(Left, end)]);
  });

  it("clicks right once for a long press", () => {
    const touch = new TouchGestures();
    touch.down(1, start);
    expect(touch.longPress()).toEqual([move(), press(Right), release(Right)]);
    expect([...touch.longPress(), ...touch.move(1, { x: 99, y: 99 }), ...touch.up(1, start)]).toEqual([]);
  });

  it("scrolls with two fingers: the picture follows them", () => {
    const touch = new TouchGestures();
    touch.down(1, start);
    touch.down(2, { x: 80, y: 60 });
    expect(touch.move(1, { x: 50, y: 40 })).toEqual([{ kind: "scroll", deltaX: 0, deltaY: 25, at: start }]);
    expect([...touch.up(1, start), ...touch.move(2, start), ...touch.up(2, start)]).toEqual([]);
    touch.down(3, start);
    expect(touch.up(3, start)).toHaveLength(3);
  });

  it("zooms when two fingers part, around the point between them", () => {
    const touch = new TouchGestures();
    touch.down(1, { x: 100, y: 100 });
    touch.down(2, { x: 200, y: 100 });
    expect(touch.move(2, { x: 300, y: 100 })).toEqual([
      { kind: "pinch", factor: 2, at: { x: 150, y: 100 }, deltaX: 50, deltaY: 0 },
    ]);
    expect(touch.move(2, { x: 200, y: 100 })).toMatchObject([{ kind: "pinch", factor: 0.5 }]);
  });

  it("releases the button when the browser takes the finger away, and clicks nothing", () => {
    const touch = new TouchGestures();
    touch.down(1, start);
    expect(touch.cancel(1, start)).toEqual([]);
    touch.down(1, start);
    touch.move(1, { x: 0, y: 0 });
    expect(touch.cancel(1, start)).toEqual([release(Left)]);
  });
});
