import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeRecords, MAX_PAYLOAD, MessageWriter, TunnelFormatError } from "./record.ts";

const records = fc.array(fc.record({ type: fc.nat(255), payload: fc.uint8Array({ maxLength: 400 }) }), {
  maxLength: 20,
});

describe("records", () => {
  test("a message holds the records that were written", () => {
    fc.assert(
      fc.property(records, (written) => {
        const writer = new MessageWriter();
        for (const { type, payload } of written) writer.append(type, payload);
        expect(writer.records).toBe(written.length);
        expect(decodeRecords(writer.take()).map(({ type, payload }) => ({ type, payload: [...payload] }))).toEqual(
          written.map(({ type, payload }) => ({ type, payload: [...payload] })),
        );
      }),
    );
  });

  test("a record's bytes are type, LEB128 length, parts in order", () => {
    const writer = new MessageWriter();
    writer.append(7, Uint8Array.of(1), Uint8Array.of(2, 3));
    expect([...writer.take()]).toEqual([7, 3, 1, 2, 3]);
    writer.append(9, new Uint8Array(300));
    expect([...writer.take().subarray(0, 3)]).toEqual([9, 0xac, 0x02]);
  });

  test.each([127, 128, 16_383, 16_384, 2_097_151, 2_097_152])("a payload of %i bytes comes back", (length) => {
    const writer = new MessageWriter();
    writer.append(1, new Uint8Array(length).fill(0x5a));
    const [record] = decodeRecords(writer.take());
    expect(record?.payload.length).toBe(length);
    expect(record?.payload.every((byte) => byte === 0x5a)).toBe(true);
  });

  test("payloads are views of the message", () => {
    const message = Uint8Array.of(1, 2, 10, 11);
    const [record] = decodeRecords(message);
    message[3] = 99;
    expect([...(record?.payload ?? [])]).toEqual([10, 99]);
  });

  test("a message that was taken does not change when the writer goes on", () => {
    const writer = new MessageWriter();
    writer.append(1, Uint8Array.of(1));
    const first = writer.take();
    writer.append(2, Uint8Array.of(2));
    expect([...first]).toEqual([1, 1, 1]);
    expect(writer.records).toBe(1);
    expect(writer.length).toBe(3);
  });

  test.each([
    ["type without length", [1]],
    ["length cut off", [1, 0x80]],
    ["length of five bytes", [1, 0x80, 0x80, 0x80, 0x80, 0x00]],
    ["payload cut off", [1, 3, 0, 0]],
    ["second record cut off", [1, 0, 2, 1]],
    ["the largest length with nothing behind it", [1, 0xff, 0xff, 0xff, 0x7f]],
  ])("%s is refused", (_, bytes) => {
    expect(() => decodeRecords(Uint8Array.from(bytes))).toThrow(TunnelFormatError);
  });

  test("a payload that no length can say is refused before anything is copied", () => {
    const writer = new MessageWriter();
    const tooLong = { length: MAX_PAYLOAD + 1 } as Uint8Array;
    expect(() => writer.append(1, tooLong)).toThrow(TunnelFormatError);
    expect(writer.length).toBe(0);
  });

  test("any bytes are records that fill the message, or a TunnelFormatError", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          const payloads = decodeRecords(bytes).reduce((sum, { payload }) => sum + payload.length, 0);
          expect(payloads).toBeLessThanOrEqual(bytes.length);
        } catch (error) {
          expect(error).toBeInstanceOf(TunnelFormatError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
