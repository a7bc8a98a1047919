import { folded, splitPath } from "./names.ts";
import type { VolumeChange } from "./volume.ts";

/** What happens to a file within so many milliseconds is told once. */
const TOGETHER_MS = 50;
/** Paths that are told together; what is beyond is left out, for whoever hears of so many looks at the folder anyway. */
const MOST_TOGETHER = 1000;

/** Tells who watches a folder what changes in it. */
export class Changes {
  readonly #watchers = new Set<Watcher>();

  tell(change: VolumeChange): void {
    for (const watcher of this.#watchers) watcher.hear(change);
  }

  /** @param isTree whether folders below count, too. Returns how to stop. */
  watch(folder: string, isTree: boolean, changed: (change: VolumeChange) => void): () => void {
    const watcher = new Watcher(folded(folder), isTree, changed);
    this.#watchers.add(watcher);
    return () => {
      this.#watchers.delete(watcher);
      watcher.stop();
    };
  }
}

class Watcher {
  readonly #folder: string;
  readonly #isTree: boolean;
  readonly #changed: (change: VolumeChange) => void;
  readonly #pending = new Map<string, VolumeChange>();
  #timer: NodeJS.Timeout | undefined;

  constructor(folder: string, isTree: boolean, changed: (change: VolumeChange) => void) {
    this.#folder = folder;
    this.#isTree = isTree;
    this.#changed = changed;
  }

  hear(change: VolumeChange): void {
    if (!this.#covers(change.path)) return;
    const before = this.#pending.get(change.path);
    if (!before && this.#pending.size === MOST_TOGETHER) return;
    const isStillNew = before?.kind === "added" && change.kind === "modified";
    this.#pending.set(change.path, isStillNew ? before : change);
    this.#timer ??= setTimeout(() => this.#tell(), TOGETHER_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #covers(path: string): boolean {
    const folder = folded(splitPath(path).folder);
    if (folder === this.#folder) return true;
    return this.#isTree && (this.#folder === "" || folder.startsWith(`${this.#folder}/`));
  }

  #tell(): void {
    this.#timer = undefined;
    const changes = [...this.#pending.values()];
    this.#pending.clear();
    for (const change of changes) this.#changed(change);
  }
}
