import { NtStatus } from "@passerelle/rdp";
import type { DriveFiles } from "./create-file.ts";
import type { OpenHandle } from "./open-files.ts";

/**
 * Ends an open handle: what it waits for, its locks, and the file itself if it was to be removed with it. That is done at once, as
 * Windows does since version 10: xrdp leaves folders open for ever. Throws VolumeError; the handle is gone all the same.
 */
export async function closeFile({ volume, open }: DriveFiles, handle: OpenHandle): Promise<void> {
  const { shared, file } = handle;
  handle.watch?.close(NtStatus.NOTIFY_CLEANUP);
  shared.locks.release(handle);
  open.remove(handle);
  try {
    await file.close();
  } finally {
    const isRemoving = (handle.isDeleting || handle.deletesOnClose) && !shared.isRemoved;
    if (isRemoving) {
      await volume.remove(shared.path);
      open.removed(shared);
    }
  }
}
