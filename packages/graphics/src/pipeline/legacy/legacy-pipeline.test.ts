import fc from "fast-check";
import { expect, test } from "vitest";
import { rgbWord } from "../../codecs/color.ts";
import { GraphicsDecodeError } from "../../decode-error.ts";
import { DecoderFigures } from "../../decoder-figures.ts";
import { ByteWriter } from "../../testing/byte-writer.ts";
import { expectResultOrDecodeError, mutated } from "../../testing/garbage.ts";
import { encodeNsCodec } from "../../testing/nscodec-encoder.ts";
import { blankPicture, photo, psnr } from "../../testing/pictures.ts";
import { freeRdpStream } from "../../testing/streams.ts";
import { UpdateCode } from "./fast-path-update.ts";
import { LegacyPipeline } from "./legacy-pipeline.ts";

const newPipeline = () => new LegacyPipeline(new DecoderFigures(() => 0));

const CODEC = { none: 0, nsCodec: 1, remoteFx: 3 };

function update(code: number, ...parts: Uint8Array[]): Uint8Array {
  const out = new ByteWriter().u8(code);
  for (const part of parts) out.bytes(part);
  return out.toBytes();
}

function frameMarker(action: "begin" | "end", id: number): Uint8Array {
  return new ByteWriter()
    .u16(4, action === "begin" ? 0 : 1)
    .u32(id)
    .toBytes();
}

interface SurfaceBits {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly codec: number;
  readonly data: Uint8Array;
  readonly command?: 1 | 6;
  readonly extended?: boolean;
}

function surfaceBits({ x, y, width, height, codec, data, command = 1, extended = false }: SurfaceBits): Uint8Array {
  const out = new ByteWriter().u16(command, x, y, x + width, y + height).u8(32, extended ? 1 : 0, 0, codec);
  out.u16(width, height).u32(data.length);
  if (extended) out.bytes(new Uint8Array(24));
  return out.bytes(data).toBytes();
}

/** Two pixels above each other, as they are. */
const column = surfaceBits({
  x: 1,
  y: 0,
  width: 1,
  height: 2,
  codec: CODEC.none,
  data: Uint8Array.of(0, 0, 50, 0, 0, 0, 60, 0),
});

test("surface bits outside a frame are presented at once", () => {
  const framebuffer = blankPicture(3, 2);
  const events = newPipeline().receive(update(UpdateCode.SurfaceCommands, column), framebuffer);
  expect(events).toEqual([{ type: "paint", dirty: [{ x: 1, y: 0, width: 1, height: 2 }] }]);
  expect([...framebuffer.words].map((word) => word & 0xff)).toEqual([0, 60, 0, 0, 50, 0]);
});

test("a frame is presented at its end, over several updates", () => {
  const framebuffer = blankPicture(3, 2);
  const pipeline = newPipeline();
  const send = (...commands: Uint8Array[]) =>
    pipeline.receive(update(UpdateCode.SurfaceCommands, ...commands), framebuffer);
  expect(send(frameMarker("begin", 7), column)).toEqual([]);
  expect(send(column)).toEqual([]);
  expect(send(frameMarker("end", 0xfffffff0), frameMarker("begin", 8), frameMarker("end", 8), column)).toEqual([
    { type: "frame", source: "surfaceCommands", id: 0xfffffff0, dirty: [{ x: 1, y: 0, width: 1, height: 2 }] },
    { type: "frame", source: "surfaceCommands", id: 8, dirty: [] },
    { type: "paint", dirty: [{ x: 1, y: 0, width: 1, height: 2 }] },
  ]);
});

test("NSCodec comes bottom-up, also with the extended header", () => {
  const framebuffer = blankPicture(4, 2);
  const luma = Uint8Array.of(1, 1, 1, 1, 2, 2, 2, 2);
  const chroma = new Uint8Array(8);
  const data = encodeNsCodec([luma, chroma, chroma, new Uint8Array(0)], 1, false);
  const bits = surfaceBits({ x: 0, y: 0, width: 4, height: 2, codec: CODEC.nsCodec, data, command: 6, extended: true });
  newPipeline().receive(update(UpdateCode.SurfaceCommands, bits), framebuffer);
  expect([...framebuffer.words].map((word) => word & 0xff)).toEqual([2, 2, 2, 2, 1, 1, 1, 1]);
});

