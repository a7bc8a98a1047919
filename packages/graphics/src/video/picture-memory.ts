import { GraphicsDecodeError } from "../decode-error.ts";
import type { Kernels } from "../kernels/kernels.ts";
import { MemoryBudget } from "../memory-budget.ts";

/** Seven pictures of 4096 x 4096, larger than which servers send none; or one of 8192 x 8192. */
const MAX_BYTES = 240 * 1024 * 1024;
const MAX_PICTURES = 64;
/** Pieces that nobody uses and that wait for the next picture. */
const MAX_IDLE = 16;
const MAX_IDLE_BYTES = 64 * 1024 * 1024;
const LEAST_PIECE = 64 * 1024;

interface Piece {
  readonly address: number;
  readonly size: number;
}

/** Memory for pictures that are being decoded: bounded, and used again. */
export class PictureMemory {
  readonly #kernels: Kernels;
  readonly #budget = new MemoryBudget(MAX_BYTES, "H.264 pictures");
  #idle: Piece[] = [];
  #reserved = 0;

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
  }

  /** Pictures that room is reserved for. */
  get pictures(): number {
    return this.#reserved;
  }

  /** Room for one more picture, before it is decoded. Throws GraphicsDecodeError if there is none. */
  reserve(size: number): void {
    if (this.#reserved === MAX_PICTURES) throw new GraphicsDecodeError("H.264", `more than ${MAX_PICTURES} pictures`);
    this.#budget.take(pieceSize(size));
    this.#reserved++;
  }

  /** Gives up room that was reserved. */
  free(size: number): void {
    this.#budget.give(pieceSize(size));
    this.#reserved--;
  }

  /** The address of memory that room was reserved for; what it holds is of no meaning. */
  take(size: number): number {
    const index = this.#idle.findIndex((piece) => piece.size === pieceSize(size));
    if (index !== -1) return this.#idle.splice(index, 1)[0].address;
    return this.#kernels.allocate(pieceSize(size));
  }

  /** Takes back what `take` gave. */
  give(address: number, size: number): void {
    this.#idle.push({ address, size: pieceSize(size) });
    while (this.#idle.length > MAX_IDLE || this.#idleBytes > MAX_IDLE_BYTES) this.#release(this.#idle.splice(0, 1));
  }

  /** Gives back to the kernels what nobody uses. */
  clear(): void {
    this.#release(this.#idle.splice(0));
  }

  get #idleBytes(): number {
    return this.#idle.reduce((bytes, { size }) => bytes + size, 0);
  }

  #release(pieces: readonly Piece[]): void {
    for (const { address } of pieces) this.#kernels.release(address);
  }
}

/**
 * How much is taken for a picture, at most a quarter too much: what is wanted of pictures changes all the time, and they are
 * to fit what others had.
 */
function pieceSize(size: number): number {
  if (size === 0) return 0;
  const step = Math.max(LEAST_PIECE, 2 ** (Math.floor(Math.log2(size)) - 2));
  return Math.ceil(size / step) * step;
}
