import { lstat, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockFolder } from "../database/folder-lock.ts";

const PREFIX = "passerelle-prints-";
/** Those of this process, which are locked by it and yet no leftovers. */
const own = new Set<string>();

/** A folder for the prints of a session, that nobody else may look into. */
export async function makeSpoolFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  own.add(folder);
  lockFolder(folder);
  return folder;
}

export async function removeSpoolFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  own.delete(folder);
}

/** Removes the folders of gateways that have crashed. Returns how many. */
export async function removeLeftoverSpools(): Promise<number> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  const removed = await Promise.all(names.map((name) => removeLeftover(join(tmpdir(), name))));
  return removed.filter(Boolean).length;
}

async function removeLeftover(folder: string): Promise<boolean> {
  if (own.has(folder)) return false;
  try {
    const found = await lstat(folder);
    if (!found.isDirectory() || found.uid !== process.getuid?.()) return false;
    lockFolder(folder);
  } catch {
    // It is in use, or somebody else has just removed it.
    return false;
  }
  await rm(folder, { recursive: true, force: true });
  return true;
}
