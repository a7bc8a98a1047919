import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeRlgr } from "../testing/rlgr-encoder.ts";
import { decodeRlgr } from "./rlgr.ts";

function decode(mode: 1 | 3, bytes: readonly number[], count: number): number[] {
  const out = new Int16Array(count).fill(99);
  decodeRlgr(mode, Uint8Array.from(bytes), out);
  return [...out];
}

// Worked by hand from [MS-RDPRFX] 3.1.8.1.7.3.
test("a run, its sign and its magnitude", () => {
  expect(decode(3, [0b1100_0000], 2)).toEqual([0, 1]);
  expect(decode(3, [0b1110_0000], 2)).toEqual([0, -1]);
});

test("after a run RLGR1 reads one value a code, RLGR3 two", () => {
  expect(decode(1, [0b1100_0111, 0b1111_1000], 4)).toEqual([0, 1, 4, 0]);
  expect(decode(3, [0b1100_0000], 4)).toEqual([0, 1, 0, 0]);
});

test("missing bits are zeros, surplus bits are ignored", () => {
  expect(decode(1, [], 3)).toEqual([0, 0, 0]);
  expect(decode(3, [0xff, 0xff], 3)).toEqual([0, 0, 0]);
  expect(decode(3, [0b1100_0000, 0xaa, 0xaa], 1)).toEqual([0]);
});

const coefficient = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 1, arbitrary: fc.integer({ min: -2000, max: 2000 }) },
);

test.each([1, 3] as const)("RLGR%i gives back what was encoded", (mode) => {
  fc.assert(
    fc.property(
      fc.array(coefficient, { minLength: 1, maxLength: 400 }),
      fc.integer({ min: 1, max: 9 }),
      (some, last) => {
        const coefficients = [...some, last];
        const out = new Int16Array(coefficients.length);
        decodeRlgr(mode, encodeRlgr(mode, coefficients), out);
        expect([...out]).toEqual(coefficients);
      },
    ),
  );
});

test.each([1, 3] as const)("RLGR%i takes any bytes", (mode) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 0, max: 500 }), (bytes, count) => {
      const out = new Int16Array(count);
      expect(() => decodeRlgr(mode, bytes, out)).not.toThrow();
    }),
  );
});
