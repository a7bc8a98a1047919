import { describe, expect, it } from "vitest";
import { GraphicsDecodeError } from "./decode-error.ts";
import { GraphicsDecoder } from "./decoder.ts";
import type { GraphicsEvent } from "./events.ts";
import type { Rect } from "./geometry.ts";
import { ByteWriter } from "./testing/byte-writer.ts";
import { egfx, message } from "./testing/egfx-writer.ts";
import { newKernels } from "./testing/kernels.ts";
import { avc420, avc444, FakeVideoDecoder, fakeUnit, yuvNoise, yuvPlain } from "./testing/video.ts";

const SIZE = { width: 64, height: 48 };
const WHOLE: Rect = { x: 0, y: 0, ...SIZE };
const [AVC420, AVC444, AVC444V2] = [0x0b, 0x0e, 0x0f];
const BLACK = 0xff000000;
const grey = (level: number) => (0xff000000 | (level << 16) | (level << 8) | level) >>> 0;

function rect(x: number, y: number, width: number, height: number): Rect {
  return { x, y, width, height };
}

/** A decoder whose surface 1 is the desktop, and all that it makes and says. */
function connected(layout: "I420" | "NV12" = "I420") {
  const kernels = newKernels();
  const events: GraphicsEvent[] = [];
  const videos: FakeVideoDecoder[] = [];
  const errors: unknown[] = [];
  let applied = 0;
  const decoder = new GraphicsDecoder({
    kernels,
    present: (event) => events.push(event),
    video: {
      open: () => {
        const video = new FakeVideoDecoder(layout);
        videos.push(video);
        return video;
      },
      applied: () => applied++,
      failed: (error) => errors.push(error),
    },
  });
  const send = (...pdus: Uint8Array[]) => decoder.pipeline(message(...pdus), true, true);
  const frame = (id: number, ...pdus: Uint8Array[]) => send(egfx.startFrame(id), ...pdus, egfx.endFrame(id));
  send(
    egfx.capsConfirm(0x000a0701, 0),
    egfx.resetGraphics(SIZE.width, SIZE.height),
    egfx.createSurface(1, SIZE.width, SIZE.height),
    egfx.mapSurfaceToOutput(1, 0, 0),
  );
  events.length = 0;
  return {
    kernels,
    decoder,
    send,
    frame,
    videos,
    errors,
    video: () => videos[videos.length - 1] as FakeVideoDecoder,
    applied: () => applied,
    shown: () => events.splice(0).map((event) => (event.type === "frame" ? event.id : event.type)),
    pixel: (x: number, y: number) => decoder.framebuffer.words[y * decoder.framebuffer.stride + x],
  };
}

