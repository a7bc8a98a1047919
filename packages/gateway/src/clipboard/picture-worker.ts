import { parentPort, workerData } from "node:worker_threads";
import { PNG } from "pngjs";
import { decodeDib, encodeDib, MOST_PIXELS } from "./dib.ts";

/** A picture and what it is to become. */
export interface PictureTask {
  readonly to: "png" | "dib" | "dib-v5";
  readonly bytes: Uint8Array;
}

/** `bytes` absent: the picture is damaged, or too large. */
export interface PictureAnswer {
  readonly bytes?: Uint8Array;
}

const PNG_SIGNATURE = 0x89504e47;
/** Where the first chunk of a PNG has width and height. */
const PNG_SIZE = 16;

function toPng(dib: Uint8Array): Uint8Array {
  const { width, height, rgba } = decodeDib(dib);
  const png = new PNG({ width, height });
  png.data = Buffer.from(rgba.buffer, rgba.byteOffset, rgba.byteLength);
  return PNG.sync.write(png, { deflateLevel: 6 });
}

function fromPng(bytes: Uint8Array, format: "dib" | "dib-v5"): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) !== PNG_SIGNATURE) throw new RangeError("this is no PNG");
  if (view.getUint32(PNG_SIZE) * view.getUint32(PNG_SIZE + 4) > MOST_PIXELS) throw new RangeError("too large");
  const { width, height, data } = PNG.sync.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return encodeDib({ width, height, rgba: data }, format);
}

function convert({ to, bytes }: PictureTask): PictureAnswer {
  try {
    return { bytes: to === "png" ? toPng(bytes) : fromPng(bytes, to) };
  } catch {
    return {};
  }
}

parentPort?.postMessage(convert(workerData as PictureTask));
