import { GraphicsDecodeError } from "../decode-error.ts";
import type { Kernels } from "../kernels/kernels.ts";
import { expectDecoded } from "../kernels/problems.ts";
import { ByteReader } from "../reader.ts";

/** [MS-RDPEGFX] 3.1.9.1: how far back a match may reach. */
const HISTORY_SIZE = 2_500_000;
/** The history is moved back once as much again has followed it. */
const BUFFER_SIZE = 2 * HISTORY_SIZE;
const MAX_SEGMENT_SIZE = 65_535;
/** No message of a real server comes near: an uncompressed 8192x2048 bitmap. */
const MAX_MESSAGE_SIZE = 64 * 1024 * 1024;

const SINGLE = 0xe0;
const MULTIPART = 0xe1;
const COMPRESSION_TYPE_RDP8 = 0x04;
const PACKET_COMPRESSED = 0x20;
/** A segment is its header byte and at least one byte of data, behind its 4-byte size. */
const MIN_SEGMENT_RECORD = 6;
/** What the kernel may overwrite behind what it writes. */
const PADDING = 16;

/**
 * Decompresses RDP_SEGMENTED_DATA ([MS-RDPEGFX] 2.2.5.1, RDP 8.0 bulk compression of 3.1.9.1).
 * The history runs through all messages of one channel; after an error only `reset` makes the decompressor useful again.
 */
export class ZgfxDecompressor {
  readonly #kernels: Kernels;
  readonly #tokens: number;
  /** What was decompressed last, at the least the history. */
  readonly #buffer: number;
  /** How much of the buffer is in use. */
  #used = HISTORY_SIZE;
  #output = new Uint8Array(MAX_SEGMENT_SIZE);
  #length = 0;

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
    this.#buffer = kernels.allocate(BUFFER_SIZE + PADDING);
    this.#tokens = kernels.allocate(TOKENS.byteLength);
    kernels.words.set(TOKENS, this.#tokens / 4);
  }

  /** The channel was opened anew: nothing was decompressed yet. */
  reset(): void {
    this.#kernels.bytes.fill(0, this.#buffer, this.#buffer + HISTORY_SIZE);
    this.#used = HISTORY_SIZE;
  }

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
    const start = this.#roomForSegment();
    const most = Math.min(limit - this.#length, MAX_SEGMENT_SIZE);
    const data = segment.subarray(1);
    const end = header & PACKET_COMPRESSED ? this.#inflate(data, start, most) : this.#copy(data, start, most);
    this.#output.set(this.#kernels.bytes.subarray(start, end), this.#length);
    this.#length += end - start;
    this.#used += end - start;
  }

  /** Where the next segment goes: behind the history, which is moved back when the buffer ends. */
  #roomForSegment(): number {
    if (this.#used + MAX_SEGMENT_SIZE > BUFFER_SIZE) {
      const end = this.#buffer + this.#used;
      this.#kernels.bytes.copyWithin(this.#buffer, end - HISTORY_SIZE, end);
      this.#used = HISTORY_SIZE;
    }
    return this.#buffer + this.#used;
  }

  /** Decodes at `start` what must not be more than `most` bytes; returns where it ends. */
  #inflate(data: Uint8Array, start: number, most: number): number {
    const input = this.#kernels.input(data);
    const end = this.#kernels.exports.inflate(input, data.length, this.#tokens, start, start + most);
    if (end < start) expectDecoded("RDP8_BULK_ENCODED_DATA", end);
    return end;
  }

  #copy(data: Uint8Array, start: number, most: number): number {
    if (data.length > most)
      throw new GraphicsDecodeError("RDP8_BULK_ENCODED_DATA", "the segment is longer than it may be");
    this.#kernels.bytes.set(data, start);
    return start + data.length;
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

/** A distance that no match may have; larger ones are not kept. */
const TOO_FAR = 2 ** 22 - 1;
const IS_MATCH = 1 << 9;

/** For each 9 bits the token that they begin with, as the kernel wants it; 0 for the one prefix that is unassigned. */
const TOKENS = (() => {
  const table = new Uint32Array(512);
  const add = (prefix: number, length: number, token: number) => {
    table.fill(token | length, prefix << (9 - length), (prefix + 1) << (9 - length));
  };
  for (let byte = 0; byte < 256; byte++) add(byte, 9, byte << 10);
  for (const [prefix, valueBits, base] of MATCHES) {
    add(Number.parseInt(prefix, 2), prefix.length, (Math.min(base, TOO_FAR) << 10) | IS_MATCH | (valueBits << 4));
  }
  for (const [prefix, bytes] of LITERALS) {
    for (const [i, byte] of bytes.entries()) add(Number.parseInt(prefix, 2) + i, prefix.length, byte << 10);
  }
  return table;
})();
