import fc from "fast-check";
import { ClientError } from "../client-error.ts";
import { DecodeError } from "../wire/decode-error.ts";

/**
 * Feeds `decode` with random bytes and with mutations of good messages: every run must give a result or throw
 * DecodeError or ClientError.
 */
export function expectOnlyTypedErrors(decode: (bytes: Uint8Array) => unknown, good: readonly Uint8Array[] = []): void {
  const random = fc.uint8Array({ maxLength: 300 });
  const bytes = good.length > 0 ? fc.oneof(random, fc.constantFrom(...good).chain(mutated)) : random;
  fc.assert(
    fc.property(bytes, (message) => {
      try {
        decode(message);
      } catch (error) {
        if (!(error instanceof DecodeError || error instanceof ClientError)) throw error;
      }
    }),
    { numRuns: 300 },
  );
}

function mutated(message: Uint8Array): fc.Arbitrary<Uint8Array> {
  const change = fc.record({ at: fc.nat(Math.max(0, message.length - 1)), value: fc.nat(255) });
  return fc
    .record({ changes: fc.array(change, { maxLength: 4 }), length: fc.nat(message.length) })
    .map(({ changes, length }) => {
      const copy = message.slice(0, changes.length > 2 ? length : message.length);
      for (const { at, value } of changes) if (at < copy.length) copy[at] = value;
      return copy;
    });
}
