import { folded, splitPath } from "../names.ts";
import type { VolumeProblem } from "../volume.ts";

interface Node {
  name: string;
  /** Undefined: a folder. */
  content: Buffer | undefined;
}

/** What a volume should do, written as plainly as can be: all files in one map, by their folded paths. */
export class ModelVolume {
  readonly nodes = new Map<string, Node>([["", { name: "", content: undefined }]]);

  get size(): number {
    return [...this.nodes.values()].reduce((sum, { content }) => sum + (content?.length ?? 0), 0);
  }

  makeFolder(path: string): VolumeProblem | undefined {
    return this.#parentProblem(path) ?? (this.#at(path) ? "exists" : this.#put(path, undefined));
  }

  put(path: string, content: string): VolumeProblem | undefined {
    const problem = this.#parentProblem(path);
    if (problem) return problem;
    const there = this.#at(path);
    if (!there) return this.#put(path, Buffer.from(content));
    if (!there.content) return "is-folder";
    there.content = Buffer.from(content);
    return undefined;
  }

  write(path: string, offset: number, text: string): VolumeProblem | undefined {
    const problem = this.#parentProblem(path);
    if (problem) return problem;
    const there = this.#at(path);
    if (!there) return "not-found";
    if (!there.content) return "is-folder";
    const grown = Buffer.alloc(Math.max(there.content.length, offset + text.length));
    there.content.copy(grown);
    grown.write(text, offset);
    there.content = grown;
    return undefined;
  }

  remove(path: string): VolumeProblem | undefined {
    if (path === "") return "not-allowed";
    const problem = this.#parentProblem(path);
    if (problem) return problem;
    const there = this.#at(path);
    if (!there) return "not-found";
    if (!there.content && this.names(path).length > 0) return "not-empty";
    this.nodes.delete(folded(path));
    return undefined;
  }

  rename(from: string, to: string, replace: boolean): VolumeProblem | undefined {
    const problem = this.#parentProblem(from) ?? this.#parentProblem(to);
    if (problem) return problem;
    const moved = this.#at(from);
    if (from === "" || to === "") return "not-allowed";
    if (!moved) return "not-found";
    const there = this.#at(to);
    if (there && there !== moved) {
      if (!replace) return "exists";
      if (!there.content || !moved.content) return "not-allowed";
    }
    if (folded(to).startsWith(`${folded(from)}/`)) return "not-allowed";
    const [before, after] = [folded(from), folded(to)];
    const tree = [...this.nodes].filter(([path]) => path === before || path.startsWith(`${before}/`));
    for (const [path] of tree) this.nodes.delete(path);
    for (const [path, node] of tree) this.nodes.set(after + path.slice(before.length), node);
    moved.name = splitPath(to).name;
    return undefined;
  }

  /** Of what is in a folder, sorted. */
  names(path: string): string[] {
    const folder = folded(path);
    const inside = [...this.nodes].filter(([at]) => at !== "" && splitPath(at).folder === folder);
    return inside.map(([, { name }]) => name).sort();
  }

  #at(path: string): Node | undefined {
    return this.nodes.get(folded(path));
  }

  #put(path: string, content: Buffer | undefined): undefined {
    this.nodes.set(folded(path), { name: splitPath(path).name, content });
  }

  #parentProblem(path: string): VolumeProblem | undefined {
    if (path === "") return undefined;
    const parent = this.#at(splitPath(path).folder);
    return parent && !parent.content ? undefined : "path-not-found";
  }
}
