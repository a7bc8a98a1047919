import { expect, test } from "vitest";
import { lastName, volumePath } from "./drive-path.ts";

test.each([
  ["", ""],
  ["\\", ""],
  ["\\folder\\Akte ü.txt", "folder/Akte ü.txt"],
  ["\\folder\\", "folder"],
  ["/of/xrdp", "of/xrdp"],
])("%j is %j on the volume", (sent, path) => {
  expect(volumePath(sent)).toBe(path);
});

test.each([
  "\\a:b",
  "\\a:b:$DATA",
  "\\..\\a",
  "\\a\\..\\..\\etc\\passwd",
  "\\.",
  "\\nul",
  "\\COM1.txt",
  "\\a ",
  "\\a.",
  "\\a\\\\b",
  "\\a*",
  "\\a\u0001",
  `\\${"x".repeat(300)}`,
  `\\${"long\\".repeat(900)}x`,
])("no file has the name %.40s", (sent) => {
  expect(volumePath(sent)).toBeUndefined();
});

test("what is asked for in a folder is the last name of the path", () => {
  expect(["\\folder\\*.txt", "*", "\\"].map(lastName)).toEqual(["*.txt", "*", ""]);
});
