import { folded, pathAfterMove, splitPath } from "./names.ts";
import type { VolumeChange } from "./volume.ts";

/** What happens to a file within so many milliseconds is told once. */
const TOGETHER_MS = 50;
/** Paths that are told together; what is beyond is left out, for whoever hears of so many looks at the folder anyway. */
const MOST_TOGETHER = 1000;

type Change = Omit<VolumeChange, "below">;

/** A folder that somebody watches. */
export interface Watched {
  /** Where it is now. */
  readonly path: string;
  stop(): void;
}

/** Tells who watches a folder what changes in it. */
export class Changes {
  readonly #watchers = new Set<Watcher>();

  tell(change: Change): void {
    for (const watcher of this.#watchers) watcher.hear(change);
  }

  /** Something has another path now: folders that are watched there, or below, stay watched. */
  moved(from: string, to: string): void {
    for (const watcher of this.#watchers) watcher.path = pathAfterMove(watcher.path, from, to);
    this.tell({ path: from, kind: "removed" });
    this.tell({ path: to, kind: "added" });
  }

  /** @param isTree whether folders below count, too */
  watch(folder: string, isTree: boolean, changed: (change: VolumeChange) => void): Watched {
    const watcher = new Watcher(folder, isTree, changed, () => this.#watchers.delete(watcher));
    this.#watchers.add(watcher);
    return watcher;
  }
}

class Watcher implements Watched {
  path: string;
  readonly #isTree: boolean;
  readonly #changed: (change: VolumeChange) => void;
  readonly #stopped: () => void;
  readonly #pending = new Map<string, VolumeChange>();
  #timer: NodeJS.Timeout | undefined;

  constructor(path: string, isTree: boolean, changed: (change: VolumeChange) => void, stopped: () => void) {
    this.path = path;
    this.#isTree = isTree;
    this.#changed = changed;
    this.#stopped = stopped;
  }

  hear({ path, kind }: Change): void {
    if (!this.#covers(path)) return;
    const before = this.#pending.get(path);
    if (!before && this.#pending.size === MOST_TOGETHER) return;
    const isStillNew = before?.kind === "added" && kind === "modified";
    const below = this.path === "" ? path : path.slice(this.path.length + 1);
    this.#pending.set(path, isStillNew ? before : { path, kind, below });
    this.#timer ??= setTimeout(() => this.#tell(), TOGETHER_MS);
  }

  stop(): void {
    this.#stopped();
    clearTimeout(this.#timer);
  }

  #covers(path: string): boolean {
    const [folder, watched] = [folded(splitPath(path).folder), folded(this.path)];
    if (folder === watched) return true;
    return this.#isTree && (watched === "" || folder.startsWith(`${watched}/`));
  }

  #tell(): void {
    this.#timer = undefined;
    const changes = [...this.#pending.values()];
    this.#pending.clear();
    for (const change of changes) this.#changed(change);
  }
}
