import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DeviceSettings } from "../device-settings.ts";

/** What tests begin with; one that uses drives names a folder of its own. */
export const TEST_DEVICE_SETTINGS: DeviceSettings = {
  driveFolder: join(tmpdir(), "passerelle-no-such-drives"),
  driveQuota: 0,
  driveFiles: 0,
  driveRetention: 0,
  printLimit: 1 << 20,
  clipboardFileLimit: 1 << 20,
};
