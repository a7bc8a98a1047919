import { closeSync, openSync } from "node:fs";
import type { DeviceSettings } from "../devices/device-settings.ts";
import type { SessionLogger } from "../sessions/session-logger.ts";
import { Drive } from "./drive.ts";
import { AS_FOLDER } from "./folder.ts";
import { FolderVolume } from "./folder-volume.ts";
import { isMissing } from "./os-error.ts";
import { announcedBy } from "./partial.ts";
import { treeBelow } from "./tree.ts";
import { Usage } from "./usage.ts";
import type { FileFacts, Volume } from "./volume.ts";

const DAY_MS = 86_400_000;
/** Days that an upload which broke off waits for the next attempt. */
const UPLOAD_DAYS = 1;

type RetentionSettings = Pick<DeviceSettings, "driveFolder" | "driveRetention">;

/**
 * Removes files that nobody has changed for as long as is set, and uploads that broke off, on all drives, whether they are open or
 * not. Folders stay: any of them may be a drive. What was put there lately with an older date counts as changed.
 * @param now epoch milliseconds
 */
export async function sweepDrives(settings: RetentionSettings, now: number, logger: SessionLogger): Promise<void> {
  const root = openIfThere(settings.driveFolder);
  if (root === undefined) return;
  const volume = new FolderVolume(root, new Usage(0, 0));
  try {
    const { files, bytes } = await removeOld(volume, settings.driveRetention, now, logger);
    if (files > 0) logger.info({ files, bytes, folder: settings.driveFolder }, "removed files that nobody has changed");
  } finally {
    await volume.close();
    closeSync(root);
  }
  for (const drive of Drive.all) await drive.count();
}

async function removeOld(
  volume: Volume,
  retention: number,
  now: number,
  logger: SessionLogger,
): Promise<{ files: number; bytes: number }> {
  const removed = { files: 0, bytes: 0 };
  for await (const { path, facts } of treeBelow(volume, "")) {
    if (!isOld(facts, retention, now)) continue;
    try {
      const latest = await volume.lookup(path);
      if (!latest || !isOld(latest, retention, now)) continue;
      await volume.remove(path);
      removed.files++;
      removed.bytes += facts.size;
    } catch (error) {
      logger.warn({ err: error }, "a file on a drive that nobody has changed could not be removed");
    }
  }
  return removed;
}

function isOld({ name, isFolder, changed }: FileFacts, retention: number, now: number): boolean {
  const days = announcedBy(name) ? UPLOAD_DAYS : retention;
  return !isFolder && days > 0 && now - changed > days * DAY_MS;
}

function openIfThere(folder: string): number | undefined {
  try {
    return openSync(`${folder}/.`, AS_FOLDER);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
