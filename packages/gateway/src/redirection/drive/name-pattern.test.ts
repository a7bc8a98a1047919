import fc from "fast-check";
import { expect, test } from "vitest";
import { NamePattern } from "./name-pattern.ts";

test.each([
  ["*", ["", "a", ".hidden", "a.b.c"], []],
  ["*.txt", ["a.TXT", ".txt", "a.b.txt"], ["a.txtx", "txt"]],
  ["a?c", ["abc", "a.c"], ["ac", "abbc"]],
  ["É*", ["école"], ["ecole"]],
  // What Windows makes of *.* , a*. and ???.d?? :
  ["*", ["no extension"], []],
  ['a<"', ["a", "abc", "a."], ["b", "ab.c"]],
  ['>>>".d>>', ["abc.doc"].slice(1), ["abcd.doc"]],
  [">>>.d>>", ["abc.doc", "a.d", "ab.do"], ["abcd.doc", "a.txt"]],
  ["<.doc", ["a.b.doc", "a.doc"], ["a.doc.x", "doc"]],
  ['a"', ["a", "a."], ["ab", "a.."]],
] as const)("%j takes %j and leaves %j", (sent, taken, left) => {
  const pattern = NamePattern.of(sent);
  for (const name of taken) expect([name, pattern?.matches(name)]).toEqual([name, true]);
  for (const name of left) expect([name, pattern?.matches(name)]).toEqual([name, false]);
});

const MEANING = new Map([
  ["*", ".*"],
  ["?", "."],
  [".", "\\."],
]);

test("without signs of DOS it takes what a regular expression takes", () => {
  const letter = fc.constantFrom("a", "b", ".");
  const sign = fc.oneof(letter, fc.constantFrom("*", "?"));
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 8 }), fc.array(letter, { maxLength: 8 }), (signs, letters) => {
      const expression = signs.map((part) => MEANING.get(part) ?? part).join("");
      const [sent, name] = [signs.join(""), letters.join("")];
      expect(NamePattern.of(sent)?.matches(name)).toBe(new RegExp(`^${expression}$`).test(name));
    }),
  );
});

test("a pattern that nobody needs is none, and the slowest one is fast enough", () => {
  expect(NamePattern.of("*a".repeat(17))).toBeUndefined();
  expect(NamePattern.of("x".repeat(256))).toBeUndefined();
  expect(NamePattern.of("<a".repeat(16))?.matches(`${"a".repeat(254)}b`)).toBe(false);
});
