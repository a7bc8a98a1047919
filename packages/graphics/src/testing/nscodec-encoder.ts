import { ByteWriter } from "./byte-writer.ts";

/** NSCODEC_BITMAP_STREAM ([MS-RDPNSC] 2.2.2) of the luma, orange, green and alpha planes; an empty one is left out. */
export function encodeNsCodec(planes: readonly Uint8Array[], lossLevel: number, subsampled: boolean): Uint8Array {
  const encoded = planes.map((plane) => {
    const runs = encodeRuns(plane);
    return runs.length < plane.length ? runs : plane;
  });
  const out = new ByteWriter();
  for (const plane of encoded) out.u32(plane.length);
  out.u8(lossLevel, subsampled ? 1 : 0).u16(0);
  for (const plane of encoded) out.bytes(plane);
  return out.toBytes();
}

/** 3.1.8.2. */
function encodeRuns(plane: Uint8Array): Uint8Array {
  const out = new ByteWriter();
  const end = Math.max(plane.length - 4, 0);
  let at = 0;
  while (at < end) {
    let count = 1;
    while (at + count < end && plane[at + count] === plane[at]) count++;
    out.u8(plane[at]);
    if (count > 256) out.u8(plane[at], 0xff).u32(count);
    else if (count > 1) out.u8(plane[at], count - 2);
    at += count;
  }
  return out.bytes(plane.subarray(end)).toBytes();
}