/** Lets everything happen that needs no more than what is there. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
}

const key = (id: number) => fakeUnit(id, SIZE);
const picture = (id: number, ...regions: Rect[]) =>
  egfx.wireToSurface1(1, AVC420, WHOLE, avc420(id === 1 ? key(id) : fakeUnit(id), ...regions));

describe("GraphicsDecoder with H.264", () => {
  it("paints a picture in its regions alone, when it is there", async () => {
    const { frame, video, shown, pixel, decoder, applied } = connected();
    frame(1, picture(1, rect(3, 5, 20, 7), rect(40, 30, 24, 18)));
    expect([decoder.pending, shown(), video().units]).toEqual([1, [], [1]]);
    expect(video().formats).toEqual([{ codec: "avc1.42c028", ...SIZE }]);
    video().give(1, yuvPlain(SIZE.width, SIZE.height, 200));
    await settle();
    expect([decoder.pending, shown(), applied(), video().open]).toEqual([0, [1], 1, 0]);
    for (let y = 0; y < SIZE.height; y++) {
      for (let x = 0; x < SIZE.width; x++) {
        const isInside = (x >= 3 && x < 23 && y >= 5 && y < 12) || (x >= 40 && y >= 30);
        expect(pixel(x, y)).toBe(isInside ? grey(200) : BLACK);
      }
    }
    expect(decoder.figures.codecs.get("AVC420")).toMatchObject({ bitmaps: 1 });
  });

  it("counts other records as pending until those before them are applied", async () => {
    const { frame, video, decoder } = connected();
    decoder.pass();
    expect(decoder.pending).toBe(0);
    frame(1, picture(1, WHOLE));
    decoder.pass();
    frame(2, picture(2, WHOLE));
    expect(decoder.pending).toBe(3);
    video().give(1, yuvPlain(SIZE.width, SIZE.height, 200));
    await settle();
    expect(decoder.pending).toBe(1);
  });

  it("takes pairs of U and V as well as planes of each", async () => {
    const noise = yuvNoise(SIZE.width, SIZE.height, 1);
    const pictures = await Promise.all(
      (["I420", "NV12"] as const).map(async (layout) => {
        const { frame, video, decoder } = connected(layout);
        frame(1, picture(1, rect(1, 2, 50, 40)));
        video().give(1, noise);
        await settle();
        return decoder.framebuffer.words.slice();
      }),
    );
    expect(pictures[1]).toEqual(pictures[0]);
    expect(new Set(pictures[0]).size).toBeGreaterThan(1000);
  });

  it("lets nothing that comes later see what was there before the picture", async () => {
    const { send, frame, video, shown, pixel, decoder } = connected();
    send(egfx.solidFill(1, [10, 10, 10], WHOLE));
    frame(1, picture(1, WHOLE), egfx.surfaceToCache(1, 7, rect(0, 0, 8, 8)));
    send(egfx.solidFill(1, [20, 20, 20], rect(0, 0, 16, 16)));
    frame(2, egfx.cacheToSurface(7, 1, [32, 16]));
    frame(3, picture(2, rect(48, 0, 16, 16)));
    const white = new ByteWriter().u8(1).u16(1, 1, 2, 1, 2, 1, 1, 1, 32, 0, 4).u8(255, 255, 255, 0).toBytes();
    decoder.update(white);
    expect([video().units, decoder.pending, shown()]).toEqual([[1, 2], 5, []]);
    video().give(2, yuvPlain(SIZE.width, SIZE.height, 90));
    await settle();
    expect([decoder.pending, shown()]).toEqual([5, []]);
    video().give(1, yuvPlain(SIZE.width, SIZE.height, 200));
    await settle();
    expect([decoder.pending, shown()]).toEqual([0, [1, 2, 3, "paint"]]);
    expect([pixel(5, 5), pixel(35, 20), pixel(50, 5), pixel(63, 47)]).toEqual([
      grey(20),
      grey(200),
      grey(90),
      grey(200),
    ]);
    expect(pixel(2, 1)).toBe(0xffffffff);
  });

  it("keeps the bytes of what waits when more messages come", async () => {
    const { frame, video, pixel } = connected();
    frame(1, picture(1, rect(0, 0, 16, 16)));
    const fills = Array.from({ length: 40 }, (_, i) => [i, egfx.solidFill(1, [i, i, i], rect(i, 20, 1, 1))] as const);
    for (const [i, fill] of fills) frame(i + 2, fill);
    video().give(1, yuvPlain(SIZE.width, SIZE.height, 200));
    await settle();
    expect(fills.map(([i]) => pixel(i, 20))).toEqual(fills.map(([i]) => grey(i)));
  });

  it("shows both views of YUV 4:4:4 whichever way they come", async () => {
    for (const codec of [AVC444, AVC444V2]) {
      const { frame, video, pixel } = connected();
      const send = (id: number, main?: Uint8Array, auxiliary?: Uint8Array) =>
        frame(id, egfx.wireToSurface1(1, codec, WHOLE, avc444(main, auxiliary)));
      const main = yuvPlain(SIZE.width, SIZE.height, 100, 128, 128);
      // In either version a plain auxiliary view is a plain colour: what is sent for all samples but the average.
      const chroma = yuvPlain(SIZE.width, SIZE.height, 160, 160, 160);
      const [upperLeft, others] = [grey(100), 0xff9f4f96];
      send(1, avc420(key(1), WHOLE));
      video().give(1, main);
      await settle();
      expect([pixel(10, 10), pixel(11, 11)]).toEqual([grey(100), grey(100)]);
      send(2, undefined, avc420(fakeUnit(2), rect(8, 8, 8, 8)));
      video().give(2, chroma);
      await settle();
      expect([pixel(11, 11), pixel(7, 7), pixel(17, 17)]).toEqual([others, grey(100), grey(100)]);
      expect(pixel(10, 10)).not.toBe(upperLeft);
      send(3, avc420(fakeUnit(3), rect(0, 0, 32, 32)), avc420(fakeUnit(4), rect(16, 16, 16, 16)));
      video().give(3, main);
      video().give(4, chroma);
      await settle();
      expect([pixel(11, 11), pixel(17, 17), pixel(33, 33)]).toEqual([grey(100), others, grey(100)]);
      send(4, avc420(fakeUnit(5), WHOLE), avc420(fakeUnit(6), WHOLE));
      video().give(5, main);
      video().give(6, chroma);
      await settle();
      expect([pixel(1, 1), pixel(63, 47)]).toEqual([others, others]);
      expect(video().units).toEqual([1, 2, 3, 4, 5, 6]);
    }
  });

  it("has a decoder for each surface, and closes it when the surface is gone and its last picture has come", async () => {
    const { send, frame, videos, pixel, errors } = connected();
    frame(1, picture(1, WHOLE));
    send(egfx.surfaceToCache(1, 1, rect(0, 0, 4, 4)), egfx.deleteSurface(1));
    send(egfx.createSurface(1, SIZE.width, SIZE.height), egfx.mapSurfaceToOutput(1, 0, 0));
    frame(2, picture(1, rect(0, 0, 16, 16)), egfx.cacheToSurface(1, 1, [20, 20]));
    expect(videos.map((video) => [video.units, video.isClosed])).toEqual([
      [[1], false],
      [[1], false],
    ]);
    videos[1]?.give(1, yuvPlain(SIZE.width, SIZE.height, 50));
    videos[0]?.give(1, yuvPlain(SIZE.width, SIZE.height, 80));
    await settle();
    expect(videos.map((video) => video.isClosed)).toEqual([true, false]);
    expect([pixel(5, 5), pixel(21, 21), errors]).toEqual([grey(50), grey(80), []]);
    send(egfx.capsConfirm(0x000a0701, 0));
    expect(videos.map((video) => video.isClosed)).toEqual([true, true]);
  });

  it("drops pictures under way when the channel is opened anew, and closes them when they come", async () => {
    const { send, frame, videos, decoder, pixel, errors, shown } = connected();
    frame(1, picture(1, WHOLE));
    decoder.resetPipeline();
    expect(videos[0]?.isClosed).toBe(true);
    send(egfx.resetGraphics(SIZE.width, SIZE.height), egfx.createSurface(1, SIZE.width, SIZE.height));
    send(egfx.mapSurfaceToOutput(1, 0, 0));
    frame(2, picture(1, WHOLE));
    await settle();
    expect([decoder.pending, shown()]).toEqual([1, [1, "resize"]]);
    videos[1]?.give(1, yuvPlain(SIZE.width, SIZE.height, 70));
    await settle();
    expect([pixel(0, 0), errors, shown(), decoder.pending]).toEqual([grey(70), [], [2], 0]);
  });

  it("says nothing more once it is closed, and lets go of pictures that come late", async () => {
    const { frame, video, decoder, shown, applied, errors } = connected();
    frame(1, picture(1, WHOLE));
    const awaited = video();
    awaited.close = () => {};
    decoder.close();
    awaited.give(1, yuvPlain(SIZE.width, SIZE.height, 70));
    await settle();
    expect([shown(), applied(), errors, awaited.open, decoder.pending]).toEqual([[], 0, [], 0, 0]);
  });

  it("tells of a picture that fails, in its turn, as one typed error", async () => {
    const { frame, video, decoder, shown, errors } = connected();
    frame(1, picture(1, WHOLE));
    frame(2, picture(2, WHOLE));
    frame(3);
    video().fail(2, "broken");
    await settle();
    expect(errors).toEqual([]);
    video().give(1, yuvPlain(SIZE.width, SIZE.height, 70));
    await settle();
    expect(shown()).toEqual([1]);
    expect(errors).toEqual([new GraphicsDecodeError("H.264", "broken")]);
    expect([decoder.pending, video().isClosed]).toEqual([0, true]);
  });

  it("is full with pictures or bytes that wait, and not when all is applied", async () => {
    const { frame, video, decoder } = connected();
    let id = 0;
    while (!decoder.isFull) frame(++id, picture(id, rect(0, 0, 16, 16)));
    expect(id).toBeGreaterThan(2);
    for (let i = 1; i <= id; i++) video().give(i, yuvPlain(SIZE.width, SIZE.height, i));
    await settle();
    expect(decoder.isFull).toBe(false);
    frame(1, picture(++id, rect(0, 0, 16, 16)));
    let bytes = 0;
    const update = Uint8Array.of(3, ...new Array(100_000).fill(0));
    for (; !decoder.isFull; bytes += update.length) decoder.update(update);
    expect(bytes).toBeLessThan(4 * 1024 * 1024);
    video().give(id, yuvPlain(SIZE.width, SIZE.height, 1));
    await settle();
    expect([decoder.isFull, decoder.pending]).toEqual([false, 0]);
  });

  it("bounds pictures, streams and their memory", () => {
    const many = Array.from({ length: 65 }, (_, i) => picture(i + 1, WHOLE));
    expect(() => connected().send(...many)).toThrow(/more than 64 pictures/);
    const streams = Array.from({ length: 17 }, (_, i) =>
      egfx.wireToSurface1(i + 1, AVC420, WHOLE, avc420(key(1), WHOLE)),
    );
    expect(() => connected().send(...streams)).toThrow(/more than 16 streams/);
    const churn = Array.from({ length: 17 }, () => [picture(1, WHOLE), egfx.deleteSurface(1)]).flat();
    expect(() => connected().send(...churn)).toThrow(/more than 16 streams/);
    const vast = { width: 8192, height: 8192 };
    const huge = avc420(fakeUnit(1, vast), { x: 0, y: 0, ...vast });
    const pdu = egfx.wireToSurface1(1, AVC420, WHOLE, huge);
    expect(() => connected().send(pdu, pdu)).toThrow(/H.264 pictures: \d+ bytes are more/);
  });

  it("refuses regions outside the picture or the surface, and streams without a beginning or a picture", async () => {
    const refused = (data: Uint8Array) => expect(() => connected().send(egfx.wireToSurface1(1, AVC420, WHOLE, data)));
    refused(avc420(key(1), rect(0, 0, 65, 10))).toThrow(/regions up to 65, 10 of a picture of 64 x 48/);
    refused(avc420(fakeUnit(1), WHOLE)).toThrow(/does not begin with its parameters/);
    refused(avc420(Uint8Array.of(0, 0, 1, 9, 0xf0), WHOLE)).toThrow(/without a picture/);
    const { send, video, errors, pixel } = connected();
    send(egfx.wireToSurface1(1, AVC420, WHOLE, avc420(fakeUnit(1, { width: 80, height: 64 }), rect(0, 0, 65, 48))));
    video().give(1, yuvPlain(80, 64, 200));
    await settle();
    expect(errors).toMatchObject([{ structure: "RFX_AVC420_METABLOCK" }]);
    expect(pixel(0, 0)).toBe(BLACK);
  });

  it("agrees on no H.264 without support for it", () => {
    const decoder = new GraphicsDecoder({ kernels: newKernels(), present: () => {} });
    const begin = message(egfx.createSurface(1, SIZE.width, SIZE.height), picture(1, WHOLE));
    expect(() => decoder.pipeline(begin, true, true)).toThrow(/codec 11 was not agreed on/);
  });

  it("finds its samples again when memory has grown, and moved, while they were copied", async () => {
    const { frame, video, kernels, pixel } = connected();
    frame(1, picture(1, WHOLE));
    const white = yuvPlain(SIZE.width, SIZE.height, 200);
    let copies = 0;
    video().give(1, white, async () => {
      if (copies++ === 0) kernels.allocate(8 * 1024 * 1024);
    });
    await settle();
    expect([copies, pixel(30, 30)]).toEqual([2, grey(200)]);
  });
});
