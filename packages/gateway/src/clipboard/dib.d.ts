/** Pixels in rows from the top, four bytes each: red, green, blue, alpha, which the colours are not multiplied with. */
export interface RgbaPicture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}
/** Four 4K screens. */
export declare const MOST_PIXELS: number;
/** BITMAPINFO and pixels, as CF_DIB and CF_DIBV5 have them. Throws RangeError, also for RLE, JPEG and PNG inside. */
export declare function decodeDib(dib: Uint8Array): RgbaPicture;
/** 32 bits, bottom-up; without V5 what is transparent becomes white, since few programs look at the fourth byte. */
export declare function encodeDib({ width, height, rgba }: RgbaPicture, format: "dib" | "dib-v5"): Uint8Array;
