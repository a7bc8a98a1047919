/** What a decoder is fed: a message of the graphics channel, or a fast-path update. */
export interface DecoderRecord {
  readonly type: "message" | "update";
  readonly data: Uint8Array;
}

const HEADER = 5;

/** The records one after the other, each with its type and length, for a browser to fetch. */
export function encodeRecords(records: readonly DecoderRecord[]): Uint8Array {
  const size = records.reduce((sum, { data }) => sum + HEADER + data.length, 0);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const { type, data } of records) {
    view.setUint8(at, type === "message" ? 0 : 1);
    view.setUint32(at + 1, data.length);
    bytes.set(data, at + HEADER);
    at += HEADER + data.length;
  }
  return bytes;
}

export function decodeRecords(bytes: Uint8Array): DecoderRecord[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records: DecoderRecord[] = [];
  for (let at = 0; at < bytes.length; ) {
    const type = view.getUint8(at) === 0 ? "message" : "update";
    const length = view.getUint32(at + 1);
    records.push({ type, data: bytes.subarray(at + HEADER, at + HEADER + length) });
    at += HEADER + length;
  }
  return records;
}
