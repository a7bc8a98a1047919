/** The bytes of pixels of 0xffRRGGBB as RDP wants them: blue, green, red, 0xff. */
export function pixelBytes(pixels: Uint32Array<ArrayBuffer>): Uint8Array {
  return new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
}
