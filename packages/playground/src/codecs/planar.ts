import { Writer } from "@passerelle/rdp";

const RUN_LENGTH = 0x10;
const NO_ALPHA = 0x20;
const LONGEST_LITERAL = 15;
const LONGEST_SHORT_RUN = 15;
const LONGEST_RUN = 47;
const LEAST_RUN = 3;

/**
 * RDP6_BITMAP_STREAM ([MS-RDPEGDI] 2.2.2.5.1) of pixels 0xffRRGGBB: run-length encoded planes of red, green and blue,
 * rows as they are given.
 */
export function encodePlanar(pixels: Uint32Array, width: number): Uint8Array {
  const writer = new Writer(1 + pixels.length).u8(RUN_LENGTH | NO_ALPHA);
  for (const shift of [16, 8, 0]) {
    for (let row = 0; row < pixels.length; row += width) writeRow(writer, rowValues(pixels, row, width, shift));
  }
  return writer.finish();
}

/** The first row as it is, every other as differences to the one above ([MS-RDPEGDI] 3.1.9.2.3). */
function rowValues(pixels: Uint32Array, row: number, width: number, shift: number): Uint8Array {
  const values = new Uint8Array(width);
  for (let x = 0; x < width; x++) {
    const value = ((pixels[row + x] as number) >> shift) & 0xff;
    const above = row === 0 ? undefined : ((pixels[row + x - width] as number) >> shift) & 0xff;
    values[x] = above === undefined ? value : foldSign(((value - above) << 24) >> 24);
  }
  return values;
}

/** 0, -1, 1, -2, 2, ... */
function foldSign(difference: number): number {
  return difference < 0 ? -difference * 2 - 1 : difference * 2;
}

/** RDP6_RLE_SEGMENTs ([MS-RDPEGDI] 2.2.2.5.1.2): literals, then how often the last one is repeated. */
function writeRow(writer: Writer, values: Uint8Array): void {
  let start = 0;
  while (start < values.length) {
    let end = start;
    let run = runLength(values, end);
    while (run < LEAST_RUN && end < values.length && end - start < LONGEST_LITERAL) {
      end++;
      run = runLength(values, end);
    }
    if (run < LEAST_RUN) run = 0;
    if (end === start) {
      start += writeRun(writer, run);
      continue;
    }
    const short = Math.min(run, LONGEST_SHORT_RUN);
    writeSegment(writer, values.subarray(start, end), short < LEAST_RUN ? 0 : short);
    start = end + short;
  }
}

/** How many values from `start` on equal the one before, which at the start of a row is zero. */
function runLength(values: Uint8Array, start: number): number {
  const value = start === 0 ? 0 : values[start - 1];
  let end = start;
  while (end < values.length && values[end] === value) end++;
  return end - start;
}

function writeSegment(writer: Writer, literals: Uint8Array, run: number): void {
  writer.u8((literals.length << 4) | run).bytes(literals);
}

/** A run without literals; control bytes with a low nibble of 1 and 2 stand for runs of 16 to 47. */
function writeRun(writer: Writer, run: number): number {
  const length = Math.min(run, LONGEST_RUN);
  if (length <= LONGEST_SHORT_RUN) writer.u8(length);
  else if (length < 32) writer.u8(((length - 16) << 4) | 1);
  else writer.u8(((length - 32) << 4) | 2);
  return length;
}
