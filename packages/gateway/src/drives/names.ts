import { problemWith } from "./os-error.ts";
import { VolumeError } from "./volume.ts";

const MOST_PATH_BYTES = 4096;
const MOST_NAME_BYTES = 255;

/** Names of devices, with or without an extension ("NUL.txt"): Windows opens the device, in whatever folder. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\..*)?$/i;
/** What Windows allows in no name; `:` begins an alternate stream. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u001f<>:"/\\|?*]/;

/** Whether a file of Windows, and of Linux, can have this name. It may not end with a dot or a space: Windows would leave it out. */
export function isUsableName(name: string): boolean {
  return (
    name !== "" &&
    !FORBIDDEN.test(name) &&
    !/[. ]$/.test(name) &&
    !DEVICE.test(name) &&
    name.isWellFormed() &&
    Buffer.byteLength(name) <= MOST_NAME_BYTES
  );
}

/** The names on a path of a volume, from its root. Throws VolumeError. */
export function namesOf(path: string): string[] {
  if (path === "") return [];
  if (path.length > MOST_PATH_BYTES || Buffer.byteLength(path) > MOST_PATH_BYTES) {
    throw new VolumeError("bad-name", `"${path.slice(0, 100)}…" has more than ${MOST_PATH_BYTES} bytes.`);
  }
  const names = path.split("/");
  const bad = names.find((name) => !isUsableName(name));
  if (bad !== undefined) throw problemWith("bad-name", bad);
  return names;
}

/** What names that Windows takes for the same have in common. */
export function folded(name: string): string {
  return name.toLowerCase();
}

/** The path of `name` in the folder `path`. */
export function childPath(path: string, name: string): string {
  return path === "" ? name : `${path}/${name}`;
}

/** The folder of a path, and the last name on it. */
export function splitPath(path: string): { readonly folder: string; readonly name: string } {
  const end = path.lastIndexOf("/");
  return { folder: path.slice(0, Math.max(end, 0)), name: path.slice(end + 1) };
}

/** Where `path` is once `from` has become `to`: somewhere else if it was there or below, in whatever case it is spelt. */
export function pathAfterMove(path: string, from: string, to: string): string {
  const isMoved = folded(path) === folded(from) || folded(path).startsWith(`${folded(from)}/`);
  return isMoved ? to + path.slice(from.length) : path;
}
