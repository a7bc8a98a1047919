import type { Intention } from "@passerelle/tunnel";

/** Milliseconds that a desktop may take for the list of what is pasted; after them Ctrl+V comes to it as it is. */
const MOST_WAIT = 2_000;

/** Who brings what is pasted to the desktop. */
export interface PasteHandler {
  /**
   * Ctrl+V was struck.
   * @returns when the desktop may see it; undefined: at once, and the browser need not say what it would paste
   */
  struck(): Promise<void> | undefined;
  pasted(data: DataTransfer): void;
}

/** Lets input through to the desktop in its order; Ctrl+V, and what comes after it, waits until the desktop knows what it pastes. */
export class PasteGate {
  /** Absent until it is loaded. */
  handler: PasteHandler | undefined;
  readonly #send: (intentions: readonly Intention[]) => void;
  #held: Intention[] = [];
  #waits = 0;

  constructor(send: (intentions: readonly Intention[]) => void) {
    this.#send = send;
  }

  input(intentions: readonly Intention[]): void {
    if (this.#waits > 0) this.#held.push(...intentions);
    else this.#send(intentions);
  }

  /** Ctrl+V was struck, and is input next. Answers whether the browser is to say what it would paste. */
  struck(): boolean {
    const ready = this.handler?.struck();
    if (!ready) return false;
    this.#waits++;
    const { promise: tooLate, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, MOST_WAIT);
    void Promise.race([ready, tooLate]).finally(() => {
      clearTimeout(timer);
      this.#open();
    });
    return true;
  }

  #open(): void {
    if (--this.#waits > 0) return;
    const held = this.#held;
    this.#held = [];
    this.#send(held);
  }
}

/** Keys by which browsers paste. */
export function isPasteStroke(
  event: Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">,
): boolean {
  const { key, code, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (altKey) return false;
  // Browsers go by the letter, and where the layout has no Latin ones by the key's place.
  const isV = /^[a-z]$/i.test(key) ? key.toLowerCase() === "v" : code === "KeyV";
  return ((ctrlKey || metaKey) && isV) || (shiftKey && key === "Insert");
}
