import { type BigIntStats, constants, type FSWatcher, watch } from "node:fs";
import { type FileHandle, lstat, mkdir, open, opendir, rename, rmdir, unlink } from "node:fs/promises";
import { isMissing } from "./os-error.ts";

const { O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK, O_NOCTTY, O_RDONLY, O_RDWR, O_CREAT, O_EXCL } = constants;

const NEW_FILE = 0o600;
const NEW_FOLDER = 0o700;
/** More names than any folder that people work with has. */
const MOST_NAMES = 500_000;
const NAMES_AT_ONCE = 1024;

/** How folders are opened: what is a symbolic link, or anything else, fails. */
export const AS_FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW;

/**
 * An open folder of the gateway's disk. What is in it is reached from its descriptor, through Linux's `/proc/self/fd`, by one name
 * at a time and never through a symbolic link: whatever happens to the folders above meanwhile, nothing is found outside.
 */
export class Folder {
  readonly #descriptor: number;
  readonly #handle: FileHandle | undefined;

  private constructor(descriptor: number, handle?: FileHandle) {
    this.#descriptor = descriptor;
    this.#handle = handle;
  }

  /** A folder that was opened elsewhere, and is closed there. */
  static of(descriptor: number): Folder {
    return new Folder(descriptor);
  }

  async enter(name: string): Promise<Folder> {
    const handle = await open(this.#at(name), AS_FOLDER);
    return new Folder(handle.fd, handle);
  }

  /** The facts of an entry, itself; undefined: there is none. */
  async stat(name: string): Promise<BigIntStats | undefined> {
    try {
      return await lstat(this.#at(name), { bigint: true });
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** The folder's own facts. */
  statSelf(): Promise<BigIntStats> {
    return lstat(this.#at("."), { bigint: true });
  }

  /** Opens what is there; neither waits for the other end of a pipe nor becomes the owner of a terminal. */
  openFile(name: string, isWriting: boolean): Promise<FileHandle> {
    return open(this.#at(name), (isWriting ? O_RDWR : O_RDONLY) | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
  }

  createFile(name: string): Promise<FileHandle> {
    return open(this.#at(name), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, NEW_FILE);
  }

  openFolder(name: string): Promise<FileHandle> {
    return open(this.#at(name), AS_FOLDER);
  }

  createFolder(name: string): Promise<void> {
    return mkdir(this.#at(name), NEW_FOLDER).then(() => {});
  }

  removeFile(name: string): Promise<void> {
    return unlink(this.#at(name));
  }

  removeFolder(name: string): Promise<void> {
    return rmdir(this.#at(name));
  }

  /** Moves an entry into another folder; a file that has the name gives way. */
  move(name: string, to: Folder, newName: string): Promise<void> {
    return rename(this.#at(name), to.#at(newName));
  }

  /** The names in it, in no order. */
  async names(): Promise<string[]> {
    const names: string[] = [];
    for await (const { name } of await opendir(this.path, { bufferSize: NAMES_AT_ONCE })) {
      if (names.length === MOST_NAMES) throw new Error(`a folder has more than ${MOST_NAMES} names`);
      names.push(name);
    }
    return names;
  }

  /** Tells the names that others, or we, make, change or take away, also after the folder is closed here. */
  watch(heard: (name: string) => void): FSWatcher {
    return watch(this.path, (_event, name) => heard(name ?? ""));
  }

  /** A path to the folder as long as it is open. */
  get path(): string {
    return `/proc/self/fd/${this.#descriptor}`;
  }

  async close(): Promise<void> {
    await this.#handle?.close();
  }

  #at(name: string): string {
    return `${this.path}/${name}`;
  }
}
