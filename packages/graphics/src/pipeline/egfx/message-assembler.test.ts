import fc from "fast-check";
import { expect, it } from "vitest";
import { GraphicsDecodeError } from "../../decode-error.ts";
import { MessageAssembler } from "./message-assembler.ts";

it("gives messages back whole, whatever pieces they come in", () => {
  const message = fc.array(fc.uint8Array({ maxLength: 50_000 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(message, { maxLength: 4 }), (messages) => {
      const assembler = new MessageAssembler();
      for (const pieces of messages) {
        const wholes = pieces.map((piece, index) => assembler.add(piece, index === 0, index === pieces.length - 1));
        expect(wholes.slice(0, -1).every((whole) => whole === undefined)).toBe(true);
        expect(Buffer.from(wholes.at(-1) ?? []).equals(Buffer.concat(pieces))).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});

it("begins anew with a first piece", () => {
  const assembler = new MessageAssembler();
  assembler.add(Uint8Array.of(1), true, false);
  assembler.add(Uint8Array.of(2), true, false);
  expect(assembler.add(Uint8Array.of(3), false, true)).toEqual(Uint8Array.of(2, 3));
});

it("refuses a message without end", () => {
  const assembler = new MessageAssembler();
  const piece = new Uint8Array(20 * 1024 * 1024);
  for (let index = 0; index < 4; index++) assembler.add(piece, index === 0, false);
  expect(() => assembler.add(Uint8Array.of(1), false, false)).toThrow(GraphicsDecodeError);
});
