import {
  type ClipboardFile,
  type ClipboardFormat,
  type ClipboardHas,
  encodeJson,
  MOST_INLINE_TEXT,
} from "@passerelle/tunnel";

/** A file that the desktop may paste; a folder has none. */
export interface LocalFile {
  /** Relative, with `/` between names. */
  readonly path: string;
  readonly file?: File;
}

/** What this computer's clipboard holds, or what was dropped. */
export interface LocalContent {
  readonly text?: string;
  readonly html?: string;
  /** PNG. */
  readonly image?: Blob;
  readonly files?: readonly LocalFile[];
}

/** The gateway takes messages of 1 MiB. */
const MOST_DESCRIPTION = 1000 * 1024;

/** True if there is nothing in it that could be pasted. */
export function isEmpty({ text, html, image, files }: LocalContent): boolean {
  return !text && !html && !image && !files?.length;
}

/** The bytes of a format; undefined if it is not in it. */
export function bytesOf(content: LocalContent, format: ClipboardFormat): Blob | undefined {
  const value = content[format];
  if (!value) return undefined;
  return typeof value === "string" ? new Blob([value]) : value;
}

/** Puts each folder that a path names before what is in it. */
export function withFolders(files: readonly { readonly path: string; readonly file: File }[]): LocalFile[] {
  const folders = new Set<string>();
  return files.flatMap(({ path, file }) => {
    const names = path.split("/");
    const above = names.slice(0, -1).map((_, index) => names.slice(0, index + 1).join("/"));
    const missing = above.filter((folder) => !folders.has(folder));
    for (const folder of missing) folders.add(folder);
    return [...missing.map((folder) => ({ path: folder })), { path, file }];
  });
}

/**
 * What the gateway is told of it. Text is in it where it is short.
 * @returns undefined if there are more files than a message holds
 */
export function describe(content: LocalContent, offer: number): ClipboardHas | undefined {
  const { text, files } = content;
  const formats = (["text", "html", "image"] as const).filter((format) => content[format]);
  // A character has at least one byte of UTF-8: what is far too long need not be encoded.
  const isShort = text !== undefined && text.length <= MOST_INLINE_TEXT && new Blob([text]).size <= MOST_INLINE_TEXT;
  const has = {
    offer,
    formats,
    ...(isShort && text !== "" && { text }),
    ...(files?.length && { files: files.map(describeFile) }),
  };
  return encodeJson(has).length <= MOST_DESCRIPTION ? has : undefined;
}

function describeFile({ path, file }: LocalFile): ClipboardFile {
  return { path, isFolder: !file, size: file?.size ?? 0, ...(file && { modified: file.lastModified }) };
}

/** Two contents with the same fingerprint are the same. */
export async function fingerprintOf({ text, html, image, files }: LocalContent): Promise<string> {
  return JSON.stringify([
    text?.replaceAll("\r\n", "\n"),
    html,
    image && [image.size, checksum(new Uint8Array(await image.arrayBuffer()))],
    files?.map(({ path, file }) => [path, file?.size, file?.lastModified]),
  ]);
}

/** FNV-1a of 32 bits: `crypto.subtle` is not there without https. */
function checksum(bytes: Uint8Array): number {
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum;
}
