import { expect, test } from "vitest";
import { decodeAnsiText, decodeUnicodeText, encodeUnicodeText, withNewlines } from "./windows-text.ts";

test("text goes to Windows and back", () => {
  const text = "Où ça ? 🙂\r\n\u{10ffff}";
  expect(decodeUnicodeText(encodeUnicodeText(text))).toBe(text);
  expect([...encodeUnicodeText("é")]).toEqual([0xe9, 0, 0, 0]);
});

test("text ends at its NUL, and one within it does not hide the rest", () => {
  expect(decodeUnicodeText(Buffer.from("one\0two", "utf16le"))).toBe("one");
  expect(decodeUnicodeText(encodeUnicodeText("one\0two"))).toBe("onetwo");
  expect(decodeUnicodeText(Buffer.from("odd", "latin1"))).toBe("摯");
  expect(decodeUnicodeText(new Uint8Array(0))).toBe("");
});

test("old text is Windows-1252", () => {
  expect(decodeAnsiText(Uint8Array.of(0x80, 0xe9, 0x9c, 0, 0x41))).toBe("€éœ");
});

test.each([
  ["preserve", "a\r\nb\nc\rd"],
  ["unix", "a\nb\nc\nd"],
  ["windows", "a\r\nb\r\nc\r\nd"],
] as const)("newlines: %s", (newlines, expected) => {
  expect(withNewlines("a\r\nb\nc\rd", newlines)).toBe(expected);
});
