import { Store } from "../store.ts";
import type { BrowserClipboard, WritableContent } from "./browser-clipboard.ts";

/** `waiting`: for the focus; `refused`: the browser wants a click or a key first. */
export type Writing = "nothing" | "waiting" | "refused" | "done";

/** Puts what the desktop has copied into this computer's clipboard as soon as the browser lets it. */
export class ClipboardWriter {
  readonly state = new Store<Writing>("nothing");
  readonly #clipboard: BrowserClipboard;
  readonly #written: (content: WritableContent) => Promise<void>;
  #pending: WritableContent | undefined;
  #writing: WritableContent | undefined;
  #busy = Promise.resolve();

  /** @param written is told what is in this computer's clipboard now */
  constructor(clipboard: BrowserClipboard, written: (content: WritableContent) => Promise<void>) {
    this.#clipboard = clipboard;
    this.#written = written;
  }

  async write(content: WritableContent): Promise<void> {
    this.#pending = content;
    await this.flush();
  }

  /** Settled when nothing is being written. */
  get idle(): Promise<void> {
    return this.#busy;
  }

  /** Tries again what has not been written. */
  flush(): Promise<void> {
    const content = this.#pending;
    if (!content || content === this.#writing) return this.#busy;
    // Not after what is busy: browsers want the click or key that it may stand on to be just now.
    this.#busy = this.#flush(content);
    return this.#busy;
  }

  async #flush(content: WritableContent): Promise<void> {
    if (!this.#clipboard.hasFocus) {
      this.state.value = "waiting";
      return;
    }
    this.#writing = content;
    const isDone = await this.#clipboard.write(content);
    if (isDone) await this.#written(content);
    if (this.#writing === content) this.#writing = undefined;
    if (content !== this.#pending) return;
    if (isDone) this.#pending = undefined;
    this.state.value = isDone ? "done" : this.#clipboard.hasFocus ? "refused" : "waiting";
  }

  /** Something newer is in this computer's clipboard, or the desktop's is empty. */
  forget(): void {
    this.#pending = undefined;
    this.state.value = "nothing";
  }
}
