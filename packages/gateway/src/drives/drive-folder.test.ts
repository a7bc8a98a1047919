import { closeSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TEST_DEVICE_SETTINGS } from "../devices/testing/device-settings.ts";
import { DriveUnusable, driveFolderOf, openDriveFolder } from "./drive-folder.ts";

test.each([
  ["marie", ["marie"]],
  ["team/marie/", ["team", "marie"]],
  ["/drive/marie", ["marie"]],
  ["/drive", []],
  ["/drive//./marie", ["marie"]],
  ["/srv/drives/marie", ["marie"]],
])("drive-path %s", (path, names) => {
  expect(driveFolderOf(path, "/srv/drives")).toEqual(names);
});

test.each(["", "..", "/drive/../etc", "a/../../b", "/etc", "/drives/marie", "/srv/drives2/x", "/", "a\0b"])(
  "drive-path %j is refused",
  (path) => {
    expect(() => driveFolderOf(path, "/srv/drives")).toThrow(DriveUnusable);
  },
);

let driveFolder: string;

beforeEach(() => {
  driveFolder = join(mkdtempSync(join(tmpdir(), "passerelle-drives-")), "drive");
});
afterEach(() => rmSync(join(driveFolder, ".."), { recursive: true }));

function open(path: string, create: boolean): void {
  const plan = { name: "x", path, create, download: true, upload: true };
  closeSync(openDriveFolder(plan, { ...TEST_DEVICE_SETTINGS, driveFolder }));
}

test("the last level is made where that is set, for nobody else to read", () => {
  expect(() => open("marie", false)).toThrow(/make the folder, or set create-drive-path/);
  expect(() => open("team/marie", true)).toThrow(DriveUnusable);
  open("marie", true);
  open("marie", false);
  for (const folder of [driveFolder, join(driveFolder, "marie")]) expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test("a symbolic link is no drive, and no way to one", () => {
  mkdirSync(join(driveFolder, "../outside/x"), { recursive: true });
  mkdirSync(driveFolder);
  symlinkSync(join(driveFolder, "../outside"), join(driveFolder, "link"));
  for (const path of ["link", "link/x", "link/new"]) expect(() => open(path, true)).toThrow(/no symbolic link/);
  expect(existsSync(join(driveFolder, "../outside/new"))).toBe(false);
});
