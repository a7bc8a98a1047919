import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";

/** headerTypeId ([MS-RDPBCGR] 2.2.14.1 and 2.2.14.2). */
const requestHeader = 0x00;
const responseHeader = 0x01;

/** Whether a measurement belongs to the connection sequence or to the running session. */
export type AutoDetectPhase = "connect" | "session";

/** [MS-RDPBCGR] 2.2.14.1, over TCP. */
export type AutoDetectRequest = { readonly sequence: number } & (
  | { readonly type: "roundTrip"; readonly phase: AutoDetectPhase }
  | { readonly type: "bandwidthStart"; readonly phase: AutoDetectPhase }
  | { readonly type: "bandwidthPayload"; readonly payload: Uint8Array }
  | { readonly type: "bandwidthStop"; readonly phase: AutoDetectPhase; readonly payload: Uint8Array }
  /** What the server found out: milliseconds and kbit/s. */
  | {
      readonly type: "result";
      readonly baseRoundTrip?: number;
      readonly bandwidth?: number;
      readonly averageRoundTrip: number;
    }
);

/** [MS-RDPBCGR] 2.2.14.2. */
export type AutoDetectResponse = { readonly sequence: number } & (
  | { readonly type: "roundTrip" }
  /** `duration` in milliseconds. */
  | {
      readonly type: "bandwidth";
      readonly phase: AutoDetectPhase;
      readonly duration: number;
      readonly byteCount: number;
    }
  /** kbit/s and milliseconds. */
  | { readonly type: "sync"; readonly bandwidth: number; readonly roundTrip: number }
);

const requestTypes = {
  roundTrip: { connect: 0x1001, session: 0x0001 },
  bandwidthStart: { connect: 0x1014, session: 0x0014 },
  bandwidthPayload: 0x0002,
  bandwidthStop: { connect: 0x002b, session: 0x0429 },
  resultBaseAndAverage: 0x0840,
  resultBandwidthAndAverage: 0x0880,
  resultAll: 0x08c0,
} as const;

const responseTypes = {
  roundTrip: 0x0000,
  bandwidth: { connect: 0x0003, session: 0x000b },
  sync: 0x0018,
} as const;

/** Throws DecodeError; undefined for a request that does not belong to TCP. */
export function decodeAutoDetectRequest(bytes: Uint8Array): AutoDetectRequest | undefined {
  const { reader, sequence, type } = open(bytes, requestHeader, "AUTODETECT_REQ_PDU");
  const { roundTrip, bandwidthStart, bandwidthStop } = requestTypes;
  switch (type) {
    case roundTrip.connect:
    case roundTrip.session:
      return { type: "roundTrip", sequence, phase: type === roundTrip.connect ? "connect" : "session" };
    case bandwidthStart.connect:
    case bandwidthStart.session:
      return { type: "bandwidthStart", sequence, phase: type === bandwidthStart.connect ? "connect" : "session" };
    case requestTypes.bandwidthPayload:
      return { type: "bandwidthPayload", sequence, payload: reader.bytes(reader.u16()) };
    case bandwidthStop.connect:
      return { type: "bandwidthStop", sequence, phase: "connect", payload: reader.bytes(reader.u16()) };
    case bandwidthStop.session:
      return { type: "bandwidthStop", sequence, phase: "session", payload: new Uint8Array() };
    case requestTypes.resultBaseAndAverage:
      return { type: "result", sequence, baseRoundTrip: reader.u32(), averageRoundTrip: reader.u32() };
    case requestTypes.resultBandwidthAndAverage:
      return { type: "result", sequence, bandwidth: reader.u32(), averageRoundTrip: reader.u32() };
    case requestTypes.resultAll: {
      const baseRoundTrip = reader.u32();
      return { type: "result", sequence, baseRoundTrip, bandwidth: reader.u32(), averageRoundTrip: reader.u32() };
    }
    default:
      return undefined;
  }
}

