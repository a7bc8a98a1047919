import type { ClipboardFile } from "@passerelle/tunnel";

/** A file or folder that was copied itself, not with a folder. */
export interface TopLevelItem {
  /** The place among the clipboard's files. */
  readonly index: number;
  readonly name: string;
  readonly isFolder: boolean;
  /** Bytes; of a folder: of all that is in it. */
  readonly size: number;
  /** Files in a folder, on all levels. */
  readonly count: number;
}

/** What was copied, without what is in its folders. */
export function topLevel(files: readonly ClipboardFile[]): TopLevelItem[] {
  const items = new Map<string, TopLevelItem>();
  for (const [index, { path, isFolder, size }] of files.entries()) {
    const [name = path, ...inside] = path.split("/");
    const item = items.get(name);
    if (inside.length === 0) items.set(name, { index, name, isFolder, size, count: 0 });
    else if (item) items.set(name, { ...item, size: item.size + size, count: item.count + (isFolder ? 0 : 1) });
  }
  return [...items.values()];
}
