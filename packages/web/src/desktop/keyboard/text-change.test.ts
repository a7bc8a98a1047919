import fc from "fast-check";
import { expect, it } from "vitest";
import { textChange } from "./text-change.ts";

it("sees what is typed, erased and corrected at the end", () => {
  expect(textChange("__", "__é")).toEqual({ erased: 0, inserted: "é" });
  expect(textChange("__", "_")).toEqual({ erased: 1, inserted: "" });
  expect(textChange("__teh", "__the ")).toEqual({ erased: 2, inserted: "he " });
});

it("erases a character outside the basic plane with one Backspace", () => {
  expect(textChange("a😀", "a😁")).toEqual({ erased: 1, inserted: "😁" });
});

const texts = fc.string({ unit: fc.constantFrom("a", "é", "\u{1f600}", "\u{1f601}") });

it("makes the one text of the other", () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const { erased, inserted } = textChange(before, after);
      const characters = [...before];
      expect(characters.slice(0, characters.length - erased).join("") + inserted).toBe(after);
    }),
  );
});
