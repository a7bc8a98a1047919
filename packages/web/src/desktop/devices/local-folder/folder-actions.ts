import type { LocalEntry, LocalFolderAction, LocalFolderProblem } from "@passerelle/tunnel";

/** Why something in a folder could not be done. */
export class FolderProblem extends Error {
  readonly problem: LocalFolderProblem;

  constructor(problem: LocalFolderProblem) {
    super(problem);
    this.problem = problem;
  }
}

/** What a folder gave. */
export interface FolderAnswer {
  readonly entries?: readonly LocalEntry[];
  readonly hasMore?: boolean;
  readonly data?: Uint8Array;
}

/** Entries of one answer: they must fit one message to the gateway. */
const ENTRIES_AT_ONCE = 100;
/** How the exceptions of the File System Access API are told. */
const PROBLEMS: Readonly<Record<string, LocalFolderProblem>> = {
  NotFoundError: "not-found",
  NotAllowedError: "not-allowed",
  NoModificationAllowedError: "not-allowed",
  SecurityError: "not-allowed",
  TypeMismatchError: "not-folder",
  TypeError: "bad-name",
  InvalidModificationError: "not-empty",
  QuotaExceededError: "full",
};

/** Does what the desktop asks of a folder that the person has chosen (File System Access API). */
export class FolderActions {
  readonly #root: FileSystemDirectoryHandle;
  /** Files that are being written, by path: what is written is there once they are closed. */
  readonly #writers = new Map<string, FileSystemWritableFileStream>();
  /** The folder that is being listed, so that it is read once. */
  #listed: { readonly path: string; readonly entries: readonly LocalEntry[] } | undefined;

  constructor(root: FileSystemDirectoryHandle) {
    this.#root = root;
  }

  /** @param data what is to be written. Throws FolderProblem. */
  async perform(action: LocalFolderAction, data: Uint8Array<ArrayBuffer>): Promise<FolderAnswer> {
    try {
      return await this.#perform(action, data);
    } catch (error) {
      if (error instanceof FolderProblem) throw error;
      throw new FolderProblem(PROBLEMS[error instanceof Error ? error.name : ""] ?? "failed");
    }
  }

  /** Keeps what was written. */
  async close(): Promise<void> {
    await Promise.allSettled([...this.#writers.keys()].map((path) => this.#settle(path)));
  }

  async #perform(action: LocalFolderAction, data: Uint8Array<ArrayBuffer>): Promise<FolderAnswer> {
    switch (action.action) {
      case "stat":
        return { entries: [await this.#stat(action.path)] };
      case "list":
        return this.#list(action.path, action.from);
      case "read":
        return { data: await this.#read(action.path, action.offset, action.length) };
      case "write": {
        const writer = await this.#writer(action.path);
        await writer.write({ type: "write", position: action.offset, data });
        return {};
      }
      case "truncate": {
        const writer = await this.#writer(action.path);
        await writer.truncate(action.size);
        return {};
      }
      case "create":
        return this.#create(action.path, action.isFolder);
      case "remove":
        return this.#remove(action.path);
      case "rename":
        return this.#rename(action.path, action.to);
      case "close":
        await this.#settle(action.path);
        return {};
    }
  }

  async #stat(path: string): Promise<LocalEntry> {
    await this.#settle(path);
    return entryOf(await this.#find(path), path === "");
  }

  async #list(path: string, from: number): Promise<FolderAnswer> {
    if (from === 0 || this.#listed?.path !== path) {
      const folder = await this.#folder(path);
      const handles: FileSystemHandle[] = [];
      for await (const handle of folder.values()) handles.push(handle);
      const entries = await Promise.all(handles.map((handle) => entryOf(handle).catch(() => undefined)));
      this.#listed = { path, entries: entries.filter((entry) => entry !== undefined) };
    }
    const { entries } = this.#listed;
    return { entries: entries.slice(from, from + ENTRIES_AT_ONCE), hasMore: from + ENTRIES_AT_ONCE < entries.length };
  }

  async #read(path: string, offset: number, length: number): Promise<Uint8Array> {
    await this.#settle(path);
    const file = await (await this.#file(path)).getFile();
    return new Uint8Array(await file.slice(offset, offset + length).arrayBuffer());
  }

  async #create(path: string, isFolder: boolean): Promise<FolderAnswer> {
    const { folder, name } = await this.#parent(path);
    if (isFolder) await folder.getDirectoryHandle(name, { create: true });
    else await folder.getFileHandle(name, { create: true });
    return {};
  }

  async #remove(path: string): Promise<FolderAnswer> {
    await this.#settle(path);
    const { name: spelt } = await this.#find(path);
    const { folder } = await this.#parent(path);
    await folder.removeEntry(spelt);
    return {};
  }

  /** Browsers cannot move what is outside of their own storage: it is copied, and then removed. */
  async #rename(path: string, to: string): Promise<FolderAnswer> {
    if (to === path || to.startsWith(`${path}/`)) throw new FolderProblem("not-allowed");
    await this.close();
    const source = await this.#find(path);
    const target = await this.#parent(to);
    const isSameName = path.toLowerCase() === to.toLowerCase();
    await copy(source, target.folder, isSameName ? `${target.name}.tmp` : target.name);
    const { folder } = await this.#parent(path);
    await folder.removeEntry(source.name, { recursive: true });
    if (isSameName) {
      const between = await child(target.folder, `${target.name}.tmp`);
      await copy(between, target.folder, target.name);
      await target.folder.removeEntry(between.name, { recursive: true });
    }
    return {};
  }

