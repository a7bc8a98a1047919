/** Sound: the samples of each channel, from -1 to 1, as many in each. */
export type Planes = readonly Float32Array<ArrayBuffer>[];

/** Silence. */
export function makePlanes(channels: number, frames: number): Planes {
  return Array.from({ length: channels }, () => new Float32Array(frames));
}

/** A sample as 16 bits; what is louder than full is full. */
export function toInt16(sample: number): number {
  return clampInt16(Math.round(sample * 32768));
}

export function clampInt16(value: number): number {
  return Math.max(-32768, Math.min(32767, value));
}
