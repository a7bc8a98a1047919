import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";
import { readPerLength, writePerLength } from "./per.ts";

/** Key of the T.124 protocol: object identifier 0.0.20.124.0.1 ([T124] section 8.7). */
const T124_KEY = Uint8Array.of(0x00, 0x05, 0x00, 0x14, 0x7c, 0x00, 0x01);
/** ConferenceCreateRequest with user data, conference "1", locked and listed nothing; then one H.221 key of four bytes. */
const CREATE_REQUEST = Uint8Array.of(0x00, 0x08, 0x00, 0x10, 0x00, 0x01, 0xc0, 0x00);
/** ConferenceCreateResponse of node 31219, tag 1, result success; then one H.221 key of four bytes. */
const CREATE_RESPONSE = Uint8Array.of(0x14, 0x76, 0x0a, 0x01, 0x01, 0x00, 0x01, 0xc0, 0x00);
const CLIENT_KEY = "Duca";
const SERVER_KEY = "McDn";
const LATIN = new TextEncoder();

/** The data blocks of one side: TS_UD_HEADER type and content ([MS-RDPBCGR] 2.2.1.3.1). */
export type DataBlock = readonly [type: number, content: Uint8Array];

/** GCC Conference Create Request ([T124] section 8.7; [MS-RDPBCGR] 2.2.1.3). */
export function encodeConferenceCreateRequest(blocks: readonly DataBlock[]): Uint8Array {
  return encodeConference(CREATE_REQUEST, CLIENT_KEY, blocks);
}

export function decodeConferenceCreateRequest(bytes: Uint8Array): Map<number, Uint8Array> {
  return decodeConference(bytes, CREATE_REQUEST.length, CLIENT_KEY, "GCC Conference Create Request");
}

/** GCC Conference Create Response ([MS-RDPBCGR] 2.2.1.4). */
export function encodeConferenceCreateResponse(blocks: readonly DataBlock[]): Uint8Array {
  return encodeConference(CREATE_RESPONSE, SERVER_KEY, blocks);
}

export function decodeConferenceCreateResponse(bytes: Uint8Array): Map<number, Uint8Array> {
  return decodeConference(bytes, CREATE_RESPONSE.length, SERVER_KEY, "GCC Conference Create Response");
}

function encodeConference(conference: Uint8Array, key: string, blocks: readonly DataBlock[]): Uint8Array {
  const size = blocks.reduce((sum, [, content]) => sum + content.length + 4, 0);
  const writer = new Writer(size + 32).bytes(T124_KEY);
  writePerLength(writer, conference.length + 4 + 2 + size, true);
  writer.bytes(conference, LATIN.encode(key));
  writePerLength(writer, size, true);
  for (const [type, content] of blocks)
    writer
      .u16(type)
      .u16(content.length + 4)
      .bytes(content);
  return writer.finish();
}

/** The outer length is not looked at: servers of Microsoft send a wrong one ([MS-RDPBCGR] 4.1.4). */
function decodeConference(bytes: Uint8Array, size: number, key: string, structure: string): Map<number, Uint8Array> {
  const reader = new Reader(bytes, structure);
  if (!equal(reader.bytes(T124_KEY.length), T124_KEY)) throw reader.error("not T.124");
  readPerLength(reader);
  reader.skip(size);
  if (!equal(reader.bytes(4), LATIN.encode(key))) throw reader.error(`user data key is not "${key}"`);
  const blocks = new Map<number, Uint8Array>();
  const data = reader.part(readPerLength(reader), structure);
  while (data.remaining > 0) {
    const type = data.u16();
    const length = data.u16();
    blocks.set(type, data.bytes(length - 4));
  }
  return blocks;
}

function equal(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}
