import fc from "fast-check";
import { expect, test } from "vitest";
import { GraphicsDecodeError } from "../../decode-error.ts";
import { ByteWriter } from "../../testing/byte-writer.ts";
import { expectResultOrDecodeError } from "../../testing/garbage.ts";
import { skipCacheOrders } from "./orders.ts";

/** CACHE_COLOR_TABLE_ORDER ([MS-RDPEGDI] 2.2.2.2.1.2.4): 6 bytes of header, 3 of fields, 256 colours. */
function colorTableOrder(): Uint8Array {
  const order = new ByteWriter()
    .u8(3)
    .u16(6 + 3 + 1024 - 13, 0)
    .u8(1, 0)
    .u16(256);
  return order.bytes(new Uint8Array(1024)).toBytes();
}

test("cache orders are passed over", () => {
  const orders = new ByteWriter().u16(2).bytes(colorTableOrder()).bytes(colorTableOrder()).toBytes();
  expect(() => skipCacheOrders(orders)).not.toThrow();
});

test("drawing orders and cut orders are refused", () => {
  expect(() =>
    skipCacheOrders(new ByteWriter().u16(1).u8(0x09, 0x0a, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0).toBytes()),
  ).toThrow(GraphicsDecodeError);
  const orders = new ByteWriter().u16(1).bytes(colorTableOrder()).toBytes();
  expect(() => skipCacheOrders(orders.subarray(0, orders.length - 1))).toThrow(GraphicsDecodeError);
});

test("garbage is passed over or refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (data) => expectResultOrDecodeError(() => skipCacheOrders(data))),
  );
});
