import { describe, expect, test } from "vitest";
import type { Output } from "../../output.ts";
import { DisplayControl, withinCaps } from "./display-control.ts";
import { decodeMonitorLayout, encodeDisplayControlCaps } from "./display-control-pdus.ts";

const primary = { width: 1920, height: 1080, scale: 100 };
const second = { left: 1920, top: 0, width: 1280, height: 1024, scale: 100 };
const both = { ...primary, furtherMonitors: [second] };
const MUCH = 1 << 30;

describe("what a server can have", () => {
  test("of a desktop with several monitors is all of them, with the primary one in the corner", () => {
    expect(withinCaps(both, { maxMonitors: 2, maxArea: MUCH })).toEqual([{ ...primary, left: 0, top: 0 }, second]);
  });

  test.each([
    { maxMonitors: 1, maxArea: MUCH },
    { maxMonitors: 4, maxArea: 1920 * 1080 },
  ])("within %o is the primary monitor", (caps) => {
    expect(withinCaps(both, caps)).toEqual([{ ...primary, left: 0, top: 0 }]);
  });

  test("of a monitor that is too large is a smaller one of the same shape", () => {
    const [monitor] = withinCaps(primary, { maxMonitors: 1, maxArea: 960 * 540 });
    expect(monitor).toMatchObject({ width: 960, height: 540 });
  });
});

test("the channel asks once the server has said what it takes, and not when it is closed", () => {
  const outputs: Output[] = [];
  const sent: Uint8Array[] = [];
  const control = new DisplayControl((output) => outputs.push(output));
  control.opened({ id: 1, name: "", send: (message) => sent.push(message), close: () => {} });
  control.resize(primary);
  expect(sent).toEqual([]);
  control.received(encodeDisplayControlCaps(16, [4096, 2160]));
  expect(outputs).toEqual([{ type: "resizable", monitors: 16 }]);
  control.resize(both);
  expect(sent.map(decodeMonitorLayout)).toMatchObject([[{ width: 1920 }, { width: 1280, left: 1920 }]]);
  control.closed();
  control.resize(primary);
  expect(sent).toHaveLength(1);
  expect(outputs.at(-1)).toEqual({ type: "resizable", monitors: 0 });
});
