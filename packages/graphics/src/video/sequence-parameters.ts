import { GraphicsDecodeError } from "../decode-error.ts";
import type { VideoFormat } from "./video-decoder.ts";

const STRUCTURE = "H.264 sequence parameter set";

/** profile_idc values whose parameter sets say how colours are sampled; the others have 4:2:0 in 8 bits. */
const HIGH_PROFILES: readonly number[] = [44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244];
const CHROMA_420 = 1;
const MACROBLOCK = 16;

/**
 * Reads a sequence parameter set as far as its picture's size, [ITU-H.264] 7.3.2.1.1.
 * @param nal the NAL unit without its first byte
 * @throws GraphicsDecodeError
 */
export function readSequenceParameters(nal: Uint8Array): VideoFormat {
  const payload = withoutEmulationPrevention(nal);
  const codec = `avc1.${Array.from(payload.subarray(0, 3), toHex).join("")}`;
  const reader = new BitReader(payload);
  const profile = reader.bits(8);
  reader.bits(16); // constraint flags, level_idc
  reader.exponential(); // seq_parameter_set_id
  if (HIGH_PROFILES.includes(profile)) skipHighProfile(reader);
  reader.exponential(); // log2_max_frame_num_minus4
  skipPictureOrder(reader);
  reader.exponential(); // max_num_ref_frames
  reader.bits(1); // gaps_in_frame_num_value_allowed_flag
  const width = (reader.exponential() + 1) * MACROBLOCK;
  const mapUnits = reader.exponential() + 1;
  const areFramesOnly = reader.bits(1) === 1;
  return { codec, width, height: mapUnits * MACROBLOCK * (areFramesOnly ? 1 : 2) };
}

function toHex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}

function skipHighProfile(reader: BitReader): void {
  const chromaFormat = reader.exponential();
  const lumaDepth = reader.exponential() + 8;
  const chromaDepth = reader.exponential() + 8;
  if (chromaFormat !== CHROMA_420 || lumaDepth !== 8 || chromaDepth !== 8) {
    throw new GraphicsDecodeError(
      STRUCTURE,
      `colours of format ${chromaFormat} in ${lumaDepth} and ${chromaDepth} bits`,
    );
  }
  reader.bits(1); // qpprime_y_zero_transform_bypass_flag
  const hasScalingMatrix = reader.bits(1) === 1;
  if (!hasScalingMatrix) return;
  for (let list = 0; list < 8; list++) {
    if (reader.bits(1) === 1) skipScalingList(reader, list < 6 ? 16 : 64);
  }
}

/** [ITU-H.264] 7.3.2.1.1.1. */
function skipScalingList(reader: BitReader, size: number): void {
  let last = 8;
  for (let i = 0; i < size; i++) {
    const next = (last + reader.signedExponential()) & 255;
    if (next === 0) return;
    last = next;
  }
}

function skipPictureOrder(reader: BitReader): void {
  const type = reader.exponential();
  if (type === 0) reader.exponential(); // log2_max_pic_order_cnt_lsb_minus4
  if (type !== 1) return;
  reader.bits(1); // delta_pic_order_always_zero_flag
  reader.signedExponential(); // offset_for_non_ref_pic
  reader.signedExponential(); // offset_for_top_to_bottom_field
  for (let left = reader.exponential(); left > 0; left--) reader.signedExponential();
}

/** The bytes that were before 00 00 03 was written for 00 00, [ITU-H.264] 7.4.1.1. */
function withoutEmulationPrevention(nal: Uint8Array): Uint8Array {
  return nal.filter((byte, i) => !(byte === 3 && i >= 2 && nal[i - 1] === 0 && nal[i - 2] === 0));
}

/** Reads bits from the most significant on. */
class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The next `count` bits, at most 31. */
  bits(count: number): number {
    if (this.#at + count > this.#bytes.length * 8) throw new GraphicsDecodeError(STRUCTURE, "it ends too early");
    let value = 0;
    for (let i = 0; i < count; i++, this.#at++) {
      value = (value << 1) | ((this.#bytes[this.#at >> 3] >> (7 - (this.#at & 7))) & 1);
    }
    return value;
  }

  /** ue(v), [ITU-H.264] 9.1. */
  exponential(): number {
    let zeros = 0;
    while (this.bits(1) === 0) zeros++;
    if (zeros > 16) throw new GraphicsDecodeError(STRUCTURE, `a number of ${zeros} bits`);
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  /** se(v), [ITU-H.264] 9.1.1. */
  signedExponential(): number {
    const value = this.exponential();
    return value % 2 === 1 ? (value + 1) / 2 : -value / 2;
  }
}
