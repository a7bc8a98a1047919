import { closeSync, mkdirSync, openSync } from "node:fs";
import type { DrivePlan } from "../devices/device-plan.ts";
import type { DeviceSettings } from "../devices/device-settings.ts";
import { AS_FOLDER, Folder } from "./folder.ts";
import { errorCode } from "./os-error.ts";

/** Where guacd's container has its drives. */
const GUACD_FOLDER = "/drive";
const NEW_FOLDER = 0o700;

/** A drive whose folder cannot be used; the message says why, and what to do. */
export class DriveUnusable extends Error {
  override readonly name = "DriveUnusable";
}

/**
 * The folders that lead from the folder of all drives to that of a connection.
 * @param path its `drive-path`: relative, below `/drive`, or below `driveFolder`. Throws DriveUnusable
 */
export function driveFolderOf(path: string, driveFolder: string): string[] {
  if (path === "") {
    throw new DriveUnusable(
      "drive-path is not set; name a folder for each person, such as /drive/$" + "{GUAC_USERNAME}",
    );
  }
  const names = relativePath(path, driveFolder).split("/");
  const isOutside = names.some((name) => name === ".." || name.includes("\0"));
  if (isOutside) throw outside(path, driveFolder);
  return names.filter((name) => name !== "" && name !== ".");
}

function relativePath(path: string, driveFolder: string): string {
  if (!path.startsWith("/")) return path;
  const base = [driveFolder, GUACD_FOLDER].find((folder) => path === folder || path.startsWith(`${folder}/`));
  if (base === undefined) throw outside(path, driveFolder);
  return path.slice(base.length);
}

function outside(path: string, driveFolder: string): DriveUnusable {
  return new DriveUnusable(`drive-path "${path}" is not inside ${driveFolder}, the folder of all drives`);
}

/**
 * Opens the folder of a connection's drive, without following symbolic links below the folder of all drives; makes the latter if it
 * is missing, and the last level where `create-drive-path` says so. @returns its descriptor. Throws DriveUnusable
 */
export function openDriveFolder({ path, create }: DrivePlan, { driveFolder }: DeviceSettings): number {
  const names = driveFolderOf(path, driveFolder);
  let descriptor = openRoot(driveFolder);
  for (const [index, name] of names.entries()) {
    const before = descriptor;
    const there = `${Folder.of(before).path}/${name}`;
    try {
      if (create && index === names.length - 1) makeFolder(there);
      descriptor = openSync(there, AS_FOLDER);
    } catch (error) {
      throw unusable(path, driveFolder, error);
    } finally {
      closeSync(before);
    }
  }
  return descriptor;
}

/** The folder of all drives is the operator's: it may be a symbolic link. */
function openRoot(driveFolder: string): number {
  try {
    makeFolder(driveFolder);
    return openSync(`${driveFolder}/.`, AS_FOLDER);
  } catch (error) {
    throw new DriveUnusable(`${driveFolder}, the folder of all drives, cannot be opened (${errorCode(error)})`);
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, NEW_FOLDER);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
}

function unusable(path: string, driveFolder: string, error: unknown): DriveUnusable {
  const code = errorCode(error);
  const reason =
    code === "ENOENT"
      ? "is not there; make the folder, or set create-drive-path"
      : `cannot be opened (${code}); it must be a folder that the gateway may write to, and no symbolic link`;
  return new DriveUnusable(`drive-path "${path}" in ${driveFolder} ${reason}`);
}
