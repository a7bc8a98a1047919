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

/** The `code` of an error of the operating system. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** What an error of the operating system means for `path`; a VolumeError stays as it is. */
export function volumeError(error: unknown, path: string): VolumeError {
  if (error instanceof VolumeError) return error;
  const code = errorCode(error);
  const problem = PROBLEMS[code ?? ""] ?? "failed";
  return new VolumeError(problem, `"${path}": ${problem} (${code ?? "no code"}).`, { cause: error });
}

/** The same for what is not there. */
export function isMissing(error: unknown): boolean {
  return errorCode(error) === "ENOENT";
}
