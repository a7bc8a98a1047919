/** Writes a PDU; grows as needed. Lengths that are known only later are patched with `patchU16` and its kin. */
export class Writer {
  #bytes: Uint8Array<ArrayBuffer>;
  #view: DataView;
  #length = 0;

  constructor(capacity = 256) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
  }

  get length(): number {
    return this.#length;
  }

  u8(value: number): this {
    const at = this.#grow(1);
    this.#view.setUint8(at, value);
    return this;
  }

  u16(value: number): this {
    const at = this.#grow(2);
    this.#view.setUint16(at, value, true);
    return this;
  }

  i16(value: number): this {
    const at = this.#grow(2);
    this.#view.setInt16(at, value, true);
    return this;
  }

  u32(value: number): this {
    const at = this.#grow(4);
    this.#view.setUint32(at, value, true);
    return this;
  }

  i32(value: number): this {
    const at = this.#grow(4);
    this.#view.setInt32(at, value, true);
    return this;
  }

  u64(value: bigint): this {
    const at = this.#grow(8);
    this.#view.setBigUint64(at, value, true);
    return this;
  }

  u16be(value: number): this {
    const at = this.#grow(2);
    this.#view.setUint16(at, value, false);
    return this;
  }

  u32be(value: number): this {
    const at = this.#grow(4);
    this.#view.setUint32(at, value, false);
    return this;
  }

  bytes(...parts: Uint8Array[]): this {
    for (const part of parts) {
      const at = this.#grow(part.length);
      this.#bytes.set(part, at);
    }
    return this;
  }

  zeros(length: number): this {
    this.#grow(length);
    return this;
  }

  /** UTF-16LE text without terminator. */
  utf16(text: string): this {
    for (let index = 0; index < text.length; index++) this.u16(text.charCodeAt(index));
    return this;
  }

  /** UTF-16LE text in a field of exactly `bytes` bytes: cut so that a NUL fits, and filled with NULs. */
  utf16Fixed(text: string, bytes: number): this {
    const units = Math.min(text.length, bytes / 2 - 1);
    return this.utf16(text.slice(0, units)).zeros(bytes - units * 2);
  }

  patchU16(offset: number, value: number): void {
    this.#view.setUint16(offset, value, true);
  }

  patchU16be(offset: number, value: number): void {
    this.#view.setUint16(offset, value, false);
  }

  patchU32(offset: number, value: number): void {
    this.#view.setUint32(offset, value, true);
  }

  /** What was written, as a view of this writer's buffer. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Makes room for `length` bytes and returns where they go. It may replace the buffer: call it before touching that. */
  #grow(length: number): number {
    const start = this.#length;
    const end = start + length;
    if (end > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(end, this.#bytes.length * 2));
      grown.set(this.#bytes);
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    this.#length = end;
    return start;
  }
}
