import { BitWriter } from "./bit-writer.ts";
import { ByteWriter, concat } from "./byte-writer.ts";

const SEGMENT_SIZE = 65_535;
const HISTORY_SIZE = 2_500_000;

/** Prefix, bits of distance, smallest distance: [MS-RDPEGFX] 3.1.9.1.2, written down a second time. */
const MATCH_TOKENS = [
  ["10001", 5, 0],
  ["10010", 7, 32],
  ["10011", 9, 160],
  ["10100", 10, 672],
  ["10101", 12, 1696],
  ["101100", 14, 5792],
  ["101101", 15, 22176],
  ["1011100", 18, 54944],
  ["1011101", 20, 317088],
  ["10111100", 20, 1365664],
  ["10111101", 21, 2414240],
] as const;

const LITERAL_TOKENS = new Map(
  Object.entries({
    "11000": 0x00,
    "11001": 0x01,
    "110100": 0x02,
    "110101": 0x03,
    "110110": 0xff,
    "1101110": 0x04,
    "1101111": 0x05,
    "1110000": 0x06,
    "1110001": 0x07,
    "1110010": 0x08,
    "1110011": 0x09,
    "1110100": 0x0a,
    "1110101": 0x0b,
    "1110110": 0x3a,
    "1110111": 0x3b,
    "1111000": 0x3c,
    "1111001": 0x3d,
    "1111010": 0x3e,
    "1111011": 0x3f,
    "1111100": 0x40,
    "1111101": 0x80,
    "11111100": 0x0c,
    "11111101": 0x38,
    "11111110": 0x39,
    "11111111": 0x66,
  }).map(([prefix, byte]) => [byte, prefix]),
);

export type SegmentForm = "matches" | "unencoded" | "plain";

/** A plain RDP 8.0 compressor for tests: greedy matches, byte literals, runs of unencoded bytes, plain segments. */
export class ZgfxCompressor {
  #past: Uint8Array = new Uint8Array(0);
  readonly #lastSeen = new Map<number, number>();

  /** RDP_SEGMENTED_DATA; `form` says how each segment is written. */
  compress(data: Uint8Array, form: (segment: number) => SegmentForm = () => "matches"): Uint8Array {
    const segments: Uint8Array[] = [];
    for (let from = 0; from < data.length; from += SEGMENT_SIZE) {
      segments.push(this.#segment(data.subarray(from, from + SEGMENT_SIZE), form(segments.length)));
    }
    if (segments.length === 1) return new ByteWriter().u8(0xe0).bytes(segments[0]).toBytes();
    const writer = new ByteWriter().u8(0xe1).u16(segments.length).u32(data.length);
    for (const segment of segments) writer.u32(segment.length).bytes(segment);
    return writer.toBytes();
  }

  #segment(data: Uint8Array, form: SegmentForm): Uint8Array {
    const start = this.#past.length;
    this.#past = concat([this.#past, data]);
    if (form === "plain") return new ByteWriter().u8(0x04).bytes(data).toBytes();
    const bits = new BitWriter();
    let at = start;
    while (at < this.#past.length) {
      const literals = Math.min(40, this.#past.length - at);
      at += form === "unencoded" ? this.#writeUnencoded(bits, at, literals) : this.#writeToken(bits, at);
    }
    const padding = (8 - (bits.bitLength % 8)) % 8;
    return new ByteWriter().u8(0x24).bytes(bits.toBytes()).u8(padding).toBytes();
  }

  #writeToken(bits: BitWriter, at: number): number {
    const past = this.#past;
    const distance = at - this.#find(at);
    const token = MATCH_TOKENS.findLast(([, , base]) => base <= distance);
    if (!token || distance > HISTORY_SIZE) {
      writeLiteral(bits, past[at]);
      return 1;
    }
    let length = 3;
    while (at + length < past.length && past[at + length] === past[at + length - distance]) length++;
    writePrefix(bits, token[0]);
    bits.write(distance - token[2], token[1]);
    writeLength(bits, length);
    return length;
  }

  /** Where the next three bytes were last seen; they are taken down as seen here. */
  #find(at: number): number {
    if (at + 2 >= this.#past.length) return Number.NEGATIVE_INFINITY;
    const key = this.#past[at] | (this.#past[at + 1] << 8) | (this.#past[at + 2] << 16);
    const seen = this.#lastSeen.get(key) ?? Number.NEGATIVE_INFINITY;
    this.#lastSeen.set(key, at);
    return seen;
  }

  #writeUnencoded(bits: BitWriter, at: number, count: number): number {
    writePrefix(bits, "10001");
    bits.write(0, 5);
    bits.write(count, 15);
    bits.align();
    for (const byte of this.#past.subarray(at, at + count)) bits.write(byte, 8);
    return count;
  }
}

function writePrefix(bits: BitWriter, prefix: string): void {
  bits.write(Number.parseInt(prefix, 2), prefix.length);
}

function writeLiteral(bits: BitWriter, byte: number): void {
  const prefix = LITERAL_TOKENS.get(byte);
  if (prefix) writePrefix(bits, prefix);
  else bits.write(byte, 9);
}

function writeLength(bits: BitWriter, length: number): void {
  if (length === 3) {
    bits.write(0, 1);
    return;
  }
  const exponent = Math.floor(Math.log2(length));
  writePrefix(bits, `${"1".repeat(exponent - 1)}0`);
  bits.write(length - 2 ** exponent, exponent);
}
