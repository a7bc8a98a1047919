import { UploadRefused } from "../drives/upload.ts";
import { VolumeError, type VolumeProblem } from "../drives/volume.ts";
import { ApiError } from "./api-error.ts";

const STATUS: Readonly<Record<VolumeProblem, number>> = {
  "not-found": 404,
  "path-not-found": 404,
  exists: 409,
  "not-allowed": 403,
  "not-empty": 400,
  "is-folder": 400,
  "not-folder": 400,
  "bad-name": 400,
  full: 507,
  "too-many-files": 507,
  "too-many-open": 503,
  failed: 500,
};

/** What to do about it, where the problem does not say so itself. */
const ADVICE: Partial<Record<VolumeProblem, string>> = {
  "not-found": "It may have been moved or removed meanwhile; look at its folder again.",
  "path-not-found": "It may have been moved or removed meanwhile; look at the folders again.",
  exists: "Choose another name, or replace it.",
  "bad-name":
    'Names have at most 255 bytes, none of < > : " / \\ | ? *, do not end with a dot or space, and are no device.',
  full: "Remove what is not needed, then try again.",
  "too-many-files": "Remove what is not needed, or put many files into a ZIP file, then try again.",
  "too-many-open": "Try again in a moment.",
  failed: "The gateway's log says more.",
};

/** What the page has words of its own for. */
const KEYS: Partial<Record<VolumeProblem, string>> = { full: "DRIVE.FULL", "too-many-files": "DRIVE.TOO_MANY_FILES" };

/** The answer to an error of a drive; undefined of any other. */
export function driveError(error: unknown): ApiError | undefined {
  if (error instanceof UploadRefused) {
    return new ApiError("BAD_REQUEST", error.message, { status: error.reason === "other-offset" ? 412 : 413 });
  }
  if (!(error instanceof VolumeError)) {
    return undefined;
  }
  const { message, problem } = error;
  const status = STATUS[problem];
  const type = status === 404 ? "NOT_FOUND" : status === 403 ? "PERMISSION_DENIED" : "BAD_REQUEST";
  const key = KEYS[problem];
  const details = { status, ...(key !== undefined && { key }) };
  return new ApiError(status >= 500 ? "INTERNAL_ERROR" : type, [message, ADVICE[problem]].join(" ").trim(), details);
}
