import type { FileFacts, Volume } from "../../drives/volume.ts";
import type { NamePattern } from "./name-pattern.ts";

/** What a folder was found to hold when it was asked first: it is told entry by entry, whatever changes meanwhile. */
export class Enumeration {
  readonly #entries: readonly FileFacts[];
  #next = 0;

  private constructor(entries: readonly FileFacts[]) {
    this.#entries = entries;
  }

  /** @param path of the folder. Throws VolumeError. */
  static async start(volume: Volume, path: string, pattern: NamePattern, name: string): Promise<Enumeration> {
    if (pattern.isPlain) {
      const facts = await volume.lookup(path === "" ? name : `${path}/${name}`);
      return new Enumeration(facts ? [facts] : []);
    }
    const entries = [...(path === "" ? [] : await itselfAndParent(volume, path)), ...(await volume.list(path))];
    return new Enumeration(entries.filter((facts) => pattern.matches(facts.name)));
  }

  /** Entries that are still to be told. */
  get left(): number {
    return Math.max(this.#entries.length - this.#next, 0);
  }

  get next(): FileFacts | undefined {
    return this.#entries[this.#next++];
  }
}

/** The entries `.` and `..`, that every folder has but the root. */
async function itselfAndParent(volume: Volume, path: string): Promise<FileFacts[]> {
  const parent = path.slice(0, Math.max(path.lastIndexOf("/"), 0));
  const facts = [await volume.lookup(path), await volume.lookup(parent)];
  return facts.flatMap((found, index) => (found ? [{ ...found, name: index === 0 ? "." : ".." }] : []));
}
