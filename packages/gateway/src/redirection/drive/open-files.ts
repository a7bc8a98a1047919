import { NtStatus, Share } from "@passerelle/rdp";
import { folded, pathAfterMove } from "../../drives/names.ts";
import type { OpenFile } from "../../drives/volume.ts";
import { ByteLocks } from "./byte-locks.ts";
import { Refused } from "./drive-status.ts";
import type { Enumeration } from "./enumeration.ts";
import type { FolderWatch } from "./folder-watch.ts";

/** What a handle was opened for, and what others may do meanwhile. */
export interface Sharing {
  readonly reads: boolean;
  readonly writes: boolean;
  readonly deletes: boolean;
  /** Bits of `Share`. */
  readonly shared: number;
}

/** A file or folder that is open, however often. */
export interface SharedFile {
  /** Where it is now. */
  path: string;
  /** It is not on the volume any more; who has it open may go on with it. */
  isRemoved: boolean;
  /** What is in it, or where it is, has changed, and somebody may still be at it. */
  hasChanged: boolean;
  readonly locks: ByteLocks;
  readonly handles: Set<OpenHandle>;
}

/** What one `create` has opened. */
export interface OpenHandle {
  readonly id: number;
  readonly shared: SharedFile;
  readonly file: OpenFile;
  readonly sharing: Sharing;
  /** The file is removed with this handle, and others may open it until then. */
  readonly deletesOnClose: boolean;
  /** The file is removed with this handle, and nobody opens it until then. */
  isDeleting: boolean;
  enumeration?: Enumeration;
  watch?: FolderWatch;
}

/** The open files of a drive, by the desktop's ids and by their paths. */
export class OpenFiles {
  readonly #byId = new Map<number, OpenHandle>();
  readonly #byPath = new Map<string, SharedFile>();
  #lastId = 0;

  get count(): number {
    return this.#byId.size;
  }

  /** Entries of folders that are still to be told. */
  get listed(): number {
    return [...this.#byId.values()].reduce((sum, { enumeration }) => sum + (enumeration?.left ?? 0), 0);
  }

  at(path: string): SharedFile | undefined {
    return this.#byPath.get(folded(path));
  }

  /** Throws Refused. */
  handle(id: number): OpenHandle {
    const handle = this.#byId.get(id);
    if (!handle) throw new Refused(NtStatus.INVALID_HANDLE);
    return handle;
  }

  add(path: string, file: OpenFile, sharing: Sharing, deletesOnClose: boolean): OpenHandle {
    const shared = this.at(path) ?? {
      ...{ path, isRemoved: false, hasChanged: false, locks: new ByteLocks(), handles: new Set() },
    };
    const handle: OpenHandle = { id: this.#newId(), shared, file, sharing, deletesOnClose, isDeleting: false };
    shared.handles.add(handle);
    this.#byPath.set(folded(path), shared);
    this.#byId.set(handle.id, handle);
    return handle;
  }

  /** No request finds them any more. */
  forget(): OpenHandle[] {
    const handles = [...this.#byId.values()];
    this.#byId.clear();
    return handles;
  }

  remove(handle: OpenHandle): void {
    const { shared } = handle;
    this.#byId.delete(handle.id);
    shared.handles.delete(handle);
    if (shared.handles.size === 0) this.#forgetPath(shared);
  }

  /** Something has gone from the volume: its path is free for another. */
  removed(shared: SharedFile): void {
    shared.isRemoved = true;
    this.#forgetPath(shared);
  }

  /** Something has another path now, and all that is below it. */
  moved(from: string, to: string): void {
    const [start, below] = [folded(from), `${folded(from)}/`];
    const files = [...this.#byPath].filter(([path]) => path === start || path.startsWith(below));
    for (const [path] of files) this.#byPath.delete(path);
    for (const [, shared] of files) {
      shared.path = pathAfterMove(shared.path, from, to);
      this.#byPath.set(folded(shared.path), shared);
    }
  }

  #forgetPath(shared: SharedFile): void {
    if (this.at(shared.path) === shared) this.#byPath.delete(folded(shared.path));
  }

  #newId(): number {
    do this.#lastId = (this.#lastId + 1) >>> 0;
    while (this.#lastId === 0 || this.#byId.has(this.#lastId));
    return this.#lastId;
  }
}

/** Whether somebody has a file open who is going to remove it. */
export function isDeletePending({ handles, isRemoved }: SharedFile): boolean {
  return isRemoved || [...handles].some(({ isDeleting }) => isDeleting);
}

/** Whether somebody has a file open who can write to it. */
export function hasWriter({ handles }: SharedFile): boolean {
  return [...handles].some(({ sharing }) => sharing.writes);
}

/** Whether a file may be opened beside those that have it open already ([MS-FSA] 2.1.5.1.2.2). */
export function mayShare(wanted: Sharing, file: SharedFile): boolean {
  return [...file.handles].every(({ sharing }) => allows(sharing.shared, wanted) && allows(wanted.shared, sharing));
}

function allows(shared: number, { reads, writes, deletes }: Sharing): boolean {
  const needed = (reads ? Share.Read : 0) | (writes ? Share.Write : 0) | (deletes ? Share.Delete : 0);
  return (needed & ~shared) === 0;
}
