import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WheelAccumulator, type WheelTurn } from "./wheel.ts";

const still: WheelTurn = { deltaX: 0, deltaY: 0, deltaMode: 0, shiftKey: false };

function turns(...events: Partial<WheelTurn>[]) {
  const wheel = new WheelAccumulator();
  return events.flatMap((event) => wheel.turn({ ...still, ...event }));
}

describe("WheelAccumulator", () => {
  it("takes a notch in pixels, lines and pages; down is towards the user", () => {
    expect(turns({ deltaY: 100 })).toEqual([{ horizontal: false, notches: -1 }]);
    expect(turns({ deltaY: -3, deltaMode: 1 })).toEqual([{ horizontal: false, notches: 1 }]);
    expect(turns({ deltaY: 1, deltaMode: 2 })).toEqual([{ horizontal: false, notches: -1 }]);
    expect(turns({ deltaX: 200 })).toEqual([{ horizontal: true, notches: 2 }]);
  });

  it("sums the steps of a touchpad to quarters of notches, and nothing is lost between them", () => {
    expect(turns({ deltaY: 10 }, { deltaY: 10 })).toEqual([]);
    expect(turns({ deltaY: 10 }, { deltaY: 10 }, { deltaY: 10 })).toEqual([{ horizontal: false, notches: -0.25 }]);
    expect(turns({ deltaX: -60 })).toEqual([{ horizontal: true, notches: -0.5 }]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 50 }), (steps) => {
        const sum = steps.reduce((total, step) => total + step, 0);
        const notches = turns(...steps.map((deltaY) => ({ deltaY }))).reduce((total, turn) => total - turn.notches, 0);
        expect(Math.abs(sum / 100 - notches)).toBeLessThan(0.25 + 1e-6);
      }),
    );
  });

  it("counts the notches of a mouse in a zoomed page", () => {
    expect(turns({ deltaY: 66.67, wheelDeltaY: -120 })).toEqual([{ horizontal: false, notches: -1 }]);
    expect(turns({ deltaY: -133.33, wheelDeltaY: 240 })).toEqual([{ horizontal: false, notches: 2 }]);
  });

  it("does not take a touchpad for such a mouse", () => {
    expect(turns({ deltaY: 40, wheelDeltaY: -120 })).toEqual([{ horizontal: false, notches: -0.25 }]);
  });

  it("starts anew when the direction changes", () => {
    expect(turns({ deltaY: 20 }, { deltaY: -20 }, { deltaY: 20 })).toEqual([]);
  });

  it("leaves Shift and the wheel to the desktop", () => {
    expect(turns({ deltaX: 100, shiftKey: true })).toEqual([{ horizontal: false, notches: -1 }]);
  });

  it("bounds one event", () => {
    expect(turns({ deltaY: 1e9 })).toEqual([{ horizontal: false, notches: -20 }]);
  });
});
