import type { Reader } from "../../wire/reader.ts";
import type { Writer } from "../../wire/writer.ts";

/** WAVEFORMATEX, as both directions of sound list it: AUDIO_FORMAT ([MS-RDPEA] 2.2.2.1.1). */
export interface AudioFormat {
  /** Of `AudioFormatTag`, or another one. */
  readonly tag: number;
  readonly channels: number;
  /** Samples of a channel a second. */
  readonly rate: number;
  readonly bytesPerSecond: number;
  /** Bytes that belong together: a sample of all channels, or a block of ADPCM. */
  readonly blockAlign: number;
  /** Of a sample; 0 where it is not said. */
  readonly bits: number;
  /** What the format needs beyond that. */
  readonly extra: Uint8Array;
}

/** wFormatTag of formats that are known here. */
export const AudioFormatTag = {
  Pcm: 0x0001,
  MsAdpcm: 0x0002,
  ALaw: 0x0006,
  MuLaw: 0x0007,
  ImaAdpcm: 0x0011,
  /** As xrdp numbers it, which feeds it PCM of 44100 as if it were of 48000. */
  XrdpOpus: 0x0069,
  Opus: 0x704f,
  Aac: 0xa106,
} as const;

/** Bytes of a format without extra ones. */
const LEAST_FORMAT_LENGTH = 18;

/** The extra bytes are copied. */
export function decodeAudioFormat(reader: Reader): AudioFormat {
  return {
    tag: reader.u16(),
    channels: reader.u16(),
    rate: reader.u32(),
    bytesPerSecond: reader.u32(),
    blockAlign: reader.u16(),
    bits: reader.u16(),
    extra: reader.bytes(reader.u16()).slice(),
  };
}

export function encodeAudioFormat(writer: Writer, format: AudioFormat): void {
  writer.u16(format.tag).u16(format.channels).u32(format.rate).u32(format.bytesPerSecond);
  writer.u16(format.blockAlign).u16(format.bits).u16(format.extra.length).bytes(format.extra);
}

/** Reads a list of `count` formats. */
export function decodeAudioFormats(reader: Reader, count: number): AudioFormat[] {
  if (count > reader.remaining / LEAST_FORMAT_LENGTH)
    throw reader.error(`${count} formats in ${reader.remaining} bytes`);
  return Array.from({ length: count }, () => decodeAudioFormat(reader));
}
