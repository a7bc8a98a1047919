import { childPath, folded, splitPath } from "./names.ts";
import { problemWith } from "./os-error.ts";
import { announcedBy } from "./partial.ts";
import { removeTree } from "./tree.ts";
import type { Volume } from "./volume.ts";

/**
 * Removes files, folders with all that is in them, and what has come of uploads to those names.
 * Throws VolumeError; what was removed before that is gone.
 */
export async function removeWithUploads(volume: Volume, paths: readonly string[]): Promise<void> {
  const inFolders = Map.groupBy(paths, (path) => splitPath(path).folder);
  for (const [folder, wanted] of inFolders) {
    const uploads = await uploadsIn(volume, folder);
    for (const path of wanted) {
      const partials = uploads.get(folded(splitPath(path).name)) ?? [];
      const isThere = (await volume.lookup(path)) !== undefined;
      if (!isThere && partials.length === 0) throw problemWith("not-found", path);
      for (const partial of partials) await volume.remove(childPath(folder, partial));
      if (isThere) await removeTree(volume, path);
    }
  }
}

/** What has come of uploads, by the folded names that they will get. */
async function uploadsIn(volume: Volume, folder: string): Promise<Map<string, string[]>> {
  const uploads = new Map<string, string[]>();
  for (const { name } of await volume.list(folder)) {
    const announced = announcedBy(name);
    if (!announced) continue;
    const key = folded(announced.path);
    uploads.set(key, [...(uploads.get(key) ?? []), name]);
  }
  return uploads;
}
