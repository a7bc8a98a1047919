import type { Writer } from "@passerelle/rdp";

/** The bytes of pixels of 0xffRRGGBB as RDP wants them: blue, green, red, 0xff. */
export function pixelBytes(pixels: Uint32Array<ArrayBuffer>): Uint8Array {
  return new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
}

/** What tells a picture of at most a few thousand pixels from every other. */
export function contentOf(pixels: Uint32Array<ArrayBuffer>, width: number): string {
  return `${width} ${String.fromCharCode(...pixelBytes(pixels))}`;
}

/** Blue, green, red of a pixel 0xffRRGGBB. */
export function writeColor(writer: Writer, color: number): Writer {
  return writer
    .u8(color & 0xff)
    .u8((color >> 8) & 0xff)
    .u8((color >> 16) & 0xff);
}
