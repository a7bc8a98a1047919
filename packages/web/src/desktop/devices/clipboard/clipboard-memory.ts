import { fingerprintOf, type LocalContent } from "./local-content.ts";

/**
 * Tells what is new in this computer's clipboard: neither known of already nor put there by the page. Without it, old content of this
 * computer would take the place of what was copied at the desktop since.
 */
export class ClipboardMemory {
  #seen: string | undefined;
  /** Text that the page has put into it, "" for a picture. */
  #written: string | undefined;
  #isOld = false;

  /** The desktop has copied, or something was dropped: what this computer's clipboard holds is older, seen or not. */
  settle(): void {
    this.#isOld = true;
  }

  /** Something may have been copied on this computer. */
  doubt(): void {
    this.#isOld = false;
  }

  get isInDoubt(): boolean {
    return !this.#isOld;
  }

  /** The page has put something of the desktop's into this computer's clipboard. */
  wrote(text = ""): void {
    this.#written = unixLines(text);
    this.#seen = undefined;
  }

  /**
   * Whether the desktop does not know of this content yet; it is known from now on.
   * @param hasChanged this computer's clipboard has just been changed, by the page or otherwise
   */
  async isNew(content: LocalContent, hasChanged = false): Promise<boolean> {
    const isOld = this.#isOld && !hasChanged;
    const isOurs = !content.files?.length && unixLines(content.text ?? "") === this.#written && this.#written !== "";
    const print = await fingerprintOf(content);
    const isSeen = print === this.#seen;
    this.#seen = print;
    if (isOld || isSeen || isOurs) return false;
    this.#written = undefined;
    return true;
  }
}

function unixLines(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
