import type { SoundFormat } from "@passerelle/tunnel";
import { decodeG711 } from "./codecs/g711.ts";
import { decodeImaAdpcm } from "./codecs/ima-adpcm.ts";
import { decodeMsAdpcm, readCoefficients } from "./codecs/ms-adpcm.ts";
import { decodePcm } from "./codecs/pcm.ts";
import type { Planes } from "./codecs/planes.ts";
import { WebCodecsDecoder } from "./web-codecs.ts";

/** Makes sound of the blocks of one format. */
export interface BlockDecoder {
  /** @param id comes back with the sound */
  decode(id: number, data: Uint8Array): void;
  close(): void;
}

export interface DecodedListener {
  /** Sound, in its order; without an id if the browser has made more of it than blocks were given. */
  decoded(id: number | undefined, planes: Planes, rate: number): void;
  /** There is no sound of this block. */
  skipped(id: number): void;
  /** There is going to be none of this format. */
  failed(): void;
}

const MOST_CHANNELS = 8;
const LOWEST_RATE = 8000;
const HIGHEST_RATE = 96_000;

/** Undefined if nobody could play such a format. */
export function makeBlockDecoder(format: SoundFormat, listener: DecodedListener): BlockDecoder | undefined {
  const { codec, channels, rate } = format;
  if (channels < 1 || channels > MOST_CHANNELS || rate < LOWEST_RATE || rate > HIGHEST_RATE) return undefined;
  const extra = Uint8Array.from(atob(format.extra), (character) => character.charCodeAt(0));
  if (codec === "aac" || codec === "opus") return new WebCodecsDecoder(codec, format, extra, listener);
  const decode = plainDecoder(format, extra);
  return (
    decode && {
      decode: (id, data) => listener.decoded(id, decode(data), rate),
      close: () => {},
    }
  );
}

type Decode = (data: Uint8Array) => Planes;

function plainDecoder({ codec, channels, bits, blockAlign }: SoundFormat, extra: Uint8Array): Decode | undefined {
  switch (codec) {
    case "pcm":
      return bits === 8 || bits === 16 ? (data) => decodePcm(data, channels, bits) : undefined;
    case "alaw":
    case "mulaw":
      return (data) => decodeG711(data, channels, codec);
    case "ima-adpcm":
      return blockAlign > 0 ? (data) => decodeImaAdpcm(data, channels, blockAlign) : undefined;
    case "ms-adpcm": {
      const coefficients = readCoefficients(extra);
      return blockAlign > 0 ? (data) => decodeMsAdpcm(data, channels, blockAlign, coefficients) : undefined;
    }
    default:
      return undefined;
  }
}
