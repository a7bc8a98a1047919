import { expect, test } from "vitest";
import { codecName } from "./codec-names.ts";

/** cmdType, destination, bpp, flags, reserved, codec id. */
const surfaceBits = (codec: number) => [1, 0, ...new Array<number>(8).fill(0), 32, 0, 0, codec, 0, 0];
const frameMarker = [4, 0, 0, 0, 1, 0, 0, 0];

test.each<[string | undefined, number[]]>([
  ["bitmap", [0x01, 0, 0]],
  ["pointer new", [0x0b]],
  ["update 15", [0x0f]],
  ["frame marker", [0x04, ...frameMarker]],
  ["surface bits RemoteFX", [0x04, ...surfaceBits(3)]],
  ["surface bits RemoteFX", [0x04, ...frameMarker, ...surfaceBits(3)]],
  ["surface bits uncompressed", [0x84, 0x00, ...surfaceBits(0)]],
  ["surface bits codec 9", [0x24, ...surfaceBits(9)]],
  [undefined, [0x14, 1, 2, 3]],
  [undefined, [0x34, 1, 2, 3]],
])("%s", (name, update) => {
  expect(codecName(Uint8Array.from(update))).toBe(name);
});
