import type { BigIntStats, FSWatcher } from "node:fs";
import { type FileHandle, statfs } from "node:fs/promises";
import { Changes, type Watched } from "./changes.ts";
import { Folder } from "./folder.ts";
import { NameIndex } from "./name-index.ts";
import { childPath, folded, isUsableName, namesOf } from "./names.ts";
import { DiskFile, factsOf, isReadOnly } from "./open-file.ts";
import { errorCode, isMissing, problemWith, volumeError } from "./os-error.ts";
import type { Usage } from "./usage.ts";
import type { FileFacts, OpenFile, OpenOptions, Volume, VolumeChange, VolumeError, VolumeProblem } from "./volume.ts";

/** Facts asked from the disk at once. */
const STATS_AT_ONCE = 16;
/** Files and folders that all who use a volume have open at once; Guacamole has 128 for each session. */
const MOST_OPEN = 2048;

/** An entry of a folder, by its name as it is spelt there. */
interface Found {
  readonly name: string;
  readonly stats: BigIntStats;
}

/**
 * A folder of the gateway's disk as a volume. Every path is walked anew from the root's descriptor, one folder at a time and never
 * through a symbolic link (`Folder`). What is neither file nor folder, or has a name that Windows does not take, is not there.
 */
export class FolderVolume implements Volume {
  readonly #root: Folder;
  readonly #usage: Usage;
  readonly #names = new NameIndex();
  readonly #changes = new Changes();
  /** The last change of names: they are made one after the other, so that none comes between a look and what follows from it. */
  #lastChange: Promise<unknown> = Promise.resolve();
  #pending = 0;
  #open = 0;
  #isClosed = false;
  #idle: (() => void) | undefined;

  /** @param root descriptor of the folder; it is to stay open as long as anything is under way here */
  constructor(root: number, usage: Usage) {
    this.#root = Folder.of(root);
    this.#usage = usage;
  }

