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

/** Removes the folders of gateways that have crashed. */
export async function removeLeftoverSpools(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  await Promise.all(names.map((name) => removeLeftover(join(tmpdir(), name))));
}

async function removeLeftover(folder: string): Promise<void> {
  if (own.has(folder)) return;
  try {
    const found = await lstat(folder);
    if (!found.isDirectory() || found.uid !== process.getuid?.()) return;
    lockFolder(folder);
  } catch {
    // It is in use, or somebody else has just removed it.
    return;
  }
  await rm(folder, { recursive: true, force: true });
}
