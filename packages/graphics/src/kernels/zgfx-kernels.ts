/** The kernel that decompresses messages: assembly/zgfx.ts. */
export interface ZgfxKernels {
  /** Returns where what it wrote ends, or a number for `expectDecoded`, which is below any address. */
  inflate(from: number, length: number, tokens: number, at: number, limit: number): number;
}