  lookup(path: string): Promise<FileFacts | undefined> {
    return this.#at(path, async (folder, name) => {
      if (name === "") return factsOf("", await folder.statSelf());
      const found = await this.#find(folder, name);
      if (found) requireKnownKind(found.stats, path);
      return found && factsOf(found.name, found.stats);
    });
  }

  open(path: string, options: OpenOptions): Promise<OpenFile> {
    const { create, kind } = options;
    if (create === "never") {
      return this.#at(path, async (folder, name) => {
        return (await this.#openThere(folder, name, path, options)) ?? fail("not-found", path);
      });
    }
    return this.#change(() =>
      this.#at(path, async (folder, name) => {
        if (create === "always") await this.#requireNothing(folder, name, path);
        const there = await this.#openThere(folder, name, path, options);
        return there ?? this.#make(folder, name, path, kind);
      }),
    );
  }

  async list(path: string): Promise<readonly FileFacts[]> {
    const listed = (await this.lookup(path)) ?? fail("not-found", path);
    if (!listed.isFolder) throw problemWith("not-folder", path);
    return this.#in(namesOf(path), path, async (folder) => {
      const names = (await folder.names()).filter(isUsableName).values();
      const items: { readonly key: string; readonly facts: FileFacts }[] = [];
      const ask = async () => {
        for (const name of names) {
          const stats = await folder.stat(name);
          if (stats && isKnownKind(stats)) items.push({ key: folded(name), facts: factsOf(name, stats) });
        }
      };
      // All have ended before the folder is closed, whatever becomes of one.
      const asked = await Promise.allSettled(Array.from({ length: STATS_AT_ONCE }, ask));
      for (const end of asked) if (end.status === "rejected") throw end.reason;
      items.sort((a, b) => (a.key < b.key ? -1 : 1));
      return items.map(({ facts }) => facts);
    });
  }

  remove(path: string): Promise<void> {
    return this.#change(() =>
      this.#at(path, async (folder, name) => {
        if (name === "") throw problemWith("not-allowed", path);
        const { name: spelt, stats } = (await this.#find(folder, name)) ?? fail("not-found", path);
        requireKnownKind(stats, path);
        if (stats.isDirectory()) {
          await folder.removeFolder(spelt);
          this.#usage.removedFolder();
        } else {
          await folder.removeFile(spelt);
          this.#usage.removed(stats.ino, Number(stats.size));
        }
        await this.#names.changed(folder, { removed: spelt });
        this.#changes.tell({ path, kind: "removed" });
      }),
    );
  }

  rename(from: string, to: string, replace: boolean): Promise<void> {
    return this.#change(() =>
      this.#at(from, (source, name) =>
        this.#at(to, async (target, newName) => {
          if (name === "" || newName === "") throw problemWith("not-allowed", from);
          const moved = (await this.#find(source, name)) ?? fail("not-found", from);
          requireKnownKind(moved.stats, from);
          const there = await this.#find(target, newName);
          const replaced = there?.stats.ino === moved.stats.ino ? undefined : there;
          if (replaced) requireReplaceable(replaced, moved, to, replace);
          await source.move(moved.name, target, replaced?.name ?? newName);
          if (replaced) {
            this.#usage.removed(replaced.stats.ino, Number(replaced.stats.size));
            await target.move(replaced.name, target, newName);
            await this.#names.changed(target, { removed: replaced.name });
          }
          await this.#names.changed(source, { removed: moved.name });
          await this.#names.changed(target, { added: newName });
          this.#changes.moved(from, to);
        }),
      ),
    );
  }

  space(): Promise<{ readonly total: number; readonly free: number }> {
    return this.#in([], "", async ({ path }) => {
      const { blocks, bavail, bsize } = await statfs(path);
      const { quota, left } = this.#usage;
      const free = bavail * bsize;
      return left === undefined ? { total: blocks * bsize, free } : { total: quota, free: Math.min(left, free) };
    });
  }

  /** What is done through this volume is told of all folders below, what others do on the disk only of the folder itself. */
  watch(path: string, isTree: boolean, changed: (change: VolumeChange) => void): () => void {
    const watched = this.#changes.watch(path, isTree, changed);
    const onDisk = this.#watchDisk(watched);
    return () => {
      watched.stop();
      void onDisk.then((watcher) => watcher?.close());
    };
  }

  /** Begins nothing more; resolves once nothing uses the root any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#pending === 0) return;
    await new Promise<void>((resolve) => {
      this.#idle = resolve;
    });
  }

  /** Listens to what others do in a folder; undefined if that cannot be. */
  async #watchDisk(watched: Watched): Promise<FSWatcher | undefined> {
    const { path } = watched;
    const heard = async (name: string) => {
      if (!isUsableName(name)) return;
      const entry = childPath(watched.path, name);
      this.#changes.tell({ path: entry, kind: (await this.lookup(entry)) ? "modified" : "removed" });
    };
    try {
      const watcher = await this.#in(namesOf(path), path, async (folder) =>
        folder.watch((name) => void heard(name).catch(() => {})),
      );
      return watcher.on("error", () => watcher.close());
    } catch {
      return undefined;
    }
  }

  /** Runs one change of names after the other. */
  #change<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#lastChange.then(work);
    this.#lastChange = result.catch(() => {});
    return result;
  }

  /** Runs `work` with the folder of a path and its last name; of the root that is "" in itself. */
  async #at<Result>(path: string, work: (folder: Folder, name: string) => Promise<Result>): Promise<Result> {
    const names = namesOf(path);
    const name = names.pop() ?? "";
    return this.#in(names, path, (folder) => work(folder, name));
  }

  /** Runs `work` with the folder to which `names` lead. @param path for messages */
  async #in<Result>(
    names: readonly string[],
    path: string,
    work: (folder: Folder) => Promise<Result>,
  ): Promise<Result> {
    if (this.#isClosed) throw problemWith("failed", path);
    this.#pending++;
    let folder = this.#root;
    try {
      for (const name of names) {
        const next = await this.#enter(folder, name, path);
        await folder.close();
        folder = next;
      }
      return await work(folder);
    } catch (error) {
      throw volumeError(error, path);
    } finally {
      await folder.close();
      this.#pending--;
      if (this.#pending === 0) this.#idle?.();
    }
  }

  async #enter(folder: Folder, name: string, path: string): Promise<Folder> {
    try {
      return await folder.enter(name);
    } catch (error) {
      if (!isMissing(error)) throw wayError(error, path);
    }
    try {
      const spelt = await this.#names.spelling(folder, name);
      return await folder.enter(spelt ?? fail("path-not-found", path));
    } catch (error) {
      throw isMissing(error) ? problemWith("path-not-found", path) : wayError(error, path);
    }
  }

  async #find(folder: Folder, name: string): Promise<Found | undefined> {
    const exact = await folder.stat(name);
    if (exact) return { name, stats: exact };
    const spelt = await this.#names.spelling(folder, name);
    const stats = spelt === undefined ? undefined : await folder.stat(spelt);
    return spelt !== undefined && stats ? { name: spelt, stats } : undefined;
  }

  async #requireNothing(folder: Folder, name: string, path: string): Promise<void> {
    if (name === "") throw problemWith("exists", path);
    const found = await this.#find(folder, name);
    if (!found) return;
    requireKnownKind(found.stats, path);
    throw problemWith("exists", path);
  }

  async #openThere(
    folder: Folder,
    name: string,
    path: string,
    { access, kind }: OpenOptions,
  ): Promise<OpenFile | undefined> {
    if (name === "") return this.#opened(await folder.openFolder("."), "", path, false, kind);
    const found = await this.#find(folder, name);
    if (!found) return undefined;
    const { stats } = found;
    requireKind(stats, kind, path);
    const isWritable = access === "write" && !stats.isDirectory();
    if (isWritable && isReadOnly(stats)) throw problemWith("not-allowed", path);
    const handle = stats.isDirectory()
      ? await folder.openFolder(found.name)
      : await folder.openFile(found.name, isWritable);
    return this.#opened(handle, found.name, path, isWritable, kind);
  }

  async #make(folder: Folder, name: string, path: string, kind: OpenOptions["kind"]): Promise<OpenFile> {
    const isFolder = kind === "folder";
    this.#usage.requireEntry(path);
    if (isFolder) await folder.createFolder(name);
    const handle = isFolder ? await folder.openFolder(name) : await folder.createFile(name);
    this.#usage.made();
    await this.#names.changed(folder, { added: name });
    this.#changes.tell({ path, kind: "added" });
    return this.#opened(handle, name, path, !isFolder, kind);
  }

  /** Somebody may have put something else there between the look and the opening: it is looked at again. */
  async #opened(
    handle: FileHandle,
    name: string,
    path: string,
    isWritable: boolean,
    kind: OpenOptions["kind"],
  ): Promise<OpenFile> {
    try {
      const stats = await handle.stat({ bigint: true });
      requireKind(stats, kind, path);
      if (this.#open === MOST_OPEN) throw problemWith("too-many-open", path);
      const file = new DiskFile({
        ...{ handle, stats, path, name, isWritable, usage: this.#usage },
        changed: () => this.#changes.tell({ path, kind: "modified" }),
        closed: () => this.#open--,
      });
      this.#open++;
      return file;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }
}

function fail(kind: VolumeProblem, path: string): never {
  throw problemWith(kind, path);
}

/** What an error on the way to `path` means: there is something else where a folder was to be, or a symbolic link. */
function wayError(error: unknown, path: string): VolumeError {
  return errorCode(error) === "ENOTDIR" ? problemWith("path-not-found", path) : volumeError(error, path);
}

function isKnownKind(stats: BigIntStats): boolean {
  return stats.isFile() || stats.isDirectory();
}

/** Neither symbolic links nor pipes, sockets and devices are touched. */
function requireKnownKind(stats: BigIntStats, path: string): void {
  if (!isKnownKind(stats)) throw problemWith("not-allowed", path);
}

/** A file that has the new name gives way to another file. */
function requireReplaceable(there: Found, moved: Found, path: string, replace: boolean): void {
  requireKnownKind(there.stats, path);
  if (!replace) throw problemWith("exists", path);
  if (there.stats.isDirectory() || moved.stats.isDirectory()) throw problemWith("not-allowed", path);
}

function requireKind(stats: BigIntStats, kind: OpenOptions["kind"], path: string): void {
  requireKnownKind(stats, path);
  if (kind === "file" && stats.isDirectory()) throw problemWith("is-folder", path);
  if (kind === "folder" && !stats.isDirectory()) throw problemWith("not-folder", path);
}
