/**
 * Kernels that paint bitmaps. Addresses and lengths are in bytes, strides in words; `from`, `length` and so on are what
 * assembly/ says of them. Where nothing else is said they return 0 or a number for `expectDecoded`.
 */
export interface BitmapKernels {
  copyPixels(from: number, fromStride: number, to: number, toStride: number, width: number, height: number): void;
  copyOpaque(from: number, fromStride: number, to: number, toStride: number, width: number, height: number): void;
  fillPixels(to: number, stride: number, width: number, height: number, word: number): void;
  paintUncompressed(
    from: number,
    length: number,
    bitsPerPixel: number,
    palette: number,
    rowBytes: number,
    height: number,
    bottomUp: boolean,
    to: number,
    stride: number,
    columns: number,
    rows: number,
  ): number;
  decodePlanar(
    from: number,
    length: number,
    lossLevel: number,
    subsampled: boolean,
    runLength: boolean,
    hasAlpha: boolean,
    width: number,
    height: number,
    workspace: number,
    bottomUp: boolean,
    to: number,
    stride: number,
    columns: number,
    rows: number,
  ): number;
  decodeInterleavedRle(
    from: number,
    length: number,
    bitsPerPixel: number,
    palette: number,
    width: number,
    height: number,
    workspace: number,
    to: number,
    stride: number,
    columns: number,
    rows: number,
  ): number;
  decodeNsCodec(
    from: number,
    length: number,
    width: number,
    height: number,
    workspace: number,
    bottomUp: boolean,
    to: number,
    stride: number,
    columns: number,
    rows: number,
  ): number;
  decodeResidual(
    from: number,
    length: number,
    workspace: number,
    to: number,
    stride: number,
    width: number,
    height: number,
  ): number;
  decodeRlex(
    from: number,
    length: number,
    workspace: number,
    to: number,
    stride: number,
    width: number,
    height: number,
  ): number;
  /** Bytes of what `decodeBands` keeps. */
  bandStorageSize(): number;
  resetBandCursors(storage: number): void;
  /** Returns how many pixels it painted, or the error number made negative. */
  decodeBands(
    from: number,
    length: number,
    storage: number,
    mostPixels: number,
    to: number,
    stride: number,
    width: number,
    height: number,
  ): number;
  decodeAlpha(
    from: number,
    length: number,
    compressed: boolean,
    workspace: number,
    to: number,
    stride: number,
    width: number,
    height: number,
  ): number;
  paintScaled(
    from: number,
    fromStride: number,
    columns: number,
    columnWeights: number,
    rows: number,
    rowWeights: number,
    to: number,
    toStride: number,
    width: number,
    height: number,
  ): void;
}
