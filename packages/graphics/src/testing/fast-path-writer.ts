import type { Rect } from "../geometry.ts";
import { ByteWriter } from "./byte-writer.ts";

const BITMAP_COMPRESSED = 0x0001;
const NO_BITMAP_COMPRESSION_HEADER = 0x0400;

/** Fast-path updates, [MS-RDPBCGR] 2.2.9.1.2.1, each without its size. */
export const fastPath = {
  /** 2.2.9.1.1.3.1.2 with one bitmap, whose rows are stored from the last to the first. */
  bitmap: ({ x, y, width, height }: Rect, bitsPerPixel: number, data: Uint8Array, compressed = true) =>
    update(
      1,
      new ByteWriter()
        .u16(1, 1, x, y, x + width - 1, y + height - 1, width, height, bitsPerPixel)
        .u16(compressed ? BITMAP_COMPRESSED | NO_BITMAP_COMPRESSION_HEADER : 0, data.length)
        .bytes(data),
    ),
  /** 2.2.9.1.1.3.1.1.1: 256 colours of red, green and blue. */
  palette: (colors: Uint8Array) => update(2, new ByteWriter().u16(2, 0).u32(256).bytes(colors)),
  surfaceCommands: (...commands: ByteWriter[]) =>
    update(
      4,
      commands.reduce((all, command) => all.bytes(command.toBytes()), new ByteWriter()),
    ),
};

/** TS_SURFCMD_SET_SURF_BITS, 2.2.9.2.1. */
export function surfaceBits(codec: number, { x, y, width, height }: Rect, data: Uint8Array): ByteWriter {
  return new ByteWriter()
    .u16(1, x, y, x + width, y + height)
    .u8(32, 0, 0, codec)
    .u16(width, height)
    .u32(data.length)
    .bytes(data);
}

/** TS_FRAME_MARKER, 2.2.9.2.3. */
export function frameMarker(action: "begin" | "end", id: number): ByteWriter {
  return new ByteWriter().u16(4, action === "begin" ? 0 : 1).u32(id);
}

function update(code: number, body: ByteWriter): Uint8Array {
  return new ByteWriter().u8(code).bytes(body.toBytes()).toBytes();
}
