import { describe, expect, it } from "vitest";
import { newKernels } from "../testing/kernels.ts";

/** What `Kernels.input` puts behind data. */
const INPUT_PADDING = 64;
const CUT_OFF = 1;

describe("what lies at the end of memory", () => {
  it("can be a bitmap that gets alpha", () => {
    const kernels = newKernels();
    const target = kernels.memory.buffer.byteLength - 3 * 4;
    const alphas = kernels.input(Uint8Array.of(7, 8, 9));
    expect(kernels.exports.decodeAlpha(alphas, 3, false, 0, target, 3, 3, 1)).toBe(0);
    expect(Array.from(kernels.words.slice(-3), (word) => word >>> 24)).toEqual([7, 8, 9]);
  });

  it("can be the data of a ClearCodec band that lacks the pixels of a short bar", () => {
    const kernels = newKernels();
    const storage = kernels.allocate(kernels.exports.bandStorageSize());
    const target = kernels.allocate(52 * 4);
    // A band of 1 x 52 pixels; a short bar from 0 to 52.
    const data = Uint8Array.of(0, 0, 0, 0, 0, 0, 51, 0, 1, 2, 3, 0, 52);
    const at = kernels.memory.buffer.byteLength - data.length - INPUT_PADDING;
    kernels.bytes.set(data, at);
    expect(kernels.exports.decodeBands(at, data.length, storage, 52, target, 1, 1, 52)).toBe(-CUT_OFF);
  });
});
