import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AS_FOLDER } from "../folder.ts";
import { FolderVolume } from "../folder-volume.ts";
import { Usage } from "../usage.ts";
import { type Volume, VolumeError, type VolumeProblem } from "../volume.ts";

export interface TemporaryVolume {
  readonly volume: FolderVolume;
  readonly usage: Usage;
  /** The folder on the disk. */
  readonly root: string;
  remove(): Promise<void>;
}

/** A volume in a folder of its own. */
export function temporaryVolume(quota = 0, mostEntries = 0): TemporaryVolume {
  const root = mkdtempSync(join(tmpdir(), "passerelle-volume-"));
  const descriptor = openSync(root, AS_FOLDER);
  const usage = new Usage(quota, mostEntries);
  const volume = new FolderVolume(descriptor, usage);
  const remove = async () => {
    await volume.close();
    closeSync(descriptor);
    rmSync(root, { recursive: true });
  };
  return { volume, usage, root, remove };
}

/** Writes a file anew. */
export async function putFile(volume: Volume, path: string, content: string | Uint8Array): Promise<void> {
  const file = await volume.open(path, { access: "write", create: "if-missing", kind: "file" });
  try {
    await file.truncate(0);
    await file.write(0, Buffer.from(content));
  } finally {
    await file.close();
  }
}

export async function fileText(volume: Volume, path: string): Promise<string> {
  const file = await volume.open(path, { access: "read", create: "never" });
  try {
    const { size } = await file.facts();
    return Buffer.from(await file.read(0, size)).toString();
  } finally {
    await file.close();
  }
}

/** What is wrong with doing something; undefined: nothing. */
export async function problemOf(work: Promise<unknown>): Promise<VolumeProblem | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof VolumeError) return error.problem;
    throw error;
  }
}
