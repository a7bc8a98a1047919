import { encodeFastPathUpdate, UpdateCode, Writer } from "@passerelle/rdp";

/** A pointer to show. Equal names stand for equal pictures. */
export type Pointer =
  | { readonly kind: "system"; readonly hidden: boolean }
  | {
      readonly kind: "picture";
      readonly name: string;
      readonly size: number;
      readonly hotspotX: number;
      readonly hotspotY: number;
      /** 0xAARRGGBB, `size` rows of `size` from the top. */
      readonly pixels: Uint32Array<ArrayBuffer>;
    };

export const SYSTEM_POINTER: Pointer = { kind: "system", hidden: false };

const CACHE_SIZE = 20;
/** Larger ones travel as large pointers ([MS-RDPBCGR] 2.2.9.1.2.1.11). */
const LARGEST_PLAIN = 96;
const BITS_PER_PIXEL = 32;

/** Tells the client which pointer to show, and lets it keep those that it has seen ([MS-RDPBCGR] 2.2.9.1.1.4). */
export class PointerPainter {
  readonly #send: (pdu: Uint8Array) => void;
  readonly #cached: string[] = [];
  #next = 0;

  constructor(send: (pdu: Uint8Array) => void) {
    this.#send = send;
  }

  show(pointer: Pointer): void {
    if (pointer.kind === "system") {
      this.#update(pointer.hidden ? UpdateCode.PointerHidden : UpdateCode.PointerDefault, new Writer(0));
      return;
    }
    const known = this.#cached.indexOf(pointer.name);
    if (known >= 0) {
      this.#update(UpdateCode.PointerCached, new Writer(2).u16(known));
      return;
    }
    const index = this.#next++ % CACHE_SIZE;
    this.#cached[index] = pointer.name;
    const isLarge = pointer.size > LARGEST_PLAIN;
    this.#update(isLarge ? UpdateCode.PointerLarge : UpdateCode.PointerNew, encodePicture(pointer, index, isLarge));
  }

  #update(code: number, data: Writer): void {
    for (const pdu of encodeFastPathUpdate(code, data.finish())) this.#send(pdu);
  }
}

/** TS_POINTERATTRIBUTE or TS_FP_LARGEPOINTERATTRIBUTE: rows from the bottom; alpha says what is seen, the AND mask nothing. */
function encodePicture(pointer: Extract<Pointer, { kind: "picture" }>, index: number, isLarge: boolean): Writer {
  const { size, pixels } = pointer;
  const maskLength = size * (Math.ceil(size / 16) * 2);
  const pixelLength = pixels.length * 4;
  const writer = new Writer(pixelLength + maskLength + 24).u16(BITS_PER_PIXEL).u16(index);
  writer.u16(pointer.hotspotX).u16(pointer.hotspotY).u16(size).u16(size);
  if (isLarge) writer.u32(maskLength).u32(pixelLength);
  else writer.u16(maskLength).u16(pixelLength);
  for (let row = size - 1; row >= 0; row--) {
    for (const pixel of pixels.subarray(row * size, (row + 1) * size)) writer.u32(pixel);
  }
  writer.zeros(maskLength);
  return isLarge ? writer : writer.u8(0);
}
