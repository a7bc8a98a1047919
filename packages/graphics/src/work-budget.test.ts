import { expect, test } from "vitest";
import { GraphicsDecodeError } from "./decode-error.ts";
import { WorkBudget } from "./work-budget.ts";

test("a message may paint the desktop many times, but not for ever; the next one begins anew", () => {
  const work = new WorkBudget();
  const desktop = { width: 3840, height: 2160 };
  for (let message = 0; message < 2; message++) {
    work.begin(desktop.width * desktop.height);
    for (let i = 0; i < 63; i++) work.takeArea(desktop);
    expect(() => work.takeArea(desktop, 2)).toThrow(GraphicsDecodeError);
  }
});

test("commands that paint nothing count as well", () => {
  const work = new WorkBudget();
  expect(() => {
    for (;;) work.take(0);
  }).toThrow("paints far more than the desktop");
});
