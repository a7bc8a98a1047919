import { childPath } from "./names.ts";
import { problemWith } from "./os-error.ts";
import type { DriveContents } from "./usage.ts";
import { type FileFacts, type Volume, VolumeError } from "./volume.ts";

export interface TreeEntry {
  readonly path: string;
  readonly facts: FileFacts;
}

/** All files and folders below a folder, each folder before what is in it. What goes away meanwhile is left out. */
export async function* treeBelow(volume: Volume, path: string): AsyncGenerator<TreeEntry> {
  const folders = [path];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const facts of await listOrNothing(volume, folder)) {
      const entry = { path: childPath(folder, facts.name), facts };
      if (facts.isFolder) folders.push(entry.path);
      yield entry;
    }
  }
}

/** Counts all that is below the root. */
export async function measureTree(volume: Volume): Promise<DriveContents> {
  let size = 0;
  let entries = 0;
  for await (const { facts } of treeBelow(volume, "")) {
    size += facts.size;
    entries++;
  }
  return { size, entries };
}

/** Removes a file, or a folder with all that is in it. Throws VolumeError; what was removed before that is gone. */
export async function removeTree(volume: Volume, path: string): Promise<void> {
  const facts = await volume.lookup(path);
  if (!facts) throw problemWith("not-found", path);
  const folders: string[] = [];
  if (facts.isFolder) {
    for await (const entry of treeBelow(volume, path)) {
      if (entry.facts.isFolder) folders.push(entry.path);
      else await removeIfThere(volume, entry.path);
    }
  }
  for (const folder of folders.reverse()) await removeIfThere(volume, folder);
  await volume.remove(path);
}

async function listOrNothing(volume: Volume, folder: string): Promise<readonly FileFacts[]> {
  try {
    return await volume.list(folder);
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

async function removeIfThere(volume: Volume, path: string): Promise<void> {
  try {
    await volume.remove(path);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** Whether something was not there, or no more. */
export function isGone(error: unknown): boolean {
  return error instanceof VolumeError && (error.problem === "not-found" || error.problem === "path-not-found");
}
