import { GraphicsDecodeError } from "../decode-error.ts";
import type { ByteReader } from "../reader.ts";
import type { PixelTarget } from "./target.ts";

/** runLengthFactor1 to 3 of [MS-RDPEGFX] 2.2.4.1.1.1.1: one byte, or two after 0xFF, or four after 0xFFFF. */
export function readRunLength(reader: ByteReader): number {
  const short = reader.u8();
  if (short < 0xff) return short;
  const middle = reader.u16();
  return middle < 0xffff ? middle : reader.u32();
}

/** The ABGR word of a pixel that is stored as blue, green, red. */
export function readColor(reader: ByteReader): number {
  const blue = reader.u8();
  const green = reader.u8();
  return (0xff000000 | (blue << 16) | (green << 8) | reader.u8()) >>> 0;
}

/** Writes runs of pixels from left to right and on to the next row, and never past the last. */
export class RunWriter {
  readonly #target: PixelTarget;
  readonly #structure: string;
  #x = 0;
  #y = 0;

  constructor(target: PixelTarget, structure: string) {
    this.#target = target;
    this.#structure = structure;
  }

  get remaining(): number {
    return (this.#target.height - this.#y) * this.#target.width - this.#x;
  }

  fill(word: number, count: number): void {
    if (count > this.remaining) {
      throw new GraphicsDecodeError(this.#structure, `${count} pixels where ${this.remaining} are left`);
    }
    const { words, width, stride } = this.#target;
    let left = count;
    while (left > 0) {
      const length = Math.min(left, width - this.#x);
      const at = this.#y * stride + this.#x;
      words.fill(word, at, at + length);
      left -= length;
      this.#x += length;
      if (this.#x === width) {
        this.#x = 0;
        this.#y++;
      }
    }
  }

  /** Every pixel must have been written. */
  finish(): void {
    if (this.remaining > 0) throw new GraphicsDecodeError(this.#structure, `${this.remaining} pixels are missing`);
  }
}
