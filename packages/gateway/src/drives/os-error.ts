import { VolumeError, type VolumeProblem } from "./volume.ts";

const PROBLEMS: Readonly<Record<string, VolumeProblem>> = {
  ENOENT: "not-found",
  EEXIST: "exists",
  EACCES: "not-allowed",
  EPERM: "not-allowed",
  EROFS: "not-allowed",
  /** A symbolic link. */
  ELOOP: "not-allowed",
  /** A folder into itself. */
  EINVAL: "not-allowed",
  EXDEV: "not-allowed",
  ENOTEMPTY: "not-empty",
  EISDIR: "is-folder",
  ENOTDIR: "not-folder",
  ENAMETOOLONG: "bad-name",
  ENOSPC: "full",
  EDQUOT: "full",
  EFBIG: "full",
  EMFILE: "too-many-open",
  ENFILE: "too-many-open",
};

const WORDS: Readonly<Record<VolumeProblem, string>> = {
  "not-found": "is not there",
  "path-not-found": "is in a folder that is not there",
  exists: "is there already",
  "not-allowed": "may not be used or changed so",
  "not-empty": "is a folder that is not empty",
  "is-folder": "is a folder, not a file",
  "not-folder": "is a file, not a folder",
  "bad-name": "is a name or path that Windows does not take",
  full: "does not fit: the drive is full",
  "too-many-files": "cannot be made: the drive has as many files and folders as it may",
  "too-many-open": "cannot be opened: too many files are open",
  failed: "could not be read or written",
};

/** The error that says that there is this problem with a path. */
export function problemWith(problem: VolumeProblem, path: string, options?: ErrorOptions): VolumeError {
  return new VolumeError(problem, `"${path}" ${WORDS[problem]}.`, options);
}

/** The `code` of an error of the operating system. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** What an error of the operating system means for `path`; a VolumeError stays as it is. */
export function volumeError(error: unknown, path: string): VolumeError {
  if (error instanceof VolumeError) return error;
  return problemWith(PROBLEMS[errorCode(error) ?? ""] ?? "failed", path, { cause: error });
}

/** Whether an error of the operating system says that something is not there. */
export function isMissing(error: unknown): boolean {
  return errorCode(error) === "ENOENT";
}
