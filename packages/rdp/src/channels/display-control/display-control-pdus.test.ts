import fc from "fast-check";
import { expect, test } from "vitest";
import type { PlacedMonitor } from "../../settings.ts";
import { expectOnlyTypedErrors } from "../../testing/garbage.ts";
import { fromHex, toHex } from "../../testing/hex.ts";
import {
  decodeDisplayControlCaps,
  decodeMonitorLayout,
  encodeDisplayControlCaps,
  encodeMonitorLayout,
} from "./display-control-pdus.ts";

const monitor: PlacedMonitor = { left: 0, top: 0, width: 1920, height: 1080, scale: 125, orientation: 0 };

test("DISPLAYCONTROL_CAPS_PDU of [MS-RDPEDISP] 4", () => {
  const bytes = "0500000014000000" + "10000000" + "00200000" + "00200000";
  expect(decodeDisplayControlCaps(fromHex(bytes))).toEqual({ maxMonitors: 16, maxArea: 16 * 8192 * 8192 });
  expect(toHex(encodeDisplayControlCaps(16, [8192, 8192]))).toBe(bytes);
});

test("a layout as it stands on the wire", () => {
  expect(toHex(encodeMonitorLayout([monitor]))).toBe(
    "02000000" +
      "38000000" +
      "28000000" +
      "01000000" +
      "01000000" +
      "00000000" +
      "00000000" +
      "80070000" +
      "38040000" +
      "96010000" +
      "e5000000" +
      "00000000" +
      "7d000000" +
      "64000000",
  );
});

test("layouts within the limits come back", () => {
  const any = fc.record({
    left: fc.integer({ min: -32768, max: 32767 }),
    top: fc.integer({ min: -32768, max: 32767 }),
    width: fc.integer({ min: 100, max: 4096 }).map((half) => half * 2),
    height: fc.integer({ min: 200, max: 8192 }),
    scale: fc.integer({ min: 100, max: 500 }),
    orientation: fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 16 }), (monitors) => {
      expect(decodeMonitorLayout(encodeMonitorLayout(monitors))).toEqual(monitors);
    }),
  );
});

test.each([
  [
    { width: 1367, height: 767 },
    { width: 1366, height: 767 },
  ],
  [
    { width: 10, height: 10 },
    { width: 200, height: 200 },
  ],
  [
    { width: 20001, height: 9000 },
    { width: 8192, height: 8192 },
  ],
  [{ scale: 50 }, { scale: 100 }],
  [{ scale: 900 }, { scale: 500 }],
])("%o is brought to %o", (given, sent) => {
  expect(decodeMonitorLayout(encodeMonitorLayout([{ ...monitor, ...given }]))).toEqual([{ ...monitor, ...sent }]);
});

test("garbage gives a typed error", () => {
  expectOnlyTypedErrors(decodeMonitorLayout, [encodeMonitorLayout([monitor, monitor])]);
  expectOnlyTypedErrors(decodeDisplayControlCaps, [encodeDisplayControlCaps(1, [1, 1])]);
});
