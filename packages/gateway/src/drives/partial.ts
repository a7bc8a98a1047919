import { createHash } from "node:crypto";
import { childPath, splitPath } from "./names.ts";

/** A file that is being uploaded: what it will be when all of it is there. */
export interface Announced {
  /** Where it is to be. */
  readonly path: string;
  readonly size: number;
  /** Epoch milliseconds. */
  readonly modified: number;
}

const MOST_NAME_BYTES = 255;
const PARTIAL = /^\.(?<name>.+)~(?<size>[0-9a-z]+)-(?<modified>[0-9a-z]+)-[0-9a-f]{8}\.upload$/;

/**
 * Where the bytes of an upload are until all are there: beside the file, hidden, with size and time of what is announced, so that
 * another version of the same file is another upload. Names that become too long are cut, and told apart by a hash.
 */
export function partialPath({ path, size, modified }: Announced): string {
  const { folder, name } = splitPath(path);
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  const end = `~${size.toString(36)}-${modified.toString(36)}-${hash}.upload`;
  return childPath(folder, `.${cut(name, MOST_NAME_BYTES - 1 - end.length)}${end}`);
}

/** What will become of a file with this name, if it is an upload that is not complete: then `path` is the name. */
export function announcedBy(name: string): Announced | undefined {
  const groups = PARTIAL.exec(name)?.groups;
  if (!groups) return undefined;
  return {
    path: groups.name,
    size: Number.parseInt(groups.size, 36),
    modified: Number.parseInt(groups.modified, 36),
  };
}

/** So much of a text as has at most so many bytes of UTF-8. */
function cut(text: string, bytes: number): string {
  let end = "";
  for (const character of text) {
    if (Buffer.byteLength(end + character) > bytes) break;
    end += character;
  }
  return end;
}
