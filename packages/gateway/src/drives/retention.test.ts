import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { silentLogger } from "../sessions/testing/silent-logger.ts";
import { partialPath } from "./partial.ts";
import { sweepDrives } from "./retention.ts";

const DAY = 86_400_000;

let driveFolder: string;
let outside: string;

beforeEach(() => {
  driveFolder = mkdtempSync(join(tmpdir(), "passerelle-retention-"));
  outside = mkdtempSync(join(tmpdir(), "passerelle-outside-"));
  mkdirSync(join(driveFolder, "marie/Download"), { recursive: true });
  writeFileSync(join(driveFolder, "marie/Download/report.pdf"), "report");
  writeFileSync(join(driveFolder, "marie", partialPath({ path: "film.mp4", size: 9, modified: 1 })), "part");
  writeFileSync(join(outside, "kept"), "kept");
  symlinkSync(outside, join(driveFolder, "marie/link"));
});
afterEach(() => {
  rmSync(driveFolder, { recursive: true });
  rmSync(outside, { recursive: true });
});

const names = (folder: string) => readdirSync(join(driveFolder, folder)).sort();

test("what nobody has changed for as long as is set goes; folders, links and what is outside stay", async () => {
  const logger = silentLogger();
  await sweepDrives({ driveFolder, driveRetention: 7 }, Date.now() + 6 * DAY, logger);
  expect(names("marie/Download")).toEqual(["report.pdf"]);
  await sweepDrives({ driveFolder, driveRetention: 7 }, Date.now() + 8 * DAY, logger);
  expect(names("marie/Download")).toEqual([]);
  expect(names("marie")).toEqual(["Download", "link"]);
  expect(readdirSync(outside)).toEqual(["kept"]);
  expect(logger.info).toHaveBeenLastCalledWith(expect.objectContaining({ files: 1, bytes: 6 }), expect.anything());
});

test("without retention only uploads that broke off go, after a day", async () => {
  await sweepDrives({ driveFolder, driveRetention: 0 }, Date.now() + DAY / 2, silentLogger());
  expect(names("marie")).toHaveLength(3);
  await sweepDrives({ driveFolder, driveRetention: 0 }, Date.now() + 500 * DAY, silentLogger());
  expect(names("marie")).toEqual(["Download", "link"]);
  expect(names("marie/Download")).toEqual(["report.pdf"]);
});

test("where there are no drives there is nothing to do", async () => {
  await sweepDrives({ driveFolder: join(driveFolder, "none"), driveRetention: 1 }, Date.now(), silentLogger());
  expect(names("")).toEqual(["marie"]);
});
