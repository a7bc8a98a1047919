import { Access, CreateDisposition, CreateOption, NtStatus, Share } from "@passerelle/rdp";
import type { OpenWishes } from "./drive-user.ts";

interface Node {
  path: string;
  readonly isFolder: boolean;
  text: string;
  isGone: boolean;
}

interface Handle {
  readonly node: Node;
  readonly access: number;
  readonly share: number;
  readonly deletesOnClose: boolean;
  isDeleting: boolean;
}

const NEEDED: readonly (readonly [number, number])[] = [
  [Access.ReadData, Share.Read],
  [Access.WriteData, Share.Write],
  [Access.Delete, Share.Delete],
];
const { Supersede, Open, Create, Overwrite, OverwriteIf } = CreateDisposition;

/** What a drive should answer, written as plainly as can be: nodes in a list, handles by numbers that the test gives. */
export class ModelDrive {
  #nodes: readonly Node[] = [];
  readonly #handles = new Map<number, Handle>();

  /** Paths of all files and folders, and what is in the files. */
  get tree(): Record<string, string | undefined> {
    return Object.fromEntries(this.#nodes.map(({ path, isFolder, text }) => [path, isFolder ? undefined : text]));
  }

  /** What is in an open file; undefined: it is a folder, or nothing is open there. */
  text(number: number): string | undefined {
    const node = this.#handles.get(number)?.node;
    return node?.isFolder ? undefined : node?.text;
  }

  open(number: number, path: string, wishes: Required<OpenWishes>): number {
    const { access, share, disposition, options } = wishes;
    const deletesOnClose = (options & CreateOption.DeleteOnClose) !== 0;
    const wantsFolder = (options & CreateOption.DirectoryFile) !== 0;
    const overwrites = [Supersede, Overwrite, OverwriteIf].some((known) => known === disposition);
    if (wantsFolder && overwrites) return NtStatus.INVALID_PARAMETER;
    if (!this.#isFolder(parentOf(path))) return NtStatus.OBJECT_PATH_NOT_FOUND;
    const all = access | (overwrites ? Access.WriteData : 0) | (deletesOnClose ? Access.Delete : 0);
    const there = this.#at(path);
    if (there) {
      const problem = this.#openProblem(there, { ...wishes, access: all }, wantsFolder, overwrites);
      if (problem) return problem;
      if (overwrites) there.text = "";
    } else if (disposition === Open || disposition === Overwrite) return NtStatus.NO_SUCH_FILE;
    const node = there ?? { path, isFolder: wantsFolder, text: "", isGone: false };
    if (!there) this.#nodes = [...this.#nodes, node];
    const granted = access | (deletesOnClose ? Access.Delete : 0);
    this.#handles.set(number, { node, access: granted, share, deletesOnClose, isDeleting: false });
    return NtStatus.SUCCESS;
  }

  close(number: number): number {
    const handle = this.#handle(number);
    const { node, isDeleting, deletesOnClose } = handle;
    this.#handles.delete(number);
    if (node.isGone || !(isDeleting || deletesOnClose)) return NtStatus.SUCCESS;
    if (this.#hasInside(node)) return NtStatus.DIRECTORY_NOT_EMPTY;
    node.isGone = true;
    this.#nodes = this.#nodes.filter((other) => other !== node);
    return NtStatus.SUCCESS;
  }

  append(number: number, text: string): number {
    const { node, access } = this.#handle(number);
    if ((access & Access.WriteData) === 0) return NtStatus.ACCESS_DENIED;
    node.text += text;
    return NtStatus.SUCCESS;
  }

  dispose(number: number, isDeleting: boolean): number {
    const handle = this.#handle(number);
    if (isDeleting && !handle.node.isGone && this.#hasInside(handle.node)) return NtStatus.DIRECTORY_NOT_EMPTY;
    handle.isDeleting = isDeleting;
    return NtStatus.SUCCESS;
  }

  rename(number: number, to: string, replace: boolean): number {
    const { node } = this.#handle(number);
    if (node.isGone) return NtStatus.DELETE_PENDING;
    if (to.startsWith(`${node.path}/`)) return NtStatus.INVALID_PARAMETER;
    if (to === node.path) return NtStatus.SUCCESS;
    if (!this.#isFolder(parentOf(to))) return NtStatus.OBJECT_PATH_NOT_FOUND;
    const there = this.#at(to);
    if (there && !replace) return NtStatus.OBJECT_NAME_COLLISION;
    if (there && (there.isFolder || node.isFolder || this.#handlesOf(there).length > 0)) return NtStatus.ACCESS_DENIED;
    this.#nodes = this.#nodes.filter((other) => other !== there);
    const from = node.path;
    for (const moved of this.#nodes) {
      if (moved === node || moved.path.startsWith(`${from}/`)) moved.path = to + moved.path.slice(from.length);
    }
    return NtStatus.SUCCESS;
  }

  #openProblem(
    there: Node,
    { access, share, disposition }: Required<OpenWishes>,
    wantsFolder: boolean,
    overwrites: boolean,
  ): number | undefined {
    const handles = this.#handlesOf(there);
    if (handles.some(({ isDeleting }) => isDeleting)) return NtStatus.DELETE_PENDING;
    if (disposition === Create) return NtStatus.OBJECT_NAME_COLLISION;
    if (wantsFolder && !there.isFolder) return NtStatus.NOT_A_DIRECTORY;
    if (there.isFolder && overwrites) return NtStatus.FILE_IS_A_DIRECTORY;
    const mayBoth = handles.every((other) => mayBeside(access, other.share) && mayBeside(other.access, share));
    return mayBoth ? undefined : NtStatus.SHARING_VIOLATION;
  }

  #handle(number: number): Handle {
    const handle = this.#handles.get(number);
    if (!handle) throw new Error(`nothing is open as ${number}`);
    return handle;
  }

  #handlesOf(node: Node): Handle[] {
    return [...this.#handles.values()].filter((handle) => handle.node === node);
  }

  #at(path: string): Node | undefined {
    return this.#nodes.find((node) => node.path === path);
  }

  #isFolder(path: string): boolean {
    return path === "" || (this.#at(path)?.isFolder ?? false);
  }

  #hasInside({ path }: Node): boolean {
    return this.#nodes.some((node) => node.path.startsWith(`${path}/`));
  }
}

function mayBeside(access: number, share: number): boolean {
  return NEEDED.every(([wanted, allowed]) => (access & wanted) === 0 || (share & allowed) !== 0);
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), 0));
}
