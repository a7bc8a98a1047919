import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const RGBA = 6;
const BYTES_PER_PIXEL = 4;

/** RGBA pixels, rows from the top. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

export function encodePng({ width, height, bytes }: Pixels): Uint8Array {
  const rowLength = width * BYTES_PER_PIXEL;
  const rows = new Uint8Array(height * (rowLength + 1));
  for (let y = 0; y < height; y++) {
    rows.set(bytes.subarray(y * rowLength, (y + 1) * rowLength), y * (rowLength + 1) + 1);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, RGBA, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND"),
  ]);
}

/** Reads 8-bit RGBA without interlacing, whatever wrote it. */
export function decodePng(png: Uint8Array): Pixels {
  const file = Buffer.from(png);
  if (!SIGNATURE.every((byte, i) => file[i] === byte)) throw new Error("not a PNG");
  let width = 0;
  let height = 0;
  const data: Buffer[] = [];
  for (let at = SIGNATURE.length; at < file.length; ) {
    const body = file.subarray(at + 8, at + 8 + file.readUInt32BE(at));
    const type = file.toString("latin1", at + 4, at + 8);
    if (type === "IHDR") {
      if (body[8] !== 8 || body[9] !== RGBA || body[12] !== 0) throw new Error("the PNG is not of 8-bit RGBA");
      width = body.readUInt32BE(0);
      height = body.readUInt32BE(4);
    } else if (type === "IDAT") data.push(body);
    at += body.length + 12;
  }
  return { width, height, bytes: unfilter(inflateSync(Buffer.concat(data)), width, height) };
}

function chunk(type: string, body: Uint8Array = new Uint8Array(0)): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(4), Buffer.from(type, "latin1"), body, Buffer.alloc(4)]);
  bytes.writeUInt32BE(body.length, 0);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, bytes.length - 4)), bytes.length - 4);
  return bytes;
}

function unfilter(rows: Uint8Array, width: number, height: number): Uint8Array {
  const rowLength = width * BYTES_PER_PIXEL;
  const bytes = new Uint8Array(rowLength * height);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (rowLength + 1)];
    for (let x = 0; x < rowLength; x++) {
      const at = y * rowLength + x;
      const left = x < BYTES_PER_PIXEL ? 0 : bytes[at - BYTES_PER_PIXEL];
      const up = y === 0 ? 0 : bytes[at - rowLength];
      const corner = x < BYTES_PER_PIXEL || y === 0 ? 0 : bytes[at - rowLength - BYTES_PER_PIXEL];
      bytes[at] = rows[y * (rowLength + 1) + 1 + x] + prediction(filter, left, up, corner);
    }
  }
  return bytes;
}

function prediction(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    default: {
      const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
      if (a <= b && a <= c) return left;
      return b <= c ? up : corner;
    }
  }
}
