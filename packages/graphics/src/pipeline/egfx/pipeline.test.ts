import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Bitmap } from "../../bitmap.ts";
import { DecoderFigures } from "../../decoder-figures.ts";
import type { GraphicsEvent } from "../../events.ts";
import { Framebuffer } from "../../framebuffer.ts";
import type { Rect } from "../../geometry.ts";
import { ByteWriter, concat } from "../../testing/byte-writer.ts";
import { ClearCodecEncoder, crop, residual } from "../../testing/clearcodec-encoder.ts";
import { egfx, message } from "../../testing/egfx-writer.ts";
import { expectResultOrDecodeError, mutated } from "../../testing/garbage.ts";
import { newKernels } from "../../testing/kernels.ts";
import { type Picture, photo, psnr, text } from "../../testing/pictures.ts";
import { bands, bitmapStream, FULL, region, TileEncoder } from "../../testing/progressive-encoder.ts";
import { freeRdpStream } from "../../testing/streams.ts";
import { ZgfxCompressor } from "../../testing/zgfx-compressor.ts";
import { EgfxPipeline } from "./pipeline.ts";

const RED = [0, 0, 255] as const;
const GREEN = [0, 255, 0] as const;
const RED_WORD = 0xff0000ff;
const GREEN_WORD = 0xff00ff00;
const BLACK = 0xff000000;

function rect(x: number, y: number, width: number, height: number): Rect {
  return { x, y, width, height };
}

/** XRGB, as RDPGFX_CODECID_UNCOMPRESSED wants it. */
function uncompressed(picture: Picture): Uint8Array {
  return Uint8Array.from(Array.from(picture.words).flatMap((word) => [word >> 16, word >> 8, word, 0]));
}

/** A pipeline, without H.264, that shows on `framebuffer` and answers what it presents. */
function newPipeline() {
  const kernels = newKernels();
  const framebuffer = new Framebuffer(kernels);
  const events: GraphicsEvent[] = [];
  const pipeline = new EgfxPipeline({
    kernels,
    framebuffer,
    figures: new DecoderFigures(() => 0),
    present: (event) => events.push(event),
    openVideoDecoder: undefined,
  });
  const receive = (data: Uint8Array, first: boolean, last: boolean) => {
    expect(pipeline.receive(data, first, last, false).goOn()).toBeUndefined();
    return events.splice(0);
  };
  const reset = () => pipeline.reset().goOn();
  return { framebuffer, receive, reset };
}

/** One whose surface 1 is the desktop. */
function connected(width = 100, height = 80) {
  const { framebuffer, receive, reset } = newPipeline();
  const send = (...pdus: Uint8Array[]) => receive(message(...pdus), true, true);
  send(
    egfx.resetGraphics(width, height),
    egfx.createSurface(1, width, height),
    egfx.mapSurfaceToOutput(1, 0, 0),
    egfx.startFrame(0),
    egfx.endFrame(0),
  );
  const frame = (...pdus: Uint8Array[]) => send(egfx.startFrame(1), ...pdus, egfx.endFrame(1));
  const shown = (): Picture => ({ ...size(framebuffer.bitmap), words: framebuffer.bitmap.words });
  const pixel = (x: number, y: number) => framebuffer.bitmap.words[y * framebuffer.bitmap.width + x];
  return { framebuffer, receive, reset, send, frame, shown, pixel };
}

function size({ width, height }: Bitmap) {
  return { width, height, stride: width };
}

