import { GraphicsDecodeError } from "../decode-error.ts";
import { ByteReader } from "../reader.ts";

/** [MS-RDPEGFX] 3.1.9.1: how far back a match may reach. */
const HISTORY_SIZE = 2_500_000;
const MAX_SEGMENT_SIZE = 65_535;
/** No message of a real server comes near: an uncompressed 8192x2048 bitmap. */
const MAX_MESSAGE_SIZE = 64 * 1024 * 1024;

const SINGLE = 0xe0;
const MULTIPART = 0xe1;
const COMPRESSION_TYPE_RDP8 = 0x04;
const PACKET_COMPRESSED = 0x20;
/** A segment is its header byte and at least one byte of data, behind its 4-byte size. */
const MIN_SEGMENT_RECORD = 6;

/**
 * Decompresses RDP_SEGMENTED_DATA ([MS-RDPEGFX] 2.2.5.1, RDP 8.0 bulk compression of 3.1.9.1).
 * The history runs through all messages of one channel; after an error the decompressor is of no more use.
 */
export class ZgfxDecompressor {
  readonly #history = new Uint8Array(HISTORY_SIZE);
  #historyPosition = 0;
  #output = new Uint8Array(MAX_SEGMENT_SIZE);
  #length = 0;

  /**
   * The plain bytes of one whole message: a view that holds until the next call.
   * @throws GraphicsDecodeError
   */
  decompress(data: Uint8Array): Uint8Array {
    const reader = new ByteReader(data, "RDP_SEGMENTED_DATA");
    this.#length = 0;
    const descriptor = reader.u8();
    if (descriptor === SINGLE) {
      this.#appendSegment(reader.bytes(reader.remaining), MAX_SEGMENT_SIZE);
    } else if (descriptor === MULTIPART) {
      this.#appendSegments(reader);
    } else {
      throw new GraphicsDecodeError("RDP_SEGMENTED_DATA", `descriptor 0x${descriptor.toString(16)} is unknown`);
    }
    return this.#output.subarray(0, this.#length);
  }

  #appendSegments(reader: ByteReader): void {
    const count = reader.u16();
    const size = reader.u32();
    if (count * MIN_SEGMENT_RECORD > reader.remaining || size > Math.min(count * MAX_SEGMENT_SIZE, MAX_MESSAGE_SIZE)) {
      throw new GraphicsDecodeError("RDP_SEGMENTED_DATA", `${count} segments cannot hold ${size} bytes`);
    }
    if (size > this.#output.length) this.#output = new Uint8Array(size);
    for (let i = 0; i < count; i++) this.#appendSegment(reader.bytes(reader.u32()), size);
    if (this.#length !== size) {
      throw new GraphicsDecodeError("RDP_SEGMENTED_DATA", `${size} bytes announced, ${this.#length} decompressed`);
    }
  }

  /** RDP8_BULK_ENCODED_DATA (2.2.5.3); `limit` is where the whole output must end. */
  #appendSegment(segment: Uint8Array, limit: number): void {
    if (segment.length < 2) throw new GraphicsDecodeError("RDP8_BULK_ENCODED_DATA", "the segment is empty");
    const header = segment[0];
    if ((header & 0x0f) !== COMPRESSION_TYPE_RDP8) {
      throw new GraphicsDecodeError("RDP8_BULK_ENCODED_DATA", `compression type ${header & 0x0f} is not RDP 8.0`);
    }
    const start = this.#length;
    const end = Math.min(limit, start + MAX_SEGMENT_SIZE);
    if (header & PACKET_COMPRESSED) {
      this.#length = this.#inflate(segment, start, end);
    } else {
      requireRoom(segment.length - 1, end - start);
      this.#output.set(segment.subarray(1), start);
      this.#length = start + segment.length - 1;
    }
    this.#remember(this.#output.subarray(start, this.#length));
  }

  /** Decodes the tokens of 3.1.9.1.2 into the output from `start` and returns where they end. */
  #inflate(segment: Uint8Array, start: number, end: number): number {
    const output = this.#output;
    const bits = new BitReader(segment);
    let at = start;
    while (!bits.done) {
      const token = bits.peek9();
      bits.skip(TOKENS.prefixLength[token]);
      const value = TOKENS.base[token] + bits.read(TOKENS.valueBits[token]);
      if (!TOKENS.isMatch[token]) {
        requireRoom(1, end - at);
        output[at++] = value;
      } else if (value === 0) {
        const literals = bits.alignedBytes(bits.read(15));
        requireRoom(literals.length, end - at);
        output.set(literals, at);
        at += literals.length;
      } else {
        const length = readMatchLength(bits);
        requireRoom(length, end - at);
        this.#copyMatch(value, length, start, at);
        at += length;
      }
    }
    return at;
  }

  /** Repeats what was written `distance` bytes ago; the history ring ends where this segment starts. */
  #copyMatch(distance: number, length: number, start: number, at: number): void {
    if (distance > HISTORY_SIZE) {
      throw new GraphicsDecodeError("RDP8_BULK_ENCODED_DATA", `a match reaches ${distance} bytes back`);
    }
    const output = this.#output;
    const stop = at + length;
    let source = at - distance;
    let ring = this.#historyPosition + source - start;
    if (ring < 0) ring += HISTORY_SIZE;
    while (source < start && at < stop) {
      output[at++] = this.#history[ring++];
      source++;
      if (ring === HISTORY_SIZE) ring = 0;
    }
    while (at < stop) output[at++] = output[source++];
  }

  #remember(bytes: Uint8Array): void {
    const toEnd = HISTORY_SIZE - this.#historyPosition;
    if (bytes.length < toEnd) {
      this.#history.set(bytes, this.#historyPosition);
      this.#historyPosition += bytes.length;
    } else {
      this.#history.set(bytes.subarray(0, toEnd), this.#historyPosition);
      this.#history.set(bytes.subarray(toEnd), 0);
      this.#historyPosition = bytes.length - toEnd;
    }
  }
}

