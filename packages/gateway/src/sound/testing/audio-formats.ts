import { type AudioFormat, AudioFormatTag } from "@passerelle/rdp";

const NOTHING = new Uint8Array(0);

export function pcm(rate: number, channels: number, bits = 16): AudioFormat {
  const blockAlign = (channels * bits) / 8;
  return {
    ...{ tag: AudioFormatTag.Pcm, channels, rate, bits, blockAlign },
    ...{ bytesPerSecond: rate * blockAlign, extra: NOTHING },
  };
}

export function ima(rate: number, channels: number, blockAlign = 512 * channels): AudioFormat {
  const bytesPerSecond = (rate * channels) / 2;
  return { tag: AudioFormatTag.ImaAdpcm, channels, rate, bits: 4, blockAlign, bytesPerSecond, extra: NOTHING };
}

export function law(rate: number, channels: number): AudioFormat {
  const bytesPerSecond = rate * channels;
  return { tag: AudioFormatTag.ALaw, channels, rate, bits: 8, blockAlign: channels, bytesPerSecond, extra: NOTHING };
}

/** Raw AAC as Windows says it: HEAACWAVEINFO, then AudioSpecificConfig. */
export function aac(bytesPerSecond = 12_000, payloadType = 0): AudioFormat {
  const extra = Uint8Array.of(payloadType, 0, 0x29, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x12, 0x10);
  return { tag: AudioFormatTag.Aac, channels: 2, rate: 44_100, bits: 16, blockAlign: 1, bytesPerSecond, extra };
}

export function opus(): AudioFormat {
  return { ...aac(), tag: AudioFormatTag.Opus, extra: NOTHING };
}
