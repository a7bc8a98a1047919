import { ByteWriter } from "./byte-writer.ts";

/** One plane of bytes, rows from the first stored one. */
export interface Plane {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** RDP6_BITMAP_STREAM ([MS-RDPEGDI] 2.2.2.5.1) of planes: alpha if there are four of them, then the three of colour. */
export function encodePlanar(
  planes: readonly Plane[],
  options: { lossLevel?: number; subsampled?: boolean; runLength?: boolean } = {},
): Uint8Array {
  const out = new ByteWriter();
  const { lossLevel = 0, subsampled = false, runLength = false } = options;
  out.u8(lossLevel | (subsampled ? 8 : 0) | (runLength ? 16 : 0) | (planes.length === 3 ? 32 : 0));
  for (const plane of planes) {
    if (runLength) encodePlane(out, plane);
    else out.bytes(plane.bytes);
  }
  if (!runLength) out.u8(0);
  return out.toBytes();
}

function encodePlane(out: ByteWriter, { bytes, width, height }: Plane): void {
  for (let row = 0; row < height; row++) {
    const values = Array.from({ length: width }, (_, x) => {
      const value = bytes[row * width + x];
      if (row === 0) return value;
      const difference = ((value - bytes[(row - 1) * width + x]) << 24) >> 24;
      return (difference < 0 ? -difference * 2 - 1 : difference * 2) & 0xff;
    });
    encodeRow(out, values);
  }
}

/** 3.1.9.2.3: runs of three and more, literals in pieces of at most 15. */
function encodeRow(out: ByteWriter, values: readonly number[]): void {
  let at = 0;
  while (at < values.length) {
    let literals = 0;
    let run = 0;
    for (; at + literals <= values.length && literals < 16; literals++) {
      run = runAt(values, at + literals, literals === 0 && at === 0 ? 0 : undefined);
      if (run >= 3) break;
    }
    if (run < 3) run = 0;
    literals = Math.min(literals, 15, values.length - at);
    const short = Math.min(run, 15);
    if (literals === 0 && run > 15) {
      const long = Math.min(run, 47);
      out.u8(long < 32 ? ((long - 16) << 4) | 1 : ((long - 32) << 4) | 2);
      at += long;
      continue;
    }
    out.u8((literals << 4) | short).bytes(Uint8Array.from(values.slice(at, at + literals)));
    at += literals + short;
  }
}

/** How many values from `at` on equal the one before, which at the start of a row is `initial`. */
function runAt(values: readonly number[], at: number, initial: number | undefined): number {
  const value = initial ?? values[at - 1];
  let count = 0;
  while (at + count < values.length && values[at + count] === value) count++;
  return count;
}
