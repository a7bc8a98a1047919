import { NtStatus } from "@passerelle/rdp";
import type { DriveFiles } from "./create-file.ts";
import type { OpenHandle } from "./open-files.ts";

/**
 * Ends an open handle: what it waits for, its locks, and the file itself if it was to be removed with its last handle. Throws
 * VolumeError; the handle is gone all the same.
 */
export async function closeFile({ volume, open }: DriveFiles, handle: OpenHandle): Promise<void> {
  const { shared, file } = handle;
  handle.watch?.close(NtStatus.NOTIFY_CLEANUP);
  shared.locks.release(handle);
  if (handle.deletesOnClose) shared.isDeletePending = true;
  open.remove(handle);
  try {
    await file.close();
  } finally {
    if (shared.isDeletePending && shared.handles.size === 0) await volume.remove(shared.path);
  }
}
