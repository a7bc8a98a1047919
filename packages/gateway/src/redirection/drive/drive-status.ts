import { NtStatus } from "@passerelle/rdp";
import type { VolumeProblem } from "../../drives/volume.ts";

/** A request that cannot be done, with the status that it is answered with. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly status: NtStatus;

  constructor(status: NtStatus) {
    super(`refused with status 0x${status.toString(16)}`);
    this.status = status;
  }
}

/** What Windows calls the problems of a volume. */
export const STATUS_OF_PROBLEM: Readonly<Record<VolumeProblem, NtStatus>> = {
  // As Windows' own client has it: xrdp knows a missing file by no other status.
  "not-found": NtStatus.NO_SUCH_FILE,
  "path-not-found": NtStatus.OBJECT_PATH_NOT_FOUND,
  exists: NtStatus.OBJECT_NAME_COLLISION,
  "not-allowed": NtStatus.ACCESS_DENIED,
  "not-empty": NtStatus.DIRECTORY_NOT_EMPTY,
  "is-folder": NtStatus.FILE_IS_A_DIRECTORY,
  "not-folder": NtStatus.NOT_A_DIRECTORY,
  "bad-name": NtStatus.OBJECT_NAME_INVALID,
  full: NtStatus.DISK_FULL,
  "too-many-files": NtStatus.DISK_FULL,
  "too-many-open": NtStatus.TOO_MANY_OPENED_FILES,
  failed: NtStatus.UNSUCCESSFUL,
};