describe("EgfxPipeline frames", () => {
  it("replaces the framebuffer at ResetGraphics", () => {
    const { framebuffer, receive } = newPipeline();
    const events = receive(message(egfx.resetGraphics(640, 480)), true, true);
    expect(events).toEqual([{ type: "resize", width: 640, height: 480 }]);
    expect(size(framebuffer.bitmap)).toEqual({ width: 640, height: 480, stride: 640 });
  });

  it("shows what was drawn at EndFrame and not before", () => {
    const { send, pixel } = connected();
    expect(send(egfx.startFrame(7), egfx.solidFill(1, RED, rect(10, 20, 30, 40), rect(90, 0, 50, 5)))).toEqual([]);
    expect(pixel(10, 20)).toBe(BLACK);
    expect(send(egfx.endFrame(7))).toEqual([
      { type: "frame", source: "pipeline", id: 7, dirty: [rect(10, 20, 30, 40), rect(90, 0, 10, 5)] },
    ]);
    expect([pixel(10, 20), pixel(39, 59), pixel(99, 4), pixel(9, 20), pixel(40, 59)]).toEqual([
      RED_WORD,
      RED_WORD,
      RED_WORD,
      BLACK,
      BLACK,
    ]);
    expect(send(egfx.startFrame(8), egfx.endFrame(8))).toMatchObject([{ id: 8, dirty: [] }]);
  });

  it("keeps the wire's order within a message", () => {
    const { frame, pixel } = connected();
    frame(
      egfx.solidFill(1, RED, rect(0, 0, 50, 50)),
      egfx.unknown(),
      egfx.solidFill(1, GREEN, rect(25, 25, 50, 50)),
      egfx.surfaceToSurface(1, 1, rect(0, 0, 10, 10), [30, 30]),
    );
    expect([pixel(26, 26), pixel(30, 30), pixel(40, 40)]).toEqual([GREEN_WORD, RED_WORD, GREEN_WORD]);
  });

  it("takes a message in pieces, compressed and in several segments", () => {
    const { receive, shown } = connected(300, 200);
    const picture = photo(300, 200, 1);
    const pdus = concat([
      egfx.startFrame(1),
      egfx.wireToSurface1(1, 0, rect(0, 0, 300, 200), uncompressed(picture)),
      egfx.endFrame(1),
    ]);
    const data = new ZgfxCompressor().compress(pdus);
    // That the decompressor has seen bytes before these does not matter: distances count backwards.
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < data.length; at += 1600) pieces.push(data.slice(at, at + 1600));
    const events = pieces.map((piece, i) => receive(piece, i === 0, i === pieces.length - 1));
    expect(events.slice(0, -1).every((list) => list.length === 0)).toBe(true);
    expect(events.at(-1)).toMatchObject([{ type: "frame", id: 1, dirty: [rect(0, 0, 300, 200)] }]);
    expect(shown().words).toEqual(picture.words);
  });

  it("bounds a message that never ends", () => {
    const { receive } = connected();
    const piece = new Uint8Array(1024 * 1024);
    const sendAll = () => {
      for (let i = 0; i < 100; i++) receive(piece, i === 0, false);
    };
    expect(sendAll).toThrow(/a message of more than/);
  });

  it("forgets all at reset, and surfaces and cache when capabilities are confirmed anew", () => {
    const { reset, send } = connected();
    send(egfx.surfaceToCache(1, 3, rect(0, 0, 5, 5)), egfx.capsConfirm(0x000a0600, 0));
    expect(() => send(egfx.solidFill(1, RED, rect(0, 0, 1, 1)))).toThrow(/surface 1 does not exist/);
    send(egfx.createSurface(1, 10, 10));
    expect(() => send(egfx.cacheToSurface(3, 1, [0, 0]))).toThrow(/slot 3 is empty/);
    reset();
    expect(() => send(egfx.solidFill(1, RED, rect(0, 0, 1, 1)))).toThrow(/surface 1 does not exist/);
  });
});

