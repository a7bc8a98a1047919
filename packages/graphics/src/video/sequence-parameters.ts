import { GraphicsDecodeError } from "../decode-error.ts";
import { BitReader, BitWriter, withEmulationPrevention, withoutEmulationPrevention } from "./bits.ts";
import type { VideoFormat } from "./video-decoder.ts";

const STRUCTURE = "H.264 sequence parameter set";

/** profile_idc values whose parameter sets say how colours are sampled; the others have 4:2:0 in 8 bits. */
const HIGH_PROFILES: readonly number[] = [44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244];
const CHROMA_420 = 1;
const MACROBLOCK = 16;
/** What the kernels take. */
const MAX_CODED_SIDE = 16_384;
const EXTENDED_ASPECT_RATIO = 255;
/** Bytes; real ones have some dozens. Lists in them may be as long as there are bits. */
const MAX_LENGTH = 4096;

/** A sequence parameter set and what it says. */
export interface SequenceParameters {
  readonly format: VideoFormat;
  /** The NAL unit without its first byte, to be decoded in place of the one that was read. */
  readonly nal: Uint8Array;
}

/**
 * Reads a sequence parameter set, [ITU-H.264] 7.3.2.1.1, and makes it say that pictures are shown in the order in which
 * they come, as in RDP they are: a decoder that does not know may hold pictures back until others follow.
 * @param nal the NAL unit without its first byte
 * @throws GraphicsDecodeError
 */
export function readSequenceParameters(nal: Uint8Array): SequenceParameters {
  if (nal.length > MAX_LENGTH)
    throw new GraphicsDecodeError(STRUCTURE, `${nal.length} bytes, where ${MAX_LENGTH} may be`);
  const payload = withoutEmulationPrevention(nal);
  const codec = `avc1.${Array.from(payload.subarray(0, 3), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  const reader = new BitReader(payload, STRUCTURE);
  const profile = reader.bits(8);
  reader.skip(16); // constraint flags, level_idc
  reader.exponential(); // seq_parameter_set_id
  if (HIGH_PROFILES.includes(profile)) skipHighProfile(reader);
  reader.exponential(); // log2_max_frame_num_minus4
  skipPictureOrder(reader);
  const referencePictures = reader.exponential();
  reader.skip(1); // gaps_in_frame_num_value_allowed_flag
  const width = (reader.exponential() + 1) * MACROBLOCK;
  const mapUnits = reader.exponential() + 1;
  const areFramesOnly = reader.flag();
  const height = mapUnits * MACROBLOCK * (areFramesOnly ? 1 : 2);
  if (width > MAX_CODED_SIDE || height > MAX_CODED_SIDE) {
    throw new GraphicsDecodeError(STRUCTURE, `pictures of ${width} x ${height}`);
  }
  if (!areFramesOnly) reader.skip(1); // mb_adaptive_frame_field_flag
  reader.skip(1); // direct_8x8_inference_flag
  const isCropped = reader.flag();
  if (isCropped) for (let side = 0; side < 4; side++) reader.exponential();
  const inOrder = restrictOrder(payload, reader, referencePictures);
  return { format: { codec, width, height }, nal: withEmulationPrevention(inOrder) };
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
  reader.skip(1); // qpprime_y_zero_transform_bypass_flag
  const hasScalingMatrix = reader.flag();
  if (!hasScalingMatrix) return;
  for (let list = 0; list < 8; list++) {
    if (reader.flag()) skipScalingList(reader, list < 6 ? 16 : 64);
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
  reader.skip(1); // delta_pic_order_always_zero_flag
  reader.exponential(); // offset_for_non_ref_pic
  reader.exponential(); // offset_for_top_to_bottom_field
  for (let left = reader.exponential(); left > 0; left--) reader.exponential();
}

/** Replaces the bitstream restrictions of vui_parameters, [ITU-H.264] E.1.1, at which `reader` stands. */
function restrictOrder(payload: Uint8Array, reader: BitReader, referencePictures: number): Uint8Array {
  const beforeVui = reader.position;
  const writer = new BitWriter();
  if (reader.flag()) {
    skipToRestrictions(reader);
    writer.copy(payload, reader.position);
  } else writer.copy(payload, beforeVui).digits("1").digits("00000000");
  return writer
    .digits("11") // bitstream_restriction_flag, motion_vectors_over_pic_boundaries_flag
    .exponential(0) // max_bytes_per_pic_denom: no limit
    .exponential(0) // max_bits_per_mb_denom: no limit
    .exponential(16) // log2_max_mv_length_horizontal: the most
    .exponential(16) // log2_max_mv_length_vertical
    .exponential(0) // max_num_reorder_frames
    .exponential(referencePictures) // max_dec_frame_buffering
    .toBytes();
}

function skipToRestrictions(reader: BitReader): void {
  if (reader.flag() && reader.bits(8) === EXTENDED_ASPECT_RATIO) reader.skip(32);
  if (reader.flag()) reader.skip(1); // overscan
  if (reader.flag()) {
    reader.skip(4); // video_format, video_full_range_flag
    if (reader.flag()) reader.skip(24); // primaries, transfer, matrix
  }
  if (reader.flag()) {
    reader.exponential(); // chroma_sample_loc_type_top_field
    reader.exponential(); // chroma_sample_loc_type_bottom_field
  }
  if (reader.flag()) reader.skip(65); // timing
  const hasNalHrd = reader.flag();
  if (hasNalHrd) skipHrd(reader);
  const hasVclHrd = reader.flag();
  if (hasVclHrd) skipHrd(reader);
  if (hasNalHrd || hasVclHrd) reader.skip(1); // low_delay_hrd_flag
  reader.skip(1); // pic_struct_present_flag
}

/** hrd_parameters, [ITU-H.264] E.1.2. */
function skipHrd(reader: BitReader): void {
  const count = reader.exponential() + 1;
  reader.skip(8); // bit_rate_scale, cpb_size_scale
  for (let left = count; left > 0; left--) {
    reader.exponential(); // bit_rate_value_minus1
    reader.exponential(); // cpb_size_value_minus1
    reader.skip(1); // cbr_flag
  }
  reader.skip(20); // lengths of delays and times
}
