import { makePlanes, type Planes, toInt16 } from "./planes.ts";

/** The two laws of ITU-T G.711, by which 8 bits hold the range of 13 or 14. */
export type Law = "alaw" | "mulaw";

const MULAW_BIAS = 33 << 2;
/** The loudest that mu-law holds. */
const MULAW_MOST = 32635;

function expandAlaw(code: number): number {
  const bits = code ^ 0x55;
  const exponent = (bits >> 4) & 7;
  const mantissa = bits & 15;
  const size = exponent === 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 0x108) << (exponent - 1);
  return bits & 0x80 ? size : -size;
}

function compressAlaw(sample: number): number {
  const isPositive = sample >= 0;
  const size = Math.min(isPositive ? sample : -sample - 1, 32767);
  const exponent = Math.max(0, 24 - Math.clz32(size));
  const mantissa = exponent === 0 ? size >> 4 : (size >> (exponent + 3)) & 15;
  return ((isPositive ? 0x80 : 0) | (exponent << 4) | mantissa) ^ 0x55;
}

function expandMulaw(code: number): number {
  const bits = ~code & 0xff;
  const size = ((((bits & 15) << 3) + MULAW_BIAS) << ((bits >> 4) & 7)) - MULAW_BIAS;
  return bits & 0x80 ? 0 - size : size;
}

function compressMulaw(sample: number): number {
  const size = Math.min(Math.abs(sample), MULAW_MOST) + MULAW_BIAS;
  const exponent = Math.max(0, 24 - Math.clz32(size));
  const mantissa = (size >> (exponent + 3)) & 15;
  return ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff;
}

const EXPANDED: Record<Law, Float32Array> = {
  alaw: Float32Array.from({ length: 256 }, (_, code) => expandAlaw(code) / 32768),
  mulaw: Float32Array.from({ length: 256 }, (_, code) => expandMulaw(code) / 32768),
};

/** A byte a sample, the channels in turn. What is no whole frame is left out. */
export function decodeG711(data: Uint8Array, channels: number, law: Law): Planes {
  const planes = makePlanes(channels, Math.floor(data.length / channels));
  const expanded = EXPANDED[law];
  for (const [channel, plane] of planes.entries()) {
    for (let frame = 0; frame < plane.length; frame++) {
      plane[frame] = expanded[data[frame * channels + channel] ?? 0] ?? 0;
    }
  }
  return planes;
}

/** The inverse of `decodeG711`, as near as 8 bits come. */
export function encodeG711(planes: Planes, law: Law): Uint8Array {
  const compress = law === "alaw" ? compressAlaw : compressMulaw;
  const frames = planes[0]?.length ?? 0;
  const data = new Uint8Array(frames * planes.length);
  for (const [channel, plane] of planes.entries()) {
    for (let frame = 0; frame < frames; frame++) {
      data[frame * planes.length + channel] = compress(toInt16(plane[frame] ?? 0));
    }
  }
  return data;
}