/** AUTODETECT_REQ_PDU without security header. */
export function encodeAutoDetectRequest(request: AutoDetectRequest): Uint8Array {
  const { sequence } = request;
  switch (request.type) {
    case "roundTrip":
    case "bandwidthStart":
      return encode(requestHeader, sequence, requestTypes[request.type][request.phase]);
    case "bandwidthPayload":
      return encode(requestHeader, sequence, requestTypes.bandwidthPayload, sized(request.payload), request.payload);
    case "bandwidthStop":
      return request.phase === "connect"
        ? encode(requestHeader, sequence, requestTypes.bandwidthStop.connect, sized(request.payload), request.payload)
        : encode(requestHeader, sequence, requestTypes.bandwidthStop.session);
    case "result": {
      const { baseRoundTrip, bandwidth, averageRoundTrip } = request;
      const figures = new Writer(12);
      if (baseRoundTrip !== undefined) figures.u32(baseRoundTrip);
      if (bandwidth !== undefined) figures.u32(bandwidth);
      figures.u32(averageRoundTrip);
      return encode(requestHeader, sequence, resultType(request), figures);
    }
  }
}

function resultType({ baseRoundTrip, bandwidth }: { baseRoundTrip?: number; bandwidth?: number }): number {
  if (bandwidth === undefined) return requestTypes.resultBaseAndAverage;
  return baseRoundTrip === undefined ? requestTypes.resultBandwidthAndAverage : requestTypes.resultAll;
}

/** Throws DecodeError. */
export function decodeAutoDetectResponse(bytes: Uint8Array): AutoDetectResponse {
  const { reader, sequence, type } = open(bytes, responseHeader, "AUTODETECT_RSP_PDU");
  const { bandwidth } = responseTypes;
  switch (type) {
    case responseTypes.roundTrip:
      return { type: "roundTrip", sequence };
    case bandwidth.connect:
    case bandwidth.session: {
      const phase = type === bandwidth.connect ? "connect" : "session";
      return { type: "bandwidth", sequence, phase, duration: reader.u32(), byteCount: reader.u32() };
    }
    case responseTypes.sync:
      return { type: "sync", sequence, bandwidth: reader.u32(), roundTrip: reader.u32() };
    default:
      throw reader.error(`response type 0x${type.toString(16)}`);
  }
}

/** AUTODETECT_RSP_PDU without security header. */
export function encodeAutoDetectResponse(response: AutoDetectResponse): Uint8Array {
  const { sequence } = response;
  switch (response.type) {
    case "roundTrip":
      return encode(responseHeader, sequence, responseTypes.roundTrip);
    case "bandwidth": {
      const figures = new Writer(8).u32(response.duration).u32(response.byteCount);
      return encode(responseHeader, sequence, responseTypes.bandwidth[response.phase], figures);
    }
    case "sync": {
      const figures = new Writer(8).u32(response.bandwidth).u32(response.roundTrip);
      return encode(responseHeader, sequence, responseTypes.sync, figures);
    }
  }
}

function open(
  bytes: Uint8Array,
  typeId: number,
  structure: string,
): { reader: Reader; sequence: number; type: number } {
  const reader = new Reader(bytes, structure);
  reader.skip(1); // headerLength
  const found = reader.u8();
  if (found !== typeId) throw reader.error(`headerTypeId ${found}`);
  return { reader, sequence: reader.u16(), type: reader.u16() };
}

/** @param fields what belongs to the header beyond its first 6 bytes; `payload` does not count in headerLength */
function encode(
  typeId: number,
  sequence: number,
  type: number,
  fields = new Writer(0),
  payload: Uint8Array = new Uint8Array(),
): Uint8Array {
  const headerLength = 6 + fields.length;
  return new Writer(headerLength + payload.length)
    .u8(headerLength)
    .u8(typeId)
    .u16(sequence)
    .u16(type)
    .bytes(fields.finish(), payload)
    .finish();
}

function sized(payload: Uint8Array): Writer {
  return new Writer(2).u16(payload.length);
}
