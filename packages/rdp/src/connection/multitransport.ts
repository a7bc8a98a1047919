import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";

/** E_ABORT: the client does not go through with the sideband connection ([MS-RDPBCGR] 2.2.15.2). */
export const MULTITRANSPORT_DECLINED = 0x80004004;

/** Initiate Multitransport Request ([MS-RDPBCGR] 2.2.15.1). */
export interface MultitransportRequest {
  readonly requestId: number;
  /** 1 reliable UDP, 2 lossy UDP. */
  readonly protocol: number;
  /** 16 bytes. */
  readonly cookie: Uint8Array;
}

/** Initiate Multitransport Request PDU ([MS-RDPBCGR] 2.2.15.1) after its security header. */
export function encodeMultitransportRequest(request: MultitransportRequest): Uint8Array {
  return new Writer(24).u32(request.requestId).u16(request.protocol).u16(0).bytes(request.cookie).finish();
}

/** Initiate Multitransport Request, without security header. Throws DecodeError. */
export function decodeMultitransportRequest(data: Uint8Array): MultitransportRequest {
  const reader = new Reader(data, "Initiate Multitransport Request");
  const requestId = reader.u32();
  const protocol = reader.u16();
  reader.skip(2);
  return { requestId, protocol, cookie: reader.bytes(16) };
}

/** Multitransport Response PDU ([MS-RDPBCGR] 2.2.15.2) after its security header. */
export function encodeMultitransportResponse(requestId: number, result: number): Uint8Array {
  return new Writer(8).u32(requestId).u32(result).finish();
}

/** Multitransport Response: `result` is an HRESULT. Throws DecodeError. */
export function decodeMultitransportResponse(data: Uint8Array): { requestId: number; result: number } {
  const reader = new Reader(data, "Multitransport Response");
  return { requestId: reader.u32(), result: reader.u32() };
}
