import { makePlanes, type Planes, toInt16 } from "./planes.ts";

/** PCM as in WAV files: 8 bits without sign, or 16 bits with one, little endian, the channels in turn. What is no whole frame is left out. */
export function decodePcm(data: Uint8Array, channels: number, bits: 8 | 16): Planes {
  const width = bits / 8;
  const planes = makePlanes(channels, Math.floor(data.length / (width * channels)));
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  for (const [channel, plane] of planes.entries()) {
    for (let frame = 0; frame < plane.length; frame++) {
      const at = (frame * channels + channel) * width;
      plane[frame] = bits === 8 ? (view.getUint8(at) - 128) / 128 : view.getInt16(at, true) / 32768;
    }
  }
  return planes;
}

/** The inverse of `decodePcm`. */
export function encodePcm(planes: Planes, bits: 8 | 16): Uint8Array {
  const width = bits / 8;
  const frames = planes[0]?.length ?? 0;
  const data = new Uint8Array(frames * planes.length * width);
  const view = new DataView(data.buffer);
  for (const [channel, plane] of planes.entries()) {
    for (let frame = 0; frame < frames; frame++) {
      const at = (frame * planes.length + channel) * width;
      const sample = toInt16(plane[frame] ?? 0);
      if (bits === 8) view.setUint8(at, (sample >> 8) + 128);
      else view.setInt16(at, sample, true);
    }
  }
  return data;
}
