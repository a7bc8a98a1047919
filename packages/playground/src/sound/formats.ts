import { type AudioFormat, AudioFormatTag } from "@passerelle/rdp";

const NOTHING = new Uint8Array(0);

export function pcmFormat(rate: number, channels: number, bits: 8 | 16 = 16): AudioFormat {
  const blockAlign = (channels * bits) / 8;
  return {
    ...{ tag: AudioFormatTag.Pcm, channels, rate, bits, blockAlign },
    ...{ bytesPerSecond: rate * blockAlign, extra: NOTHING },
  };
}

/** @param blockAlign bytes of a block */
export function imaFormat(rate: number, channels: number, blockAlign: number): AudioFormat {
  const samplesPerBlock = ((blockAlign - 4 * channels) * 2) / channels + 1;
  return {
    ...{ tag: AudioFormatTag.ImaAdpcm, channels, rate, bits: 4, blockAlign },
    bytesPerSecond: Math.floor((rate * blockAlign) / samplesPerBlock),
    extra: Uint8Array.of(samplesPerBlock & 0xff, samplesPerBlock >> 8),
  };
}

/** A-law or mu-law. */
export function lawFormat(tag: number, rate: number, channels: number): AudioFormat {
  return { tag, channels, rate, bytesPerSecond: rate * channels, blockAlign: channels, bits: 8, extra: NOTHING };
}

/** @param tag Opus or AAC; AAC is raw, and its configuration follows from rate and channels */
export function packetFormat(tag: number, rate: number, channels: number): AudioFormat {
  return { tag, channels, rate, bytesPerSecond: 16_000, blockAlign: 4, bits: 16, extra: NOTHING };
}

/** A tone as 16 bit PCM. @param from, frames which frames of it */
export function tone({ rate, channels }: AudioFormat, frequency: number, from: number, frames: number): Uint8Array {
  const samples = new DataView(new ArrayBuffer(frames * channels * 2));
  for (let frame = 0; frame < frames; frame++) {
    const value = Math.round(12_000 * Math.sin((2 * Math.PI * frequency * (from + frame)) / rate));
    for (let channel = 0; channel < channels; channel++)
      samples.setInt16((frame * channels + channel) * 2, value, true);
  }
  return new Uint8Array(samples.buffer);
}
