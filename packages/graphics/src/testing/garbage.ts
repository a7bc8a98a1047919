import fc from "fast-check";
import { expect } from "vitest";
import { GraphicsDecodeError } from "../decode-error.ts";

/** Runs `decode`; it may refuse its input with a GraphicsDecodeError, and with nothing else. */
export function expectResultOrDecodeError(decode: () => unknown): void {
  try {
    decode();
  } catch (error) {
    expect(error).toBeInstanceOf(GraphicsDecodeError);
  }
}

/** `bytes` with some of them changed, and perhaps the end cut off. */
export function mutated(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const change = fc.record({ at: fc.nat(bytes.length - 1), value: fc.nat(255) });
  return fc
    .record({
      changes: fc.array(change, { minLength: 1, maxLength: 8 }),
      length: fc.nat(bytes.length),
      cut: fc.boolean(),
    })
    .map(({ changes, length, cut }) => {
      const copy = bytes.slice();
      for (const { at, value } of changes) copy[at] = value;
      return cut ? copy.subarray(0, length) : copy;
    });
}
