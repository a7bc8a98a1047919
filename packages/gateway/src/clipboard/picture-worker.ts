import { parentPort, workerData } from "node:worker_threads";
import { inflateSync } from "node:zlib";
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
const PNG_CHUNKS = 8;
/** Where the first chunk of a PNG has width and height, and whether it comes in passes. */
const PNG_SIZE = 16;
const PNG_INTERLACE = 28;
/** Bytes of the largest pixel that there is. */
const MOST_PIXEL = 8;

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
  const png = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  checkChunks(png);
  const { width, height, data } = PNG.sync.read(png);
  return encodeDib({ width, height, rgba: data }, format);
}

/** The library would take a second header, and inflates what comes in passes however long it becomes. */
function checkChunks(png: Buffer): void {
  const data: Buffer[] = [];
  let headers = 0;
  for (let at = PNG_CHUNKS, end = 0; at + 8 <= png.length; at = end) {
    end = at + 12 + png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    if (type === "IHDR") headers++;
    if (type === "IDAT") data.push(png.subarray(at + 8, end - 4));
  }
  if (headers !== 1) throw new RangeError(`${headers} headers`);
  if (png[PNG_INTERLACE] !== 0) {
    const [width, height] = [png.readUInt32BE(PNG_SIZE), png.readUInt32BE(PNG_SIZE + 4)];
    // Each row of each pass has a byte before it, and there are less than three times as many rows.
    inflateSync(Buffer.concat(data), { maxOutputLength: width * height * MOST_PIXEL + 3 * height + 8 });
  }
}

function convert({ to, bytes }: PictureTask): PictureAnswer {
  try {
    return { bytes: to === "png" ? toPng(bytes) : fromPng(bytes, to) };
  } catch {
    return {};
  }
}

parentPort?.postMessage(convert(workerData as PictureTask));
