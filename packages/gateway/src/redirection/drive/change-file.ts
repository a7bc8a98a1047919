import { FileAttribute, type FileChange, NtStatus } from "@passerelle/rdp";
import { folded } from "../../drives/names.ts";
import type { Volume } from "../../drives/volume.ts";
import type { DriveFiles } from "./create-file.ts";
import { volumePath } from "./drive-path.ts";
import { Refused } from "./drive-status.ts";
import type { OpenHandle } from "./open-files.ts";

type Change<Type extends FileChange["type"]> = Extract<FileChange, { type: Type }>;

/** Times and attributes, as far as a volume has them. Throws VolumeError. */
export async function changeBasics(handle: OpenHandle, change: Change<"basic">): Promise<void> {
  const { file } = handle;
  if (change.attributes !== 0 && !file.isFolder) {
    const isReadOnly = (change.attributes & FileAttribute.ReadOnly) !== 0;
    if (isReadOnly !== (await file.facts()).isReadOnly) await file.setReadOnly(isReadOnly);
  }
  if (change.accessed !== undefined || change.modified !== undefined) await file.setTimes(change);
}

/** The end of the file, or the room that is kept for it, which only cuts it here. Throws Refused and VolumeError. */
export async function changeSize(handle: OpenHandle, { type, size }: Change<"size" | "allocation">): Promise<void> {
  const { file } = handle;
  if (size > BigInt(Number.MAX_SAFE_INTEGER) || file.isFolder) throw new Refused(NtStatus.INVALID_PARAMETER);
  const isKept = type === "allocation" && Number(size) >= (await file.facts()).size;
  if (isKept) return;
  await file.truncate(Number(size));
  handle.shared.hasChanged = true;
}

/** Whether the file is to be removed with this handle ([MS-FSA] 2.1.5.15.3). Throws Refused and VolumeError. */
export async function changeDisposition(
  volume: Volume,
  handle: OpenHandle,
  { isDeletePending }: Change<"disposition">,
): Promise<void> {
  if (isDeletePending) await requireRemovable(volume, handle);
  handle.isDeleting = isDeletePending;
}

async function requireRemovable(volume: Volume, { shared, file }: OpenHandle): Promise<void> {
  const { isReadOnly, isFolder } = await file.facts();
  if (shared.path === "" || isReadOnly) throw new Refused(NtStatus.CANNOT_DELETE);
  const isFull = isFolder && !shared.isRemoved && (await volume.list(shared.path)).length > 0;
  if (isFull) throw new Refused(NtStatus.DIRECTORY_NOT_EMPTY);
}

/** Another name or folder ([MS-FSA] 2.1.5.15.11). Throws Refused and VolumeError. */
export async function renameFile(
  { volume, open }: DriveFiles,
  { shared }: OpenHandle,
  { path, replace }: Change<"rename">,
): Promise<void> {
  if (shared.isRemoved) throw new Refused(NtStatus.DELETE_PENDING);
  const target = volumePath(path);
  if (!target) throw new Refused(NtStatus.OBJECT_NAME_INVALID);
  const [from, to] = [shared.path, target];
  if (from === "" || folded(to).startsWith(`${folded(from)}/`)) throw new Refused(NtStatus.INVALID_PARAMETER);
  const other = folded(from) === folded(to) ? undefined : open.at(to);
  if (other) throw new Refused(replace ? NtStatus.ACCESS_DENIED : NtStatus.OBJECT_NAME_COLLISION);
  await volume.rename(from, to, replace);
  open.moved(from, to);
}
