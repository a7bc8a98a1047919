import { isUsableName } from "../../drives/names.ts";

/** UTF-16 units; a volume counts the bytes. */
const LONGEST_PATH = 4096;

/**
 * The path on the volume of one as Windows sends it: `\folder\file` becomes `folder/file`, and `\` the root, "". Undefined: no file can
 * have such a name, or it leads upwards or to an alternate stream. xrdp has `/` between names where it makes a file.
 */
export function volumePath(sent: string): string | undefined {
  if (sent.length > LONGEST_PATH) return undefined;
  const path = sent.replace(/^[\\/]/, "").replace(/[\\/]$/, "");
  if (path === "") return "";
  const names = path.split(/[\\/]/);
  return names.every(isUsableName) ? names.join("/") : undefined;
}

/** The folder and the last name of a path as Windows sends it with a question for what is in a folder: the name may be a pattern. */
export function lastName(sent: string): string {
  return sent.slice(sent.lastIndexOf("\\") + 1);
}
