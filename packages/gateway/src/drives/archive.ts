import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { makeZip } from "client-zip";
import { chunksOf } from "./chunks.ts";
import { splitPath } from "./names.ts";
import { problemWith } from "./os-error.ts";
import { announcedBy } from "./partial.ts";
import { isGone, type TreeEntry, treeBelow } from "./tree.ts";
import type { OpenFile, Volume } from "./volume.ts";

/** Entries that one archive has at most: the list of them is kept until its end. */
const MOST_ENTRIES = 200_000;
/** Times that a ZIP can say. */
const [EARLIEST, LATEST] = [Date.UTC(1980, 0, 2), Date.UTC(2107, 11, 30)];

interface ZipEntry {
  readonly name: string;
  readonly lastModified: Date;
  readonly input?: AsyncIterable<Uint8Array>;
}

/**
 * A ZIP of files and folders, made while it is read: one file at a time is open. A file has in it the bytes that were there when its
 * turn came; one that has gone by then is left out.
 */
export class Archive {
  readonly #volume: Volume;
  readonly #roots: readonly TreeEntry[];
  #current: OpenFile | undefined;
  #isClosed = false;

  private constructor(volume: Volume, roots: readonly TreeEntry[]) {
    this.#volume = volume;
    this.#roots = roots;
  }

  /** `close` follows. Throws VolumeError if one of `paths` is not there. */
  static async of(volume: Volume, paths: readonly string[]): Promise<Archive> {
    const roots: TreeEntry[] = [];
    for (const path of new Set(paths)) {
      const facts = await volume.lookup(path);
      if (!facts) throw problemWith("not-found", path);
      roots.push({ path, facts });
    }
    return new Archive(volume, roots);
  }

  /** What cannot be read breaks it off. */
  bytes(): Readable {
    return Readable.fromWeb(makeZip(this.#entries()) as ReadableStream<Uint8Array>);
  }

  /** Nobody reads on: whoever stops in the middle of a file leaves it open. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#current?.close();
  }

  async *#entries(): AsyncGenerator<ZipEntry> {
    const base = commonFolder(this.#roots.map(({ path }) => path));
    let count = 0;
    for (const root of this.#roots) {
      for await (const { path, facts } of withTree(this.#volume, root)) {
        count++;
        if (count > MOST_ENTRIES) throw new Error(`a ZIP of more than ${MOST_ENTRIES} files was asked for`);
        const name = base === "" ? path : path.slice(base.length + 1);
        const lastModified = new Date(Math.min(Math.max(facts.modified, EARLIEST), LATEST));
        if (facts.isFolder) yield { name: `${name}/`, lastModified };
        else if (!announcedBy(facts.name)) {
          const input = await this.#open(path);
          if (input) yield { name, lastModified, input };
        }
      }
    }
  }

  async #open(path: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    try {
      const file = await this.#volume.open(path, { access: "read", create: "never", kind: "file" });
      this.#current = file;
      if (this.#isClosed) await file.close();
      return chunksOf(file, 0, Number.POSITIVE_INFINITY);
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  }
}

async function* withTree(volume: Volume, root: TreeEntry): AsyncGenerator<TreeEntry> {
  if (root.path !== "") yield root;
  if (root.facts.isFolder) yield* treeBelow(volume, root.path);
}

/** The folder in which all paths are. */
function commonFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => splitPath(path).folder.split("/"));
  const end = first.findIndex((name, index) => others.some((names) => names[index] !== name));
  return (end === -1 ? first : first.slice(0, end)).join("/");
}
