import fc from "fast-check";
import { expect, test } from "vitest";
import { expectOnlyTypedErrors } from "../testing/garbage.ts";
import { fromHex, toHex } from "../testing/hex.ts";
import { encodeChunks, StaticChannelReassembly } from "./static-channel.ts";

test("messages of any length come back from their chunks", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000 }), fc.integer({ min: 1, max: 1600 }), (message, chunkLength) => {
      const reassembly = new StaticChannelReassembly("test");
      const chunks = encodeChunks(message, { chunkLength });
      const results = chunks.map((chunk) => reassembly.receive(chunk));
      expect(results.pop()).toEqual(message);
      expect(results.every((result) => result === undefined)).toBe(true);
    }),
  );
});

test("flags say where a chunk stands, and show the protocol", () => {
  const flags = (message: Uint8Array, showProtocol: boolean) =>
    encodeChunks(message, { chunkLength: 2, showProtocol }).map((chunk) => toHex(chunk.subarray(0, 8)));
  expect(flags(Uint8Array.of(1, 2, 3, 4, 5), false)).toEqual([
    "0500000001000000",
    "0500000000000000",
    "0500000002000000",
  ]);
  expect(flags(Uint8Array.of(1), true)).toEqual(["0100000013000000"]);
});

test("a message in one chunk is a view of it", () => {
  const chunk = encodeChunks(Uint8Array.of(1, 2))[0];
  expect(new StaticChannelReassembly("test").receive(chunk)?.buffer).toBe(chunk.buffer);
});

test.each([
  ["compressed data", "0100000003002000aa", "compressed data"],
  ["a message of 100 MB", "00e1f50501000000aa", "a message of 100000000 bytes"],
  ["a chunk without a beginning", "0200000000000000aa", "continues no message"],
  ["a whole message that is not as long as it says", "0200000003000000aa", "1 bytes of a message of 2"],
])("%s is refused", (_, chunk, problem) => {
  expect(() => new StaticChannelReassembly("test").receive(fromHex(chunk))).toThrow(problem);
});

test("chunks that do not make up the message are refused", () => {
  const begun = () => {
    const reassembly = new StaticChannelReassembly("test");
    reassembly.receive(fromHex("0400000001000000aabb"));
    return reassembly;
  };
  expect(() => begun().receive(fromHex("0400000000000000aabbcc"))).toThrow("more than the 4 bytes");
  expect(() => begun().receive(fromHex("0400000002000000aa"))).toThrow("1 bytes of the message are missing");
  expect(() => begun().receive(fromHex("0500000002000000aabbcc"))).toThrow("continues no message");
});

test("garbage gives a typed error", () => {
  const reassembly = new StaticChannelReassembly("test");
  expectOnlyTypedErrors((bytes) => reassembly.receive(bytes), encodeChunks(new Uint8Array(300), { chunkLength: 100 }));
});
