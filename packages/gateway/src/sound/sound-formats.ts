import { type AudioFormat, AudioFormatTag } from "@passerelle/rdp";
import type { DeviceAttach, SoundFormat } from "@passerelle/tunnel";

type Codec = SoundFormat["codec"];
type Decodes = DeviceAttach["decodes"];

/** The codecs, that which saves the line most first: PCM of 16 bits is compressed in the gateway. */
const CODECS: readonly Codec[] = ["opus", "aac", "ima-adpcm", "ms-adpcm", "pcm", "alaw", "mulaw"];
const CODEC_OF_TAG = new Map<number, Codec>([
  [AudioFormatTag.Opus, "opus"],
  [AudioFormatTag.XrdpOpus, "opus"],
  [AudioFormatTag.Aac, "aac"],
  [AudioFormatTag.ImaAdpcm, "ima-adpcm"],
  [AudioFormatTag.MsAdpcm, "ms-adpcm"],
  [AudioFormatTag.ALaw, "alaw"],
  [AudioFormatTag.MuLaw, "mulaw"],
  [AudioFormatTag.Pcm, "pcm"],
]);

const LEAST_RATE = 8000;
const MOST_RATE = 48_000;
const MOST_BLOCK = 8192;
/** A server need not know more. */
const MOST_FORMATS = 64;

/** HEAACWAVEINFO behind WAVEFORMATEX: 12 bytes, which begin with the kind of stream, and then AudioSpecificConfig. */
const AAC_INFO = { length: 12, rawStream: 0 } as const;
/** AudioSpecificConfig (ISO/IEC 14496-3 1.6.2.1): AAC LC is object type 2, and rates are said by their place in this list. */
const AAC_RATES = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000];

/**
 * The formats of a server that a page plays, the best first. Those that are not compressed only where there are no others, or in xrdp:
 * what its encoder of Opus refuses goes out as PCM, or, without that, under a wrong name.
 */
export function wantedFormats(offered: readonly AudioFormat[], decodes: Decodes): AudioFormat[] {
  const playable = offered.filter((format) => isPlayable(format, decodes)).sort(byWorth);
  const compressed = playable.filter(isCompressed);
  const isAllNeeded = compressed.length === 0 || compressed[0]?.tag === AudioFormatTag.XrdpOpus;
  return (isAllNeeded ? playable : compressed).slice(0, MOST_FORMATS);
}

/** What the gateway compresses on its way to the page. */
export function isLinear({ tag, bits }: AudioFormat): boolean {
  return tag === AudioFormatTag.Pcm && bits === 16;
}

/** Whether the page plays this, itself or with what the gateway makes of it. */
export function isPlayable(format: AudioFormat, decodes: Decodes): boolean {
  const { channels, rate } = format;
  if (channels < 1 || channels > 2 || rate < LEAST_RATE || rate > MOST_RATE) return false;
  const codec = CODEC_OF_TAG.get(format.tag);
  switch (codec) {
    case "opus":
      return decodes.includes("opus");
    case "aac":
      return decodes.includes("aac") && aacConfig(format) !== undefined;
    case "ima-adpcm":
      return isAdpcm(format, 4 * channels);
    case "ms-adpcm":
      return isAdpcm(format, 7 * channels) && format.extra.length >= 32;
    case "alaw":
    case "mulaw":
      return format.bits === 8 && format.blockAlign === channels;
    case "pcm":
      return (format.bits === 16 || format.bits === 8) && format.blockAlign === (channels * format.bits) / 8;
    default:
      return false;
  }
}

/** Sound of `format` as it is, for the page. */
export function soundFormat(format: AudioFormat): SoundFormat {
  const { channels, bits, blockAlign } = format;
  const codec = CODEC_OF_TAG.get(format.tag) ?? "pcm";
  const extra = codec === "aac" ? aacConfig(format) : format.extra;
  const rate = codec === "opus" ? opusRate(format) : format.rate;
  return { codec, channels, rate, bits, blockAlign, extra: Buffer.from(extra ?? []).toString("base64") };
}

/** @param header bytes at the beginning of a block */
function isAdpcm({ bits, blockAlign }: AudioFormat, header: number): boolean {
  return bits === 4 && blockAlign > header && blockAlign <= MOST_BLOCK;
}

/** The AudioSpecificConfig of raw AAC; undefined: it is packed in another way. */
function aacConfig({ extra, rate, channels }: AudioFormat): Uint8Array | undefined {
  if (extra.length >= AAC_INFO.length + 2) {
    const payloadType = (extra[0] ?? 0) | ((extra[1] ?? 0) << 8);
    return payloadType === AAC_INFO.rawStream ? extra.subarray(AAC_INFO.length) : undefined;
  }
  const place = AAC_RATES.indexOf(rate);
  return place < 0 ? undefined : Uint8Array.of((2 << 3) | (place >> 1), ((place & 1) << 7) | (channels << 3));
}

/** What is decoded of Opus is 48000 samples a second, but for xrdp's. */
function opusRate({ tag, rate }: AudioFormat): number {
  return tag === AudioFormatTag.XrdpOpus ? rate : 48_000;
}

function isCompressed(format: AudioFormat): boolean {
  return rank(format) < CODECS.indexOf("pcm");
}

/** The codec first, then what sounds best, then what takes least of the line. */
function byWorth(one: AudioFormat, other: AudioFormat): number {
  const worth = rank(one) - rank(other) || other.rate * other.channels - one.rate * one.channels;
  return worth || lineBytes(one) - lineBytes(other);
}

/** Bytes a second on the page's line, as far as the server says the truth. */
function lineBytes(format: AudioFormat): number {
  return isLinear(format) ? format.bytesPerSecond / 4 : format.bytesPerSecond;
}

function rank({ tag }: AudioFormat): number {
  const codec = CODEC_OF_TAG.get(tag);
  return codec === undefined ? CODECS.length : CODECS.indexOf(codec);
}
