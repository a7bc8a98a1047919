import { GraphicsDecodeError } from "../../decode-error.ts";
import { PieceBuffer } from "../piece-buffer.ts";

/** More than any message takes compressed: 64 MiB plain, with the most that its segments can add. */
const MAX_MESSAGE_SIZE = 80 * 1024 * 1024;

/** Puts a channel message together from the pieces it comes in; one that comes whole is not copied. */
export class MessageAssembler {
  readonly #pieces = new PieceBuffer();

  /** The whole message with its last piece, good until the next call; undefined before. Throws GraphicsDecodeError. */
  add(piece: Uint8Array, first: boolean, last: boolean): Uint8Array | undefined {
    if (first) this.#pieces.clear();
    if (first && last) return piece;
    if (this.#pieces.length + piece.length > MAX_MESSAGE_SIZE) {
      throw new GraphicsDecodeError("RDP_SEGMENTED_DATA", `a message of more than ${MAX_MESSAGE_SIZE} bytes`);
    }
    this.#pieces.append(piece);
    return last ? this.#pieces.take() : undefined;
  }
}