function requireRoom(length: number, room: number): void {
  if (length > room) {
    throw new GraphicsDecodeError("RDP8_BULK_ENCODED_DATA", "the segment decompresses to more than it may");
  }
}

/** 3.1.9.1.2: a unary power of two, then as many bits of what is added to it. */
function readMatchLength(bits: BitReader): number {
  if (bits.read(1) === 0) return 3;
  let exponent = 2;
  while (bits.read(1) === 1) exponent++;
  if (exponent > 16) throw new GraphicsDecodeError("RDP8_BULK_ENCODED_DATA", "a match is longer than a segment");
  return 2 ** exponent + bits.read(exponent);
}

/** The bits of a compressed segment, most significant first; its last byte says how many of them are padding. */
class BitReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #position = 8;

  constructor(segment: Uint8Array) {
    const last = segment.length - 1;
    this.#bytes = segment;
    this.#end = last * 8 - segment[last];
    if (segment[last] > 7 || this.#end < this.#position) {
      throw new GraphicsDecodeError("RDP8_BULK_ENCODED_DATA", `${segment[last]} bits of padding are too many`);
    }
  }

  get done(): boolean {
    return this.#position === this.#end;
  }

  /** The next 9 bits without taking them; beyond the end they mean nothing. */
  peek9(): number {
    const at = this.#position >>> 3;
    return (((this.#bytes[at] << 8) | this.#bytes[at + 1]) >>> (7 - (this.#position & 7))) & 0x1ff;
  }

  skip(count: number): void {
    this.#position += count;
    if (this.#position > this.#end) {
      throw new GraphicsDecodeError("RDP8_BULK_ENCODED_DATA", "the segment ends within a token");
    }
  }

  /** The next `count` (0 to 24) bits as a number. */
  read(count: number): number {
    const bytes = this.#bytes;
    const at = this.#position >>> 3;
    const word = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    const value = count === 0 ? 0 : (word << (this.#position & 7)) >>> (32 - count);
    this.skip(count);
    return value;
  }

  /** The next `count` bytes from the next byte boundary on. */
  alignedBytes(count: number): Uint8Array {
    const from = (this.#position + 7) >>> 3;
    this.#position = from * 8;
    this.skip(count * 8);
    return this.#bytes.subarray(from, from + count);
  }
}

/** The token table of 3.1.9.1.2: prefix, bits of value, what is added to the value. */
const MATCHES: readonly (readonly [prefix: string, valueBits: number, base: number])[] = [
  ["10001", 5, 0],
  ["10010", 7, 32],
  ["10011", 9, 160],
  ["10100", 10, 672],
  ["10101", 12, 1_696],
  ["101100", 14, 5_792],
  ["101101", 15, 22_176],
  ["1011100", 18, 54_944],
  ["1011101", 20, 317_088],
  ["10111100", 20, 1_365_664],
  ["10111101", 21, 2_414_240],
  ["101111100", 22, 4_511_392],
  ["101111101", 23, 8_705_696],
  ["101111110", 24, 17_094_304],
];

/** The prefixes of the most frequent bytes; any byte can be written as "0" and its 8 bits. */
const LITERALS: readonly (readonly [firstPrefix: string, bytes: readonly number[]])[] = [
  ["11000", [0x00, 0x01]],
  ["110100", [0x02, 0x03, 0xff]],
  ["1101110", [0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x3a, 0x3b, 0x3c, 0x3d, 0x3e, 0x3f, 0x40, 0x80]],
  ["11111100", [0x0c, 0x38, 0x39, 0x66]],
];

/** For each 9 bits the token they begin with; the one prefix that is unassigned stays longer than any segment. */
const TOKENS = (() => {
  const table = {
    prefixLength: new Uint32Array(512).fill(0x7fffffff),
    valueBits: new Uint8Array(512),
    base: new Uint32Array(512),
    isMatch: new Uint8Array(512),
  };
  const add = (prefix: number, length: number, valueBits: number, base: number, isMatch: 0 | 1) => {
    const from = prefix << (9 - length);
    const to = (prefix + 1) << (9 - length);
    table.prefixLength.fill(length, from, to);
    table.valueBits.fill(valueBits, from, to);
    table.base.fill(base, from, to);
    table.isMatch.fill(isMatch, from, to);
  };
  add(0, 1, 8, 0, 0);
  for (const [prefix, valueBits, base] of MATCHES) add(Number.parseInt(prefix, 2), prefix.length, valueBits, base, 1);
  for (const [prefix, bytes] of LITERALS) {
    for (const [i, byte] of bytes.entries()) add(Number.parseInt(prefix, 2) + i, prefix.length, 0, byte, 0);
  }
  return table;
})();
