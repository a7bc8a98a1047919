import type { ClipboardFile, ClipboardFormat, ClipboardHas } from "@passerelle/tunnel";
import { ClipboardError } from "./clipboard-error.ts";
import { safePath } from "./file-names.ts";

/** What a name in a file list of Windows may have. */
const LONGEST_PATH = 259;

/**
 * What of a page's clipboard may go to the desktop, with names that Windows takes; undefined: nothing.
 * @param refused is told what may not, and why
 */
export function withinPolicy(
  has: ClipboardHas,
  isPasteAllowed: boolean,
  fileLimit: number,
  refused: (what: ClipboardFormat | "files", problem: ClipboardError) => void,
): ClipboardHas | undefined {
  const { files, ...rest } = has;
  if (!isPasteAllowed) {
    refused(has.formats[0] ?? "files", new ClipboardError("not-allowed"));
    return undefined;
  }
  if (!files || files.length === 0) return rest;
  const named = files.map((file) => ({ ...file, path: safePath(file.path) }));
  const problem = problemOf(named, fileLimit);
  if (problem) refused("files", problem);
  return problem ? rest : { ...rest, files: named };
}

function problemOf(files: readonly ClipboardFile[], fileLimit: number): ClipboardError | undefined {
  const tooLong = files.find(({ size }) => size > fileLimit);
  if (tooLong) return new ClipboardError("too-long", tooLong.size);
  return files.some(({ path }) => path.length > LONGEST_PATH) ? new ClipboardError("unreadable") : undefined;
}
