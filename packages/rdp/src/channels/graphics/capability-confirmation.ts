import { type CapabilitySet, decodeCapsConfirm, graphicsCommands } from "./graphics-pdus.ts";

/** RDP_SEGMENTED_DATA of one segment ([MS-RDPEGFX] 2.2.5.1), and the header byte of a segment as it is or compressed. */
const SINGLE_SEGMENT = 0xe0;
const PLAIN = 0x04;
const COMPRESSED = 0x24;
/** Bytes of RDPGFX_CAPS_CONFIRM_PDU. */
const CONFIRMATION_LENGTH = 20;

/**
 * The set that an RDPGFX_CAPS_CONFIRM_PDU at the beginning of a message confirms; undefined for other messages.
 * The rest of the pipeline is not for us to read, so the confirmation is told apart by a look at a few bytes: as the first
 * message of the pipeline it can refer to nothing before it, not even when it is compressed.
 * @param piece the first piece of a message. Throws DecodeError.
 */
export function confirmedCapabilities(piece: Uint8Array): CapabilitySet | undefined {
  if (piece[0] !== SINGLE_SEGMENT) return undefined;
  const isPlain = piece[1] === PLAIN && piece[2] === graphicsCommands.capsConfirm && piece[3] === 0;
  if (isPlain) return decodeCapsConfirm(piece.subarray(2));
  if (piece[1] !== COMPRESSED || !startsWithLiteral(piece, graphicsCommands.capsConfirm)) return undefined;
  const plain = inflateBeginning(piece.subarray(2), CONFIRMATION_LENGTH);
  return plain[1] === 0 ? decodeCapsConfirm(plain) : undefined;
}

/** A byte without a short prefix of its own is a bit 0 and its eight bits. */
function startsWithLiteral(piece: Uint8Array, byte: number): boolean {
  return piece[2] === byte >> 1 && ((piece[3] ?? 0) & 0x80) >> 7 === (byte & 1);
}

/** The prefixes of frequent bytes ([MS-RDPEGFX] 3.1.9.1.2) in order, for the lengths 5 to 8. */
const FREQUENT = [
  { length: 5, first: 0b11000, bytes: [0x00, 0x01] },
  { length: 6, first: 0b110100, bytes: [0x02, 0x03, 0xff] },
  {
    length: 7,
    first: 0b1101110,
    bytes: [4, 5, 6, 7, 8, 9, 10, 11, 0x3a, 0x3b, 0x3c, 0x3d, 0x3e, 0x3f, 0x40, 0x80],
  },
  { length: 8, first: 0b11111100, bytes: [0x0c, 0x38, 0x39, 0x66] },
];
/** The prefix of matches 1 to 31 bytes back. */
const NEAR_MATCH = 0b10001;

/** The first bytes of a segment that refers to nothing before it, at most `length`; fewer where it does. */
function inflateBeginning(segment: Uint8Array, length: number): Uint8Array {
  const output: number[] = [];
  let at = 0;
  const peek = (count: number): number => {
    let value = 0;
    for (let bit = at; bit < at + count; bit++)
      value = (value << 1) | (((segment[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
    return value;
  };
  const read = (count: number): number => {
    const value = peek(count);
    at += count;
    return value;
  };
  while (output.length < length && at < segment.length * 8) {
    if (peek(1) === 0) {
      output.push(read(9));
    } else if (peek(5) === NEAR_MATCH) {
      at += 5;
      const distance = read(5);
      let size = 3;
      if (read(1) === 1) {
        let exponent = 2;
        while (exponent < 5 && read(1) === 1) exponent++;
        size = 2 ** exponent + read(exponent);
      }
      if (distance === 0 || distance > output.length) break;
      for (; size > 0; size--) output.push(output[output.length - distance] as number);
    } else {
      const group = FREQUENT.find(({ length, first, bytes }) => peek(length) - first in bytes);
      if (!group) break;
      output.push(group.bytes[read(group.length) - group.first] as number);
    }
  }
  return Uint8Array.from(output);
}
