import { GraphicsDecodeError } from "./decode-error.ts";

/** Bytes that may be taken before they are allocated, by whatever a peer can make us keep. */
export class MemoryBudget {
  readonly #limit: number;
  readonly #purpose: string;
  #used = 0;

  /** `purpose` names what takes the memory, for the error. */
  constructor(limit: number, purpose: string) {
    this.#limit = limit;
    this.#purpose = purpose;
  }

  /** Throws GraphicsDecodeError if it would be more than the limit. */
  take(bytes: number): void {
    if (this.#used + bytes > this.#limit) {
      throw new GraphicsDecodeError(this.#purpose, `${this.#used + bytes} bytes are more than ${this.#limit}`);
    }
    this.#used += bytes;
  }

  give(bytes: number): void {
    this.#used -= bytes;
  }
}