describe("EgfxPipeline surfaces", () => {
  it("copies over itself to many points as if the source did not change", () => {
    const { frame, shown } = connected();
    const picture = photo(100, 80, 2);
    frame(
      egfx.wireToSurface1(1, 0, rect(0, 0, 100, 80), uncompressed(picture)),
      egfx.surfaceToSurface(1, 1, rect(10, 10, 40, 40), [15, 13], [5, 30], [-20, 60], [90, -5]),
    );
    const source = crop(picture, 10, 10, 40, 40);
    expect(crop(shown(), 5, 30, 40, 30)).toEqual(crop(source, 0, 0, 40, 30));
    expect(crop(shown(), 0, 60, 20, 20)).toEqual(crop(source, 20, 0, 20, 20));
    expect(crop(shown(), 90, 0, 10, 35)).toEqual(crop(source, 0, 5, 10, 35));
    expect(crop(shown(), 45, 13, 10, 40)).toEqual(crop(source, 30, 0, 10, 40));
  });

  it("brings pixels back from the cache until they are evicted", () => {
    const { frame, shown, send } = connected();
    const picture = text(100, 80, 3);
    frame(
      egfx.wireToSurface1(1, 0, rect(0, 0, 100, 80), uncompressed(picture)),
      egfx.surfaceToCache(1, 25_600, rect(0, 0, 20, 20)),
      egfx.solidFill(1, RED, rect(0, 0, 100, 80)),
      egfx.cacheToSurface(25_600, 1, [3, 4], [70, 70]),
    );
    expect(crop(shown(), 3, 4, 20, 20)).toEqual(crop(picture, 0, 0, 20, 20));
    expect(crop(shown(), 70, 70, 20, 10)).toEqual(crop(picture, 0, 0, 20, 10));
    send(egfx.evictCacheEntry(25_600));
    expect(() => send(egfx.cacheToSurface(25_600, 1, [0, 0]))).toThrow(/is empty/);
  });

  it("shows a surface where it is mapped, as far as it is on the desktop, and voids that at ResetGraphics", () => {
    const { send, frame, pixel } = connected();
    send(egfx.createSurface(2, 50, 50), egfx.mapSurfaceToOutput(2, 80, 60));
    expect(frame(egfx.solidFill(2, RED, rect(0, 0, 50, 50)))).toMatchObject([{ dirty: [rect(80, 60, 20, 20)] }]);
    expect([pixel(79, 60), pixel(80, 60), pixel(99, 79)]).toEqual([BLACK, RED_WORD, RED_WORD]);
    send(egfx.resetGraphics(100, 80));
    expect(frame(egfx.solidFill(2, GREEN, rect(0, 0, 50, 50)))).toMatchObject([{ dirty: [] }]);
    expect(frame(egfx.mapSurfaceToOutput(2, 0, 0))).toMatchObject([{ dirty: [rect(0, 0, 50, 50)] }]);
    expect(pixel(0, 0)).toBe(GREEN_WORD);
  });

  it("scales a surface to its output", () => {
    const { send, frame, shown } = connected();
    const picture = photo(50, 40, 4);
    send(egfx.deleteSurface(1), egfx.createSurface(1, 50, 40), egfx.mapSurfaceToScaledOutput(1, 0, 0, 100, 80));
    frame(egfx.wireToSurface1(1, 0, rect(0, 0, 50, 40), uncompressed(picture)));
    const everySecond = Uint32Array.from(
      picture.words,
      (_, i) => shown().words[(i % 50) * 2 + Math.floor(i / 50) * 200],
    );
    expect(psnr(everySecond, picture.words)).toBeGreaterThan(25);
    expect(frame(egfx.solidFill(1, RED, rect(10, 10, 10, 10)))).toMatchObject([{ dirty: [rect(19, 19, 22, 22)] }]);
  });

  it("uses the id of a deleted surface again, with nothing of the old one", () => {
    const { frame, send } = connected(64, 64);
    const picture = photo(64, 64, 5);
    const tile = new TileEncoder(0, 0, bands(6), true);
    const whole = (block: Uint8Array) => bitmapStream(region([[0, 0, 64, 64]], [block], bands(6), true));
    frame(egfx.wireToSurface2(1, 9, 0, whole(tile.simple(picture))));
    send(egfx.deleteSurface(1), egfx.deleteSurface(1), egfx.createSurface(1, 64, 64), egfx.mapSurfaceToOutput(1, 0, 0));
    expect(() => frame(egfx.wireToSurface2(1, 9, 0, whole(tile.upgrade(FULL))))).toThrow(/no first pass/);
  });

  it("bounds surfaces and cache", () => {
    const { send } = connected();
    expect(() => send(egfx.createSurface(2, 8193, 10))).toThrow(/8193/);
    expect(() => send(egfx.createSurface(2, 8192, 8192), egfx.createSurface(3, 8192, 8192))).toThrow(/EGFX surfaces/);
    expect(() => send(...Array.from({ length: 1025 }, (_, i) => egfx.createSurface(i + 10, 1, 1)))).toThrow(/1024/);
    expect(() => send(egfx.surfaceToCache(1, 25_601, rect(0, 0, 1, 1)))).toThrow(/slot 25601/);
    expect(() => send(egfx.surfaceToCache(1, 0, rect(0, 0, 1, 1)))).toThrow(/slot 0/);
    expect(() => send(egfx.surfaceToCache(1, 1, rect(90, 0, 11, 1)))).toThrow(/not on the 100 x 80 surface/);
    const big = connected();
    const fill = Array.from({ length: 27 }, (_, i) => egfx.surfaceToCache(2, i + 1, rect(0, 0, 1000, 1000)));
    expect(() => big.send(egfx.createSurface(2, 1000, 1000), ...fill)).toThrow(/EGFX bitmap cache/);
    const small = connected();
    small.send(egfx.capsConfirm(0x00080105, 2), egfx.createSurface(2, 1000, 1000), ...fill.slice(0, 4));
    expect(() => small.send(...fill.slice(4, 5))).toThrow(/EGFX bitmap cache/);
    expect(() => small.send(egfx.surfaceToCache(2, 4097, rect(0, 0, 1, 1)))).toThrow(/slot 4097/);
  });
});

