import { GraphicsDecodeError } from "../../decode-error.ts";

/** More than any message takes compressed: 64 MiB plain, with the most that its segments can add. */
const MAX_MESSAGE_SIZE = 80 * 1024 * 1024;

/** Puts a channel message together from the pieces it comes in; one that comes whole is not copied. */
export class MessageAssembler {
  #pieces: Uint8Array[] = [];
  #length = 0;

  /** The whole message with its last piece, undefined before. Pieces are kept, not copied. Throws GraphicsDecodeError. */
  add(piece: Uint8Array, first: boolean, last: boolean): Uint8Array | undefined {
    if (first) this.#clear();
    if (first && last) return piece;
    this.#pieces.push(piece);
    this.#length += piece.length;
    if (this.#length > MAX_MESSAGE_SIZE) {
      throw new GraphicsDecodeError("RDP_SEGMENTED_DATA", `a message of more than ${MAX_MESSAGE_SIZE} bytes`);
    }
    if (!last) return undefined;
    const message = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#pieces) {
      message.set(part, at);
      at += part.length;
    }
    this.#clear();
    return message;
  }

  #clear(): void {
    this.#pieces = [];
    this.#length = 0;
  }
}
