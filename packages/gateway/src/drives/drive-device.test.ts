import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeviceDown, decodeJson } from "@passerelle/tunnel";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { DevicePage } from "../devices/device.ts";
import { TEST_DEVICE_SETTINGS } from "../devices/testing/device-settings.ts";
import { silentLogger } from "../sessions/testing/silent-logger.ts";
import { DriveDevice } from "./drive-device.ts";
import { fileText, putFile } from "./testing/temporary-volume.ts";

const PLAN = { name: "Passerelle", path: "marie", create: true, download: true, upload: true };

let driveFolder: string;
let opened: DriveDevice[];

beforeEach(() => {
  driveFolder = mkdtempSync(join(tmpdir(), "passerelle-drives-"));
  opened = [];
});
afterEach(() => {
  for (const device of opened) device.close();
  rmSync(driveFolder, { recursive: true });
});

function deviceOf(plan: typeof PLAN | undefined, logger = silentLogger()): DriveDevice {
  const settings = { ...TEST_DEVICE_SETTINGS, driveFolder, driveQuota: 1000, driveRetention: 30 };
  const device = new DriveDevice({ plan, settings, logger });
  opened.push(device);
  return device;
}

/** A page, and what it was told of one kind, oldest first. */
function pageOf(device: DriveDevice) {
  const told: { type: number; value: unknown }[] = [];
  const page: DevicePage = {
    decodes: [],
    unsent: 0,
    send: (type, head) => told.push({ type, value: decodeJson(head ?? new Uint8Array()) }),
  };
  device.attached(page);
  return (type: number) => told.filter((record) => record.type === type).map(({ value }) => value);
}

test("a page hears how things stand, and what changes, whoever of those with the same drive it was", async () => {
  const device = deviceOf(PLAN);
  const other = deviceOf(PLAN);
  expect(other.drive).toBe(device.drive);
  const told = pageOf(device);
  const ready = { state: "ready", name: "Passerelle", download: true, upload: true, quota: 1000, retention: 30 };
  await device.drive?.counted;
  expect(told(DeviceDown.DriveState).at(-1)).toEqual({ ...ready, used: 0, isMounted: false });
  device.mounted(true);
  expect(told(DeviceDown.DriveState).at(-1)).toMatchObject({ isMounted: true });

  const volume = other.drive?.volume;
  if (!volume) throw new Error("no drive");
  await vi.waitFor(async () => expect(await volume.lookup("download")).toMatchObject({ name: "Download" }));
  await putFile(volume, "Download/a", "four");
  await vi.waitFor(() => {
    expect(told(DeviceDown.DriveChanged).at(-1)).toMatchObject({ used: 4 });
    expect(told(DeviceDown.DriveChanged)).toContainEqual({ folders: expect.arrayContaining(["Download"]), used: 4 });
  });
});

test("what others put into the folder on the disk is heard of", async () => {
  const device = deviceOf(PLAN);
  const told = pageOf(device);
  await device.drive?.counted;
  await vi.waitFor(() => {
    writeFileSync(join(driveFolder, "marie/by-hand.txt"), String(Math.random()));
    expect(told(DeviceDown.DriveChanged)).toContainEqual(expect.objectContaining({ folders: [""] }));
  });
});

test("what the desktop puts into Download is delivered when it is finished, unless downloads are off", () => {
  const device = deviceOf(PLAN);
  const told = pageOf(device);
  device.written("download/report.pdf", 5);
  device.written("report.pdf", 5);
  device.written("Download/folder/report.pdf", 5);
  expect(told(DeviceDown.DriveDelivered)).toEqual([{ path: "download/report.pdf", size: 5 }]);

  for (const name of ["report.pdf.crdownload", "Report.PDF.part", "~$report.docx", "ACD4.tmp", ".~lock.report.odt#"]) {
    device.written(`Download/${name}`, 5);
  }
  expect(told(DeviceDown.DriveDelivered)).toHaveLength(1);

  const without = deviceOf({ ...PLAN, download: false });
  const nothing = pageOf(without);
  without.written("Download/report.pdf", 5);
  expect(nothing(DeviceDown.DriveDelivered)).toEqual([]);
});

test("a drive that cannot be used is off, with words in the log", () => {
  const logger = silentLogger();
  const told = pageOf(deviceOf({ ...PLAN, path: "/drive/../etc" }, logger));
  expect(told(DeviceDown.DriveState)).toEqual([{ state: "off", reason: "unusable" }]);
  expect(logger.error).toHaveBeenCalledWith(
    { problem: expect.stringContaining('"/drive/../etc" is not inside') },
    expect.anything(),
  );
  expect(pageOf(deviceOf(undefined))(DeviceDown.DriveState)).toEqual([{ state: "off", reason: "not-allowed" }]);
});

test("the last session closes a drive, and what is open then stays usable", async () => {
  const [first, second] = [deviceOf(PLAN), deviceOf(PLAN)];
  const volume = second.drive?.volume;
  if (!volume) throw new Error("no drive");
  await putFile(volume, "a", "text");
  first.close();
  expect(await fileText(volume, "a")).toBe("text");
  const file = await volume.open("a", { access: "read", create: "never" });
  second.close();
  expect(Buffer.from(await file.read(0, 10)).toString()).toBe("text");
  await file.close();
  await expect(volume.lookup("a")).rejects.toThrow();
  opened = [];
});
