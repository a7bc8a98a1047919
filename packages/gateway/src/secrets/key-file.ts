import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { formatSecretKeys, parseSecretKeys, type SecretKey } from "./secret-key.ts";

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

/** The keys in a file, the current one first. Each reading sees what another process has written meanwhile. */
export class KeyFile {
  readonly path: string;
  #keys: readonly SecretKey[] | undefined;
  /** Of the file when it was read. */
  #version = "";

  constructor(path: string) {
    this.path = path;
  }

  /**
   * The keys; undefined when there is no file.
   * @throws Error when it cannot be read, or holds no keys.
   */
  read(): readonly SecretKey[] | undefined {
    const { path } = this;
    try {
      const { ino, size, mtimeNs } = statSync(path, { bigint: true });
      const version = `${ino} ${size} ${mtimeNs}`;
      if (this.#version !== version) {
        this.#keys = parse(path, readFileSync(path, "utf8"));
        this.#version = version;
      }
      return this.#keys;
    } catch (error) {
      if (isCode(error, "ENOENT")) {
        return undefined;
      }
      throw error instanceof KeyFileError ? error : new KeyFileError(`${path} cannot be read: ${String(error)}`, error);
    }
  }

  /** The keys of a file that was there when the gateway started; the last ones known should it be gone. */
  current(): readonly SecretKey[] {
    const keys = this.read() ?? this.#keys;
    if (keys === undefined) {
      throw new KeyFileError(`${this.path} is missing; restore it from a backup`);
    }
    return keys;
  }

  /** Makes the file; never over an existing one. */
  create(keys: readonly SecretKey[]): void {
    const { path } = this;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeWhole(path, keys, (unfinished) => {
      linkSync(unfinished, path);
      unlinkSync(unfinished);
    });
  }

  /** Replaces the file: after a crash it holds either what it held or all of `keys`. */
  replace(keys: readonly SecretKey[]): void {
    writeWhole(this.path, keys, (unfinished) => renameSync(unfinished, this.path));
  }
}

/** The key file is missing, damaged or not to be used. */
class KeyFileError extends Error {
  override readonly name = "KeyFileError";

  constructor(fault: string, cause?: unknown) {
    super(`The secret key file ${fault}.`, { cause });
  }
}

function parse(path: string, text: string): readonly SecretKey[] {
  try {
    return parseSecretKeys(text);
  } catch (error) {
    throw new KeyFileError(`${path} is damaged; restore it from a backup`, error);
  }
}

/** Writes `keys` beside `path`, readable by this user only and flushed to the disk, and has `place` put it there. */
function writeWhole(path: string, keys: readonly SecretKey[], place: (unfinished: string) => void): void {
  const unfinished = `${path}.${process.pid}.unfinished`;
  try {
    writeFileSync(unfinished, formatSecretKeys(keys), { mode: 0o600, flush: true });
    place(unfinished);
    flushFolder(dirname(path));
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw new KeyFileError(`${path} cannot be written: ${String(error)}`, error);
  }
}

/** A new name in a folder is on the disk only when the folder is. */
function flushFolder(folder: string): void {
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
