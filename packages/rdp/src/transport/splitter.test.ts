import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DecodeError } from "../wire/decode-error.ts";
import { measurePdu } from "./framing.ts";
import { Splitter } from "./splitter.ts";

function tpkt(length: number): Uint8Array {
  const pdu = new Uint8Array(length).fill(length & 0xff);
  pdu.set([3, 0, length >> 8, length & 0xff]);
  return pdu;
}

function fastPath(length: number): Uint8Array {
  const pdu = new Uint8Array(length).fill(length & 0xff);
  if (length < 0x80) pdu.set([0, length]);
  else pdu.set([0, 0x80 | (length >> 8), length & 0xff]);
  return pdu;
}

function splitAll(chunks: readonly Uint8Array[]): Uint8Array[] {
  const splitter = new Splitter();
  const pdus: Uint8Array[] = [];
  for (const chunk of chunks) {
    splitter.push(chunk);
    for (let pdu = splitter.next(measurePdu); pdu; pdu = splitter.next(measurePdu)) pdus.push(pdu);
  }
  return pdus;
}

describe("Splitter", () => {
  it("gives the same PDUs however the stream is cut", () => {
    const pdu = fc.oneof(
      fc.integer({ min: 7, max: 65535 }).map(tpkt),
      fc.integer({ min: 4, max: 32767 }).map(fastPath),
    );
    fc.assert(
      fc.property(fc.array(pdu, { maxLength: 5 }), fc.array(fc.nat(70000), { maxLength: 8 }), (pdus, cuts) => {
        const stream = new Uint8Array(Buffer.concat(pdus));
        const points = [0, ...cuts.filter((cut) => cut < stream.length).sort((a, b) => a - b), stream.length];
        const chunks = points.slice(1).map((end, index) => stream.slice(points[index], end));
        expect(splitAll(chunks).map((found) => Buffer.from(found).toString("hex"))).toEqual(
          pdus.map((wanted) => Buffer.from(wanted).toString("hex")),
        );
      }),
      { numRuns: 50 },
    );
  });

  it("takes a stream byte by byte", () => {
    const stream = new Uint8Array(Buffer.concat([tpkt(9), fastPath(200), tpkt(12)]));
    expect(splitAll([...stream].map((byte) => Uint8Array.of(byte))).map((pdu) => pdu.length)).toEqual([9, 200, 12]);
  });

  it("hands on views of the chunk, and a copy only of what straddles", () => {
    const chunk = new Uint8Array(Buffer.concat([tpkt(20), fastPath(30)]));
    const [first, second] = splitAll([chunk]);
    expect(first?.buffer).toBe(chunk.buffer);
    expect(second?.buffer).toBe(chunk.buffer);
    const [straddling, after] = splitAll([chunk.slice(0, 15), chunk.slice(15)]);
    expect(straddling?.buffer.byteLength).toBe(20);
    expect(after).toEqual(fastPath(30));
  });

  it("keeps a straddling PDU apart from the one that straddles the next chunk boundary", () => {
    const splitter = new Splitter();
    splitter.push(tpkt(20).subarray(0, 10));
    expect(splitter.next(measurePdu)).toBeUndefined();
    splitter.push(new Uint8Array([...tpkt(20).subarray(10), ...tpkt(30).subarray(0, 25)]));
    const first = splitter.next(measurePdu);
    expect(splitter.next(measurePdu)).toBeUndefined();
    expect(first).toEqual(tpkt(20));
  });

  it.each([
    ["a TPKT shorter than its headers", [3, 0, 0, 6]],
    ["a fast-path PDU shorter than its header", [0, 1]],
    ["a fast-path PDU whose long length is too short", [0, 0x80, 3]],
    ["neither TPKT nor fast-path", [0x16, 3]],
  ])("refuses %s", (_name, bytes) => {
    expect(() => splitAll([Uint8Array.from(bytes)])).toThrow(DecodeError);
    expect(() => splitAll(bytes.map((byte) => Uint8Array.of(byte)))).toThrow(DecodeError);
  });
});
