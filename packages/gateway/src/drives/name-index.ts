import type { Folder } from "./folder.ts";
import { folded } from "./names.ts";

/** Names of all folders that are remembered together. */
const MOST_NAMES = 100_000;

interface FolderNames {
  /** Of the folder: when it is another one, somebody else has changed what is in it. */
  modified: bigint;
  /** Spellings on the disk by what they have in common. */
  readonly spellings: Map<string, string>;
}

/**
 * How names are spelt on the disk, for who asks for them in other cases. What a folder holds is remembered until it changes: in a
 * folder of many files the disk is not asked for all names at every look-up.
 */
export class NameIndex {
  /** By the number of the folder; that which was not used for longest is first. */
  readonly #folders = new Map<bigint, FolderNames>();
  #count = 0;

  /** The spelling of a name, other than this one, or undefined. */
  async spelling(folder: Folder, name: string): Promise<string | undefined> {
    const { ino, mtimeNs } = await folder.statSelf();
    const known = this.#folders.get(ino);
    if (known) this.#forget(ino);
    const names = known?.modified === mtimeNs ? known : await read(folder, mtimeNs);
    this.#remember(ino, names);
    return names.spellings.get(folded(name));
  }

  /** We have changed names of a folder ourselves: what is known of it stays true, but for them. */
  async changed(folder: Folder, change: { readonly added?: string; readonly removed?: string }): Promise<void> {
    const { ino, mtimeNs } = await folder.statSelf();
    const known = this.#folders.get(ino);
    if (!known) return;
    const before = known.spellings.size;
    const { removed, added } = change;
    if (removed !== undefined && known.spellings.get(folded(removed)) === removed)
      known.spellings.delete(folded(removed));
    if (added !== undefined) known.spellings.set(folded(added), added);
    known.modified = mtimeNs;
    this.#count += known.spellings.size - before;
  }

  #remember(ino: bigint, names: FolderNames): void {
    this.#folders.set(ino, names);
    this.#count += names.spellings.size;
    for (const oldest of this.#folders.keys()) {
      if (this.#count <= MOST_NAMES) break;
      this.#forget(oldest);
    }
  }

  #forget(ino: bigint): void {
    this.#count -= this.#folders.get(ino)?.spellings.size ?? 0;
    this.#folders.delete(ino);
  }
}

async function read(folder: Folder, modified: bigint): Promise<FolderNames> {
  const spellings = new Map<string, string>();
  for (const name of await folder.names()) spellings.set(folded(name), name);
  return { modified, spellings };
}
