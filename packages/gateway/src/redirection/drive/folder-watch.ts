import { type Completion, encodeFolderNotices, type FolderNotice, NtStatus } from "@passerelle/rdp";
import { folded } from "../../drives/names.ts";
import type { Volume, VolumeChange } from "../../drives/volume.ts";

/** Changes that are kept until somebody asks; after more of them the desktop reads the folder anew. */
const MOST_NOTICES = 256;
/** FILE_NOTIFY_CHANGE_FILE_NAME and FILE_NOTIFY_CHANGE_DIR_NAME of CompletionFilter ([MS-SMB2] 2.2.35). */
const NAMES = 0x3;

/** What an open folder tells of changes in it. The first request says of which; what happens between two requests is kept. */
export class FolderWatch {
  readonly #volume: Volume;
  readonly #path: string;
  #stop: (() => void) | undefined;
  #filter = 0;
  readonly #notices = new Map<string, FolderNotice>();
  #answer: ((completion: Completion) => void) | undefined;

  constructor(volume: Volume, path: string) {
    this.#volume = volume;
    this.#path = path;
  }

  /** Answers when something has changed, or the folder is closed. One request at a time. */
  async next(isTree: boolean, filter: number): Promise<Completion> {
    if (this.#answer) return { status: NtStatus.INVALID_PARAMETER };
    if (!this.#stop) {
      this.#filter = filter;
      this.#stop = this.#volume.watch(this.#path, isTree, (change) => this.#changed(change));
    }
    const { promise, resolve } = Promise.withResolvers<Completion>();
    this.#answer = resolve;
    this.#tell();
    return promise;
  }

  /** Ends it. @param status what the request that waits is answered with */
  close(status: NtStatus): void {
    this.#stop?.();
    this.#answer?.({ status });
    this.#answer = undefined;
  }

  #changed({ path, kind, below }: VolumeChange): void {
    const isWanted = (this.#filter & (kind === "modified" ? ~NAMES : NAMES)) !== 0;
    if (!isWanted || this.#notices.size > MOST_NOTICES) return;
    const notice: FolderNotice = { action: kind, path: below.replaceAll("/", "\\") };
    this.#notices.set(`${kind} ${folded(path)}`, notice);
    this.#tell();
  }

  #tell(): void {
    const answer = this.#answer;
    if (!answer || this.#notices.size === 0) return;
    const notices = [...this.#notices.values()];
    this.#notices.clear();
    this.#answer = undefined;
    // Without data the desktop reads the folder anew.
    if (notices.length > MOST_NOTICES) answer({ status: NtStatus.NOTIFY_ENUM_DIR });
    else answer({ status: NtStatus.SUCCESS, data: encodeFolderNotices(notices) });
  }
}
