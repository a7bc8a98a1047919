import { GraphicsDecodeError } from "../decode-error.ts";
import { readSequenceParameters } from "./sequence-parameters.ts";
import type { VideoFormat } from "./video-decoder.ts";

/** nal_unit_type values, [ITU-H.264] table 7-1. */
const Nal = { Slice: 1, KeySlice: 5, SequenceParameters: 7 } as const;

const START_CODE_LENGTH = 3;
/** A stream tells them apart by numbers below this. For each, all of a unit is copied. */
const MAX_SEQUENCE_PARAMETERS = 32;

/** What is to be known of one access unit. */
export interface H264Unit {
  /** Whether there is a picture, and not parameters alone. */
  readonly hasPicture: boolean;
  /** Whether the picture refers to none before it. */
  readonly isKey: boolean;
  /** What its sequence parameter set says, if it has one. */
  readonly format: VideoFormat | undefined;
  /** To be decoded in place of what was read; see `readSequenceParameters`. */
  readonly bytes: Uint8Array;
}

/**
 * Looks through the NAL units of a byte stream, [ITU-H.264] Annex B, up to the picture's first slice: parameters come before
 * it, and an IDR picture has no other slices. Throws GraphicsDecodeError.
 */
export function readH264Unit(unit: Uint8Array): H264Unit {
  let bytes = unit;
  let format: VideoFormat | undefined;
  let parameterSets = 0;
  for (let start = nextNal(bytes, 0); start < bytes.length; start = nextNal(bytes, start)) {
    const type = bytes[start] & 31;
    if (type === Nal.Slice || type === Nal.KeySlice) {
      return { hasPicture: true, isKey: type === Nal.KeySlice, format, bytes };
    }
    if (type === Nal.SequenceParameters) {
      if (++parameterSets > MAX_SEQUENCE_PARAMETERS) {
        throw new GraphicsDecodeError(
          "H.264",
          `more than ${MAX_SEQUENCE_PARAMETERS} sequence parameter sets in a unit`,
        );
      }
      const end = endOfNal(bytes, start);
      const parameters = readSequenceParameters(bytes.subarray(start + 1, end));
      format = parameters.format;
      bytes = replaced(bytes, start + 1, end, parameters.nal);
    }
  }
  return { hasPicture: false, isKey: false, format, bytes };
}

/** Where the next NAL unit begins: after 00 00 01; the end, if none does. */
function nextNal(bytes: Uint8Array, from: number): number {
  for (let one = bytes.indexOf(1, from + 2); one !== -1; one = bytes.indexOf(1, one + 1)) {
    if (bytes[one - 1] === 0 && bytes[one - 2] === 0) return one + 1;
  }
  return bytes.length;
}

/** Where the NAL unit that begins at `start` ends, less the zeros that may follow it. */
function endOfNal(bytes: Uint8Array, start: number): number {
  const next = nextNal(bytes, start);
  let end = next === bytes.length ? next : next - START_CODE_LENGTH;
  while (end > start + 1 && bytes[end - 1] === 0) end--;
  return end;
}

function replaced(bytes: Uint8Array, start: number, end: number, part: Uint8Array): Uint8Array {
  const result = new Uint8Array(start + part.length + bytes.length - end);
  result.set(bytes.subarray(0, start));
  result.set(part, start);
  result.set(bytes.subarray(end), start + part.length);
  return result;
}
