import fc from "fast-check";
import { expect, test } from "vitest";
import { safePath } from "./file-names.ts";

test.each([
  ["folder\\file.txt", "folder/file.txt"],
  ["../../etc/passwd", "_/_/etc/passwd"],
  ["C:\\Windows\\x", "C_/Windows/x"],
  ["\\\\host\\share\\x", "host/share/x"],
  ["con.txt", "_con.txt"],
  ["a\u202egpj.exe", "a_gpj.exe"],
  ["a\0b\r\nc", "a_b__c"],
  ["name. . ", "name_"],
  ["", "_"],
  ["./", "_"],
  ["données (1).xlsx", "données (1).xlsx"],
])("%j becomes %j", (path, expected) => {
  expect(safePath(path)).toBe(expected);
});

test("a long name keeps its extension", () => {
  expect(safePath(`${"x".repeat(300)}.docx`)).toBe(`${"x".repeat(115)}.docx`);
});

test("a name of many dots takes no time", () => {
  const before = performance.now();
  for (let count = 0; count < 250; count++) safePath(`${".".repeat(4095)}x`);
  expect(performance.now() - before).toBeLessThan(500);
});

test("no path leads up, and what is safe stays so", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."./\\ab:\0 🙂\ud800") }), (path) => {
      const safe = safePath(path);
      const names = safe.split("/");
      expect(names.every((name) => name !== "" && name !== "." && name !== ".." && !/[. ]$/.test(name))).toBe(true);
      expect(safePath(safe)).toBe(safe);
    }),
  );
});
