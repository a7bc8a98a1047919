import { readSequenceParameters } from "./sequence-parameters.ts";
import type { VideoFormat } from "./video-decoder.ts";

/** nal_unit_type values, [ITU-H.264] table 7-1. */
const Nal = { Slice: 1, KeySlice: 5, SequenceParameters: 7 } as const;

/** What is to be known of one access unit. */
export interface H264Unit {
  /** Whether there is a picture, and not parameters alone. */
  readonly hasPicture: boolean;
  /** Whether the picture refers to none before it. */
  readonly isKey: boolean;
  /** What its sequence parameter set says, if it has one. */
  readonly format: VideoFormat | undefined;
}

/**
 * Looks through the NAL units of a byte stream, [ITU-H.264] Annex B, up to the picture's first slice: parameters come before
 * it, and an IDR picture has no other slices. Throws GraphicsDecodeError.
 */
export function readH264Unit(bytes: Uint8Array): H264Unit {
  let format: VideoFormat | undefined;
  for (let start = nextNal(bytes, 0); start < bytes.length; start = nextNal(bytes, start)) {
    const type = bytes[start] & 31;
    if (type === Nal.Slice || type === Nal.KeySlice) return { hasPicture: true, isKey: type === Nal.KeySlice, format };
    if (type === Nal.SequenceParameters)
      format = readSequenceParameters(bytes.subarray(start + 1, nextNal(bytes, start)));
  }
  return { hasPicture: false, isKey: false, format };
}

/** Where the next NAL unit begins: after 00 00 01; the end, if none does. */
function nextNal(bytes: Uint8Array, from: number): number {
  for (let one = bytes.indexOf(1, from + 2); one !== -1; one = bytes.indexOf(1, one + 1)) {
    if (bytes[one - 1] === 0 && bytes[one - 2] === 0) return one + 1;
  }
  return bytes.length;
}
