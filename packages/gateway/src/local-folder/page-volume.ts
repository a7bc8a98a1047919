import type { LocalEntry, LocalFolderAction } from "@passerelle/tunnel";
import {
  type FileFacts,
  type OpenFile,
  type OpenOptions,
  type Volume,
  type VolumeChange,
  VolumeError,
} from "../drives/volume.ts";
import { PageFile } from "./page-file.ts";
import type { PageAnswer } from "./page-requests.ts";

/** Entries of one folder: a page cannot make the gateway keep more. */
const MOST_ENTRIES = 20_000;
/** Browsers do not say how large the disk is: what Windows shows is a number. */
const SPACE = { total: 2 ** 40, free: 2 ** 39 };

/** Asks the page that shares the folder. Throws VolumeError. */
export type AskPage = (action: LocalFolderAction, data?: Uint8Array) => Promise<PageAnswer>;

/** A folder of the person's own computer, by way of the page. The browser keeps it inside of what the person chose. */
export class PageVolume implements Volume {
  readonly #ask: AskPage;
  readonly #isWritable: boolean;
  readonly #open = new Set<PageFile>();

  constructor(ask: AskPage, isWritable: boolean) {
    this.#ask = ask;
    this.#isWritable = isWritable;
  }

  async lookup(path: string): Promise<FileFacts | undefined> {
    checkPath(path);
    try {
      const [entry] = (await this.#ask({ action: "stat", path })).entries;
      return entry && this.#facts(entry);
    } catch (error) {
      if (error instanceof VolumeError && error.problem === "not-found") return undefined;
      throw error;
    }
  }

  async open(path: string, { access, create, kind }: OpenOptions): Promise<OpenFile> {
    const there = await this.lookup(path);
    if (there && create === "always") throw new VolumeError("exists", `"${path}" is there already.`);
    if (!there && create === "never") throw new VolumeError("not-found", `There is no "${path}".`);
    if (there && kind === "file" && there.isFolder) throw new VolumeError("is-folder", `"${path}" is a folder.`);
    if (there && kind === "folder" && !there.isFolder) throw new VolumeError("not-folder", `"${path}" is no folder.`);
    if (access === "write" || !there) this.#mayWrite(path);
    if (!there) await this.#ask({ action: "create", path, isFolder: kind === "folder" });
    const isFolder = there?.isFolder ?? kind === "folder";
    const file = new PageFile(path, isFolder, {
      ask: this.#ask,
      lookup: (where) => this.lookup(where),
      closed: () => this.#open.delete(file),
    });
    this.#open.add(file);
    return file;
  }

  async list(path: string): Promise<readonly FileFacts[]> {
    checkPath(path);
    const entries: LocalEntry[] = [];
    for (let hasMore = true; hasMore && entries.length < MOST_ENTRIES; ) {
      const answer = await this.#ask({ action: "list", path, from: entries.length });
      entries.push(...answer.entries);
      hasMore = answer.hasMore && answer.entries.length > 0;
    }
    return entries.map((entry) => this.#facts(entry)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  async remove(path: string): Promise<void> {
    checkPath(path);
    this.#mayWrite(path);
    await this.#ask({ action: "remove", path });
  }

  async rename(from: string, to: string, replace: boolean): Promise<void> {
    checkPath(from);
    checkPath(to);
    this.#mayWrite(from);
    if (!replace && (await this.lookup(to))) throw new VolumeError("exists", `"${to}" is there already.`);
    await this.#ask({ action: "rename", path: from, to });
    for (const file of this.#open) file.renamed(from, to);
  }

  async space(): Promise<{ readonly total: number; readonly free: number }> {
    return SPACE;
  }

  /** Browsers do not tell what happens in a folder. */
  watch(_path: string, _isTree: boolean, _changed: (change: VolumeChange) => void): () => void {
    return () => {};
  }

  #mayWrite(path: string): void {
    if (!this.#isWritable) throw new VolumeError("not-allowed", `"${path}" is shared for reading only.`);
  }

  #facts({ name, isFolder, size, modified }: LocalEntry): FileFacts {
    return {
      ...{ name, isFolder, size, allocated: size, modified },
      ...{ created: modified, accessed: modified, changed: modified },
      isReadOnly: !this.#isWritable,
      isHidden: name.startsWith("."),
      id: 0n,
    };
  }
}

/** The browser resolves names one by one and takes none of these; what it would make of them is not waited for. */
function checkPath(path: string): void {
  if (path === "") return;
  const isBad = path.split("/").some((name) => name === "" || name === "." || name === ".." || /[\0\\:]/.test(name));
  if (isBad || path.length > 4096) throw new VolumeError("bad-name", `"${path.slice(0, 100)}" cannot be a name here.`);
}
