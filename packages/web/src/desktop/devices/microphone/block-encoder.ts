import type { MicrophoneState } from "@passerelle/tunnel";
import { encodeG711 } from "../sound/codecs/g711.ts";
import { ImaAdpcmEncoder } from "../sound/codecs/ima-adpcm.ts";
import { encodePcm } from "../sound/codecs/pcm.ts";
import type { Planes } from "../sound/codecs/planes.ts";

/** What the desktop wants to hear. */
export type MicrophoneFormat = Extract<MicrophoneState, { state: "open" }>;

/** Makes the blocks of one format. */
export interface BlockEncoder {
  /** Samples that it takes each time. */
  readonly frames: number;
  /** @param samples of the microphone, the same for each channel */
  encode(samples: Float32Array<ArrayBuffer>): Uint8Array;
}

/** Undefined if there is no such format. */
export function makeBlockEncoder(format: MicrophoneFormat): BlockEncoder | undefined {
  const { codec, channels, bits, rate, framesPerBlock: frames } = format;
  // Blocks of more than a second would be no conversation.
  if (channels < 1 || channels > 2 || rate < 8000 || rate > 96_000 || frames < 1 || frames > rate) return undefined;
  const planesOf = (samples: Float32Array<ArrayBuffer>): Planes => new Array(channels).fill(samples);
  switch (codec) {
    case "pcm":
      if (bits !== 8 && bits !== 16) return undefined;
      return { frames, encode: (samples) => encodePcm(planesOf(samples), bits) };
    case "alaw":
    case "mulaw":
      return { frames, encode: (samples) => encodeG711(planesOf(samples), codec) };
    case "ima-adpcm":
      return imaEncoder(format, planesOf);
  }
}

/** Blocks of ADPCM are not made shorter: about as many samples as were asked for. */
function imaEncoder(
  { channels, blockAlign, framesPerBlock }: MicrophoneFormat,
  planesOf: (samples: Float32Array<ArrayBuffer>) => Planes,
): BlockEncoder | undefined {
  const encoder = new ImaAdpcmEncoder(channels, blockAlign);
  const each = encoder.framesPerBlock;
  if (each === 0) return undefined;
  const blocks = Math.max(1, Math.round(framesPerBlock / each));
  return {
    frames: blocks * each,
    encode: (samples) => {
      const data = new Uint8Array(blocks * blockAlign);
      for (let block = 0; block < blocks; block++) {
        const planes = planesOf(samples.subarray(block * each, (block + 1) * each));
        data.set(encoder.encode(planes), block * blockAlign);
      }
      return data;
    },
  };
}
