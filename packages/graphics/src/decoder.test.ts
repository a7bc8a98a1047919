import { expect, test } from "vitest";
import { GraphicsDecodeError } from "./decode-error.ts";
import { GraphicsDecoder } from "./decoder.ts";
import type { GraphicsEvent } from "./events.ts";
import { ByteWriter } from "./testing/byte-writer.ts";
import { newKernels } from "./testing/kernels.ts";

/** A decoder, and what it has presented since that was asked for last. */
function newDecoder() {
  const events: GraphicsEvent[] = [];
  const decoder = new GraphicsDecoder({ kernels: newKernels(), present: (event) => events.push(event) });
  return { decoder, presented: () => events.splice(0) };
}

test("a desktop begins black and is painted by updates", () => {
  const { decoder, presented } = newDecoder();
  expect(decoder.framebuffer).toMatchObject({ width: 0, height: 0 });
  decoder.resize(4, 2);
  expect(presented()).toEqual([{ type: "resize", width: 4, height: 2 }]);
  const before = decoder.framebuffer;
  expect([...before.words]).toEqual(new Array(8).fill(0xff000000));

  const white = new ByteWriter().u8(1).u16(1, 1, 2, 1, 2, 1, 1, 1, 32, 0, 4).u8(255, 255, 255, 0).toBytes();
  decoder.update(white);
  expect(presented()).toEqual([{ type: "paint", dirty: [{ x: 2, y: 1, width: 1, height: 1 }] }]);
  expect(decoder.framebuffer.words[6]).toBe(0xffffffff);

  decoder.resize(2, 2);
  expect(decoder.framebuffer).not.toBe(before);
  expect([...decoder.framebuffer.words]).toEqual(new Array(4).fill(0xff000000));
});

test("an update before the desktop has a size paints nothing", () => {
  const white = new ByteWriter().u8(1).u16(1, 1, 0, 0, 0, 0, 1, 1, 32, 0, 4).u8(255, 255, 255, 0).toBytes();
  const { decoder, presented } = newDecoder();
  decoder.update(white);
  expect(presented()).toEqual([]);
});

test("impossible sizes are refused", () => {
  for (const [width, height] of [
    [0, 5],
    [5, 0],
    [8193, 5],
    [5, 65535],
  ]) {
    expect(() => newDecoder().decoder.resize(width, height)).toThrow(GraphicsDecodeError);
  }
});

test("the pipeline answers a graphics channel message, and again after its reset", () => {
  const { decoder, presented } = newDecoder();
  // One uncompressed segment with RDPGFX_RESET_GRAPHICS_PDU: 16 x 8, no monitors, padded to 340 bytes.
  const pdu = new ByteWriter().u16(0x000e, 0).u32(340, 16, 8, 0).bytes(new Uint8Array(320)).toBytes();
  const message = new ByteWriter().u8(0xe0, 0x04).bytes(pdu).toBytes();
  const resized = [{ type: "resize", width: 16, height: 8 }];
  decoder.pipeline(message.subarray(0, 9), true, false);
  expect(presented()).toEqual([]);
  decoder.pipeline(message.subarray(9), false, true);
  expect(presented()).toEqual(resized);
  expect(decoder.framebuffer).toMatchObject({ width: 16, height: 8 });
  decoder.pipeline(message.subarray(0, 9), true, false);
  decoder.resetPipeline();
  decoder.pipeline(message, true, true);
  expect(presented()).toEqual(resized);
});
