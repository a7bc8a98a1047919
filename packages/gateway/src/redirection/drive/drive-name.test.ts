import { expect, test } from "vitest";
import { announceDrive } from "./drive-name.ts";

function longName(name: string): string {
  const { data } = announceDrive(name);
  return typeof data === "function" ? "" : Buffer.from(data).toString("utf16le");
}

test.each([
  ["Passerelle", "Passere", "Passerelle\0"],
  ["Ablage Süd: 1/2", "AblageS", "Ablage Süd_ 1_2\0"],
  ["書類", "DRIVE", "書類\0"],
  [" ", "Passere", "Passerelle\0"],
  ["x".repeat(100), "xxxxxxx", `${"x".repeat(64)}\0`],
])("a drive %j is %j where there is little room, and else %j", (name, dosName, whole) => {
  expect(announceDrive(name).dosName).toBe(dosName);
  expect(longName(name)).toBe(whole);
});