describe("EgfxPipeline codecs", () => {
  it("decodes ClearCodec, planar and RemoteFX where they belong on the surface", () => {
    const { frame, shown } = connected(200, 200);
    const clear = text(40, 30, 6);
    frame(
      egfx.wireToSurface1(1, 8, rect(5, 6, 40, 30), new ClearCodecEncoder().bitmap({ residual: residual(clear) })),
      egfx.wireToSurface1(1, 3, rect(50, 50, 100, 70), freeRdpStream("remotefx-rlgr3")),
      egfx.wireToSurface1(1, 10, rect(100, 140, 64, 48), freeRdpStream("planar")),
    );
    expect(crop(shown(), 5, 6, 40, 30).words).toEqual(clear.words);
    expect(psnr(crop(shown(), 50, 50, 100, 70).words, photo(100, 70, 2).words)).toBeGreaterThan(30);
    const planar = crop(shown(), 100, 140, 64, 48).words;
    const upsideDown = Array.from({ length: 48 }, (_, y) => Array.from(planar.subarray((47 - y) * 64, (48 - y) * 64)));
    expect(upsideDown.flat()).toEqual([...text(64, 48, 1).words]);
  });

  it("keeps a surface's progressive tiles through other contexts, their end and a ResetGraphics, and apart from others'", () => {
    const { frame, send, shown } = connected(64, 64);
    const [one, two] = [photo(64, 64, 7), photo(64, 64, 8)];
    const quality = { index: 0, dropped: [bands(4), bands(4), bands(4)] } as const;
    const tile = new TileEncoder(0, 0, bands(6), true);
    const whole = (block: Uint8Array) => bitmapStream(region([[0, 0, 64, 64]], [block], bands(6), true, [quality]));
    frame(egfx.wireToSurface2(1, 9, 5, whole(tile.first(one, quality))));
    frame(egfx.wireToSurface2(1, 9, 5, whole(tile.upgrade(FULL))));
    expect(psnr(shown().words, one.words)).toBeGreaterThan(38);
    send(egfx.deleteEncodingContext(1, 5), egfx.resetGraphics(64, 64), egfx.mapSurfaceToOutput(1, 0, 0));
    frame(egfx.wireToSurface2(1, 13, 6, whole(tile.simple(two, true))));
    expect(psnr(shown().words, two.words)).toBeGreaterThan(38);
    send(egfx.createSurface(2, 64, 64));
    expect(() => frame(egfx.wireToSurface2(2, 9, 6, whole(tile.upgrade(FULL))))).toThrow(/no first pass/);
  });

  it("never shows alpha", () => {
    const { frame, pixel } = connected();
    const alpha = Uint8Array.of(0x4c, 0x41, 1, 0, 0x22, 25);
    frame(egfx.solidFill(1, RED, rect(0, 0, 10, 10)), egfx.wireToSurface1(1, 12, rect(0, 0, 5, 5), alpha));
    expect([pixel(0, 0), pixel(9, 9)]).toEqual([RED_WORD, RED_WORD]);
  });

  it("refuses what was not agreed on", () => {
    const { send } = connected();
    for (const codec of [0x0b, 0x0e, 0x0f, 0x77]) {
      expect(() => send(egfx.wireToSurface1(1, codec, rect(0, 0, 1, 1), new Uint8Array(4)))).toThrow(/not agreed on/);
    }
    expect(() => send(egfx.wireToSurface2(1, 8, 0, new Uint8Array(4)))).toThrow(/not agreed on/);
    expect(() => send(egfx.wireToSurface1(1, 0, rect(99, 0, 2, 1), new Uint8Array(8)))).toThrow(/not on the/);
  });

  it("refuses messages that would keep the machine busy for long", () => {
    const desktop = rect(0, 0, 1024, 1024);
    const everywhere = Array.from({ length: 20_000 }, () => [0, 0] as const);
    const run = (...block: readonly number[]) =>
      new ByteWriter()
        .u16(0, 0, 1024, 1024)
        .u32(block.length)
        .u8(2, ...block);
    const rlex = concat(new Array(300).fill(run(1, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f, 0).toBytes()));
    const clearCodec = new ByteWriter().u8(0, 0).u32(0, 0, rlex.length).bytes(rlex).toBytes();
    const shrink = (i: number) => [
      egfx.mapSurfaceToScaledOutput(1, 0, 0, 1 + (i % 2), 1),
      egfx.solidFill(1, RED, rect(0, 0, 1, 1)),
      egfx.endFrame(1),
    ];
    for (const pdus of [
      [egfx.solidFill(1, RED, ...new Array(65_535).fill(desktop))],
      [egfx.surfaceToSurface(1, 1, desktop, ...everywhere)],
      [egfx.surfaceToCache(1, 1, desktop), egfx.cacheToSurface(1, 1, ...everywhere)],
      new Array(1000).fill(egfx.createSurface(2, 4096, 4096)),
      new Array(1000).fill(egfx.resetGraphics(4096, 4096)),
      new Array(1000).fill(egfx.capsConfirm(0x00080105, 2)),
      Array.from({ length: 1000 }, (_, i) => shrink(i)).flat(),
      [egfx.wireToSurface1(1, 8, desktop, clearCodec)],
    ]) {
      const { receive } = connected(1024, 1024);
      const data = new ZgfxCompressor().compress(concat(pdus), () => "plain");
      expect(() => receive(data, true, true)).toThrow(/far more than the desktop/);
    }
  });

  it("answers mutated messages with events or one typed error", () => {
    const picture = photo(64, 64, 9);
    const tile = new TileEncoder(0, 0, bands(6), true).simple(picture);
    const valid = message(
      egfx.startFrame(1),
      egfx.wireToSurface2(1, 9, 0, bitmapStream(region([[0, 0, 64, 64]], [tile], bands(6), true))),
      egfx.wireToSurface1(
        1,
        8,
        rect(0, 0, 8, 8),
        new ClearCodecEncoder().bitmap({ residual: residual(text(8, 8, 1)) }),
      ),
      egfx.surfaceToCache(1, 2, rect(0, 0, 9, 9)),
      egfx.cacheToSurface(2, 1, [4, 5], [6, 7]),
      egfx.surfaceToSurface(1, 1, rect(0, 0, 9, 9), [1, 1]),
      egfx.mapSurfaceToScaledOutput(1, 0, 0, 50, 50),
      egfx.createSurface(2, 20, 20),
      egfx.endFrame(1),
    );
    fc.assert(
      fc.property(mutated(valid), (data) => {
        const { receive } = connected(64, 64);
        expectResultOrDecodeError(() => receive(data, true, true));
      }),
      { numRuns: 60 },
    );
  });
});
