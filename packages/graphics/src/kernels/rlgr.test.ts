import fc from "fast-check";
import { expect, test } from "vitest";
import { someKernels } from "../testing/kernels.ts";
import { encodeRlgr } from "../testing/rlgr-encoder.ts";

function decode(mode: 1 | 3, bytes: ArrayLike<number>, count: number): number[] {
  const kernels = someKernels();
  const input = kernels.input(Uint8Array.from(bytes));
  const out = kernels.workspace((count + 1) * 2);
  kernels.samples.fill(99, out / 2, out / 2 + count + 1);
  kernels.exports.decodeRlgr(mode, input, bytes.length, out, count);
  expect(kernels.samples[out / 2 + count]).toBe(99);
  return [...kernels.samples.subarray(out / 2, out / 2 + count)];
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
        expect(decode(mode, encodeRlgr(mode, coefficients), coefficients.length)).toEqual(coefficients);
      },
    ),
  );
});

test("long codes go on over many words", () => {
  const ones = new Array(40).fill(0xff);
  expect(decode(1, [0b1100_0111, ...ones, 0], 4)).toEqual([0, 1, -162, 0]);
  expect(decode(3, new Array(40).fill(0), 3)).toEqual([0, 0, 0]);
});

test("what follows the data is not read as data", () => {
  const kernels = someKernels();
  const data = encodeRlgr(1, [5, 0, 0, -3, 7]);
  const input = kernels.input(Uint8Array.of(...data, ...new Array(60).fill(0xa5)));
  const out = kernels.workspace(64);
  kernels.exports.decodeRlgr(1, input, data.length - 1, out, 32);
  const cut = [...kernels.samples.subarray(out / 2, out / 2 + 32)];
  expect(cut).toEqual(decode(1, data.subarray(0, -1), 32));
});

test.each([1, 3] as const)("RLGR%i takes any bytes", (mode) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 0, max: 500 }), (bytes, count) => {
      expect(decode(mode, bytes, count)).toHaveLength(count);
    }),
  );
});