  async #writer(path: string): Promise<FileSystemWritableFileStream> {
    const before = this.#writers.get(path);
    if (before) return before;
    const writer = await (await this.#file(path)).createWritable({ keepExistingData: true });
    this.#writers.set(path, writer);
    return writer;
  }

  /** Keeps what was written to a file, so that it can be read. */
  async #settle(path: string): Promise<void> {
    const writer = this.#writers.get(path);
    this.#writers.delete(path);
    await writer?.close();
  }

  async #find(path: string): Promise<FileSystemHandle> {
    if (path === "") return this.#root;
    const { folder, name } = await this.#parent(path);
    return child(folder, name);
  }

  async #file(path: string): Promise<FileSystemFileHandle> {
    const handle = await this.#find(path);
    if (!isFile(handle)) throw new FolderProblem("is-folder");
    return handle;
  }

  async #folder(path: string): Promise<FileSystemDirectoryHandle> {
    const handle = await this.#find(path);
    if (isFile(handle)) throw new FolderProblem("not-folder");
    return handle as FileSystemDirectoryHandle;
  }

  async #parent(path: string): Promise<{ readonly folder: FileSystemDirectoryHandle; readonly name: string }> {
    const names = path.split("/");
    const name = names.pop() ?? "";
    let folder = this.#root;
    for (const above of names) {
      const handle = await child(folder, above);
      if (isFile(handle)) throw new FolderProblem("not-folder");
      folder = handle as FileSystemDirectoryHandle;
    }
    return { folder, name };
  }
}

function isFile(handle: FileSystemHandle): handle is FileSystemFileHandle {
  return handle.kind === "file";
}

/** What has this name in a folder; as Windows does, without regard to case where nothing is spelt exactly so. */
async function child(folder: FileSystemDirectoryHandle, name: string): Promise<FileSystemHandle> {
  for (const get of [folder.getFileHandle.bind(folder), folder.getDirectoryHandle.bind(folder)]) {
    try {
      return await get(name);
    } catch (error) {
      if (!(error instanceof Error) || !["NotFoundError", "TypeMismatchError"].includes(error.name)) throw error;
    }
  }
  const wanted = name.toLowerCase();
  for await (const handle of folder.values()) if (handle.name.toLowerCase() === wanted) return handle;
  throw new FolderProblem("not-found");
}

async function entryOf(handle: FileSystemHandle, isRoot = false): Promise<LocalEntry> {
  const name = isRoot ? "" : handle.name;
  if (!isFile(handle)) return { name, isFolder: true, size: 0, modified: 0 };
  const { size, lastModified } = await handle.getFile();
  return { name, isFolder: false, size, modified: lastModified };
}

async function copy(source: FileSystemHandle, into: FileSystemDirectoryHandle, name: string): Promise<void> {
  if (isFile(source)) {
    const target = await into.getFileHandle(name, { create: true });
    await (await source.getFile()).stream().pipeTo(await target.createWritable());
    return;
  }
  const folder = await into.getDirectoryHandle(name, { create: true });
  for await (const handle of (source as FileSystemDirectoryHandle).values()) await copy(handle, folder, handle.name);
}
