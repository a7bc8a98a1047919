import { GraphicsDecodeError } from "../decode-error.ts";
import type { Kernels } from "../kernels/kernels.ts";
import { MemoryBudget } from "../memory-budget.ts";

/** Seven pictures of 4096 x 4096, larger than which servers send none; or one of 8192 x 8192. */
const MAX_BYTES = 240 * 1024 * 1024;
const MAX_PICTURES = 64;
/** Pieces that nobody uses and that wait for the next picture. */
const MAX_IDLE = 4;

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
    this.#budget.take(size);
    this.#reserved++;
  }

  /** Gives up room that was reserved. */
  free(size: number): void {
    this.#budget.give(size);
    this.#reserved--;
  }

  /** The address of memory that room was reserved for; what it holds is of no meaning. */
  take(size: number): number {
    const index = this.#idle.findIndex((piece) => piece.size === size);
    if (index !== -1) return this.#idle.splice(index, 1)[0].address;
    return this.#kernels.allocate(size);
  }

  /** Takes back what `take` gave. */
  give(address: number, size: number): void {
    this.#idle.push({ address, size });
    if (this.#idle.length > MAX_IDLE) this.#release(this.#idle.splice(0, 1));
  }

  /** Gives back to the kernels what nobody uses. */
  clear(): void {
    this.#release(this.#idle.splice(0));
  }

  #release(pieces: readonly Piece[]): void {
    for (const { address } of pieces) this.#kernels.release(address);
  }
}
