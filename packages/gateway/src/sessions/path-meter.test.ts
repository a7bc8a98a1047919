import { expect, test } from "vitest";
import { PathMeter } from "./path-meter.ts";

const LOAD = 100_000;

test("tells the bandwidth of a loaded line", () => {
  const meter = new PathMeter();
  meter.sent(5, LOAD, LOAD, 1_000);
  meter.sent(6, LOAD, LOAD * 2, 1_100);
  expect(meter.presented(4, 300, 1_200)).toBeUndefined();
  expect(meter.presented(5, 300, 1_700)).toEqual({ roundTrip: 300, bandwidth: 2_000 });
});

test("tells the bandwidth of a line that is busy already", () => {
  const meter = new PathMeter();
  meter.sent(5, LOAD / 4, LOAD, 1_000);
  expect(meter.presented(5, 300, 1_400)).toEqual({ roundTrip: 300, bandwidth: 2_000 });
});

test("lets more be under way on a line that is busy, until it takes no more", () => {
  const meter = new PathMeter();
  const roundTrip = 250;
  const bytesPerMillisecond = 1_000;
  for (let count = 1; count < 60; count++) {
    const load = meter.window(roundTrip);
    meter.sent(count, load / 4, load, count * 1_000);
    meter.presented(count, roundTrip, count * 1_000 + Math.max(roundTrip, load / bytesPerMillisecond));
  }
  expect(meter.window(roundTrip)).toBeCloseTo(bytesPerMillisecond * 2 * roundTrip, -4);
});

test("knows nothing of a line that is hardly used", () => {
  const meter = new PathMeter();
  meter.sent(1, 1_000, 1_000, 0);
  expect(meter.presented(1, 300, 400)).toBeUndefined();
});

test("tells new figures once a second, and not those of another line", () => {
  const meter = new PathMeter();
  const measure = (count: number, at: number, duration: number) => {
    meter.sent(count, LOAD, LOAD, at);
    return meter.presented(count, 0, at + duration);
  };
  expect(measure(1, 0, 400)?.bandwidth).toBe(2_000);
  expect(measure(2, 500, 100)).toBeUndefined();
  const third = measure(3, 2_000, 400)?.bandwidth ?? 0;
  expect(third).toBeGreaterThan(2_000);
  expect(third).toBeLessThan(8_000);
  meter.restart();
  expect(measure(4, 4_000, 100)?.bandwidth).toBe(8_000);
});

test.each([
  ["as much as it drains in a round trip and a quarter of a second", 250, 1_000, 250, 62_500],
  ["enough for messages to be of use, however thin it is", 4_000, 64, 0, 32 * 1024],
  ["no more than the gateway keeps, however fast it is", 10, 80_000, 100, 1024 * 1024],
])("lets be under way on a line %s", (_, duration, bandwidth, roundTrip, window) => {
  const meter = new PathMeter();
  const load = (bandwidth * duration) / 8;
  meter.sent(1, load, load, 0);
  meter.presented(1, roundTrip, duration + roundTrip);
  expect(meter.window(roundTrip)).toBe(window);
});

test("lets little be under way on a line that it does not know", () => {
  expect(new PathMeter().window(10_000)).toBe(128 * 1024);
});
