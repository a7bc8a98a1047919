import { describe, expect, it } from "vitest";
import { Meter } from "./meter.ts";

/** A decoder and a clock that do what they are told. */
function setUp() {
  const decoder = {
    figures: { codecs: new Map([["planar", { bitmaps: 5, bytes: 500 }]]), time: 1_000 },
    memory: 1 << 20,
    threads: 3,
    method: "2d" as const,
  };
  const clock = { now: 10_000 };
  const meter = new Meter(decoder, () => clock.now);
  /** A frame that takes so many milliseconds to decode and to present. */
  const frame = (decoding: number, presenting: number, frames = 1) => {
    decoder.figures.time += decoding;
    clock.now += decoding;
    meter.beginPresenting();
    clock.now += presenting;
    meter.endPresenting(frames);
  };
  return { decoder, clock, meter, frame };
}

describe("Meter", () => {
  it("counts what came, and begins anew with each figures", () => {
    const { meter, clock } = setUp();
    meter.received(300);
    meter.received(200);
    meter.sent(20);
    meter.waiting(900, 3);
    meter.waiting(100, 9);
    clock.now += 500;
    expect(meter.take()).toMatchObject({
      time: 500,
      bytesIn: 500,
      bytesOut: 20,
      waitingBytes: 900,
      waitingRecords: 9,
      busy: 0,
    });
    expect(meter.take()).toMatchObject({ bytesIn: 0, bytesOut: 0, waitingBytes: 0, waitingRecords: 0 });
  });

  it("tells what a frame takes and how busy that is", () => {
    const { meter, clock, frame } = setUp();
    frame(10, 2);
    frame(30, 2, 2);
    clock.now += 56;
    expect(meter.take()).toMatchObject({
      frames: 3,
      busy: 0.44,
      decoding: { median: 10, high: 15 },
      presenting: { median: 2, high: 2 },
    });
    clock.now += 100;
    expect(meter.take()).toMatchObject({ frames: 0, busy: 0, decoding: { median: 10, high: 15 } });
    clock.now += 10_000;
    expect(meter.take().decoding).toBeUndefined();
  });

  it("takes the next picture for the answer to a key, unless it comes too late", () => {
    const { meter, clock, frame } = setUp();
    meter.pressed();
    clock.now += 40;
    meter.pressed();
    frame(8, 2);
    frame(8, 2);
    expect(meter.take().answer).toEqual({ median: 50, high: 50 });
    meter.pressed();
    clock.now += 5_000;
    frame(8, 2);
    expect(meter.take().answer).toEqual({ median: 50, high: 50 });
  });

  it("tells the codecs since it began, over a decoder that was replaced", () => {
    const { meter, decoder, clock } = setUp();
    const { codecs } = decoder.figures;
    expect(meter.take().codecs).toEqual([]);
    codecs.set("planar", { bitmaps: 7, bytes: 800 });
    decoder.figures = { codecs: new Map([["planar", { bitmaps: 1, bytes: 10 }]]), time: 4 };
    clock.now += 100;
    expect(meter.take()).toMatchObject({ codecs: [{ name: "planar", bitmaps: 3, bytes: 310 }], busy: 0.04 });
  });
});