test("RemoteFX is painted where the command says", () => {
  const framebuffer = blankPicture(130, 80);
  const data = freeRdpStream("remotefx-rlgr3");
  const bits = surfaceBits({ x: 20, y: 8, width: 100, height: 70, codec: CODEC.remoteFx, data });
  const events = newPipeline().receive(update(UpdateCode.SurfaceCommands, bits), framebuffer);
  expect(events).toEqual([{ type: "paint", dirty: [{ x: 20, y: 8, width: 100, height: 70 }] }]);
  const shown = Uint32Array.from({ length: 7000 }, (_, i) => {
    return framebuffer.words[(8 + Math.floor(i / 100)) * 130 + 20 + (i % 100)];
  });
  expect(psnr(shown, photo(100, 70, 2).words)).toBeGreaterThan(36);
});

test("a palette colours the bitmaps that follow", () => {
  const framebuffer = blankPicture(4, 1);
  const pipeline = newPipeline();
  const palette = new ByteWriter().u16(2, 0).u32(256);
  for (let i = 0; i < 256; i++) palette.u8(i, 0, 255 - i);
  expect(pipeline.receive(update(UpdateCode.Palette, palette.toBytes()), framebuffer)).toEqual([]);
  const bitmap = new ByteWriter().u16(1, 1, 0, 0, 3, 0, 4, 1, 8, 0, 4).u8(0, 1, 2, 255).toBytes();
  expect(pipeline.receive(update(UpdateCode.Bitmap, bitmap), framebuffer)).toEqual([
    { type: "paint", dirty: [{ x: 0, y: 0, width: 4, height: 1 }] },
  ]);
  expect([...framebuffer.words]).toEqual([0, 1, 2, 255].map((i) => rgbWord(i, 0, 255 - i)));
});

test("pointers", () => {
  const framebuffer = blankPicture(1, 1);
  const pipeline = newPipeline();
  const send = (code: number, ...bytes: number[]) => pipeline.receive(Uint8Array.of(code, ...bytes), framebuffer);
  expect(send(UpdateCode.PointerHidden)).toEqual([{ type: "pointer", shape: { kind: "hidden" } }]);
  expect(send(UpdateCode.PointerDefault)).toEqual([{ type: "pointer", shape: { kind: "default" } }]);
  expect(send(UpdateCode.PointerPosition, 5, 1, 6, 0)).toEqual([{ type: "pointerPosition", x: 261, y: 6 }]);
  expect(send(UpdateCode.Synchronize)).toEqual([]);
  const color = send(UpdateCode.PointerColor, 2, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 4, 0, 1, 2, 3, 0);
  expect(color).toMatchObject([{ type: "pointer", shape: { kind: "image", width: 1, height: 1 } }]);
  expect(send(UpdateCode.PointerCached, 2, 0)).toEqual(color);
});

test("drawing orders, unknown updates, commands and codecs are refused", () => {
  const framebuffer = blankPicture(4, 4);
  const unknownCodec = surfaceBits({ x: 0, y: 0, width: 1, height: 1, codec: 9, data: new Uint8Array(4) });
  for (const bytes of [
    update(UpdateCode.Orders, Uint8Array.of(1, 0, 9)),
    update(15),
    update(UpdateCode.SurfaceCommands, Uint8Array.of(2, 0)),
    update(UpdateCode.SurfaceCommands, unknownCodec),
    update(UpdateCode.SurfaceCommands, column.subarray(0, column.length - 1)),
    update(UpdateCode.Palette, Uint8Array.of(2, 0, 0, 0, 1, 0, 0, 0, 1, 2, 3)),
  ]) {
    expect(() => newPipeline().receive(bytes, framebuffer)).toThrow(GraphicsDecodeError);
  }
});

test("reset forgets fragments and an open frame", () => {
  const framebuffer = blankPicture(3, 2);
  const pipeline = newPipeline();
  pipeline.receive(update(UpdateCode.SurfaceCommands, frameMarker("begin", 1), column), framebuffer);
  pipeline.receive(Uint8Array.of(UpdateCode.Bitmap | 0x20, 1), framebuffer);
  pipeline.reset();
  expect(pipeline.receive(update(UpdateCode.SurfaceCommands, column), framebuffer)).toEqual([
    { type: "paint", dirty: [{ x: 1, y: 0, width: 1, height: 2 }] },
  ]);
});

test("garbage gives events or a GraphicsDecodeError", () => {
  const framebuffer = blankPicture(64, 64);
  const good = update(UpdateCode.SurfaceCommands, frameMarker("begin", 1), column, frameMarker("end", 1));
  const garbage = fc.oneof(fc.uint8Array({ maxLength: 80 }), mutated(good));
  fc.assert(
    fc.property(fc.array(garbage, { maxLength: 6 }), (updates) => {
      const pipeline = newPipeline();
      for (const bytes of updates) expectResultOrDecodeError(() => pipeline.receive(bytes, framebuffer));
    }),
  );
});
