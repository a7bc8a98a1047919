/**
 * Kernels of RemoteFX and RemoteFX Progressive. Addresses, lengths and steps are in bytes; assembly/ says what they do.
 * The others are steps of `decodeTile`.
 */
export interface TileKernels {
  /** @param job see tile-layout.ts */
  decodeTile(job: number): void;
  decodeRlgr(mode: 1 | 3, data: number, length: number, out: number, count: number): void;
  inverseDwt(coefficients: number, present: number, out: number, scratch: number): void;
  inverseExtrapolatedDwt(coefficients: number, present: number, out: number, scratch: number): void;
  pixelsFromYCbCr(y: number, cb: number, cr: number, rows: number, out: number, step: number): void;
  pixelsFromY(y: number, rows: number, out: number, step: number): void;
}
