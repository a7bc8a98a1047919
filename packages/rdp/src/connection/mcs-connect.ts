import { finishTpkt } from "../transport/framing.ts";
import { beginData } from "../transport/x224.ts";
import { Reader } from "../wire/reader.ts";
import { BerTag, ber, berInteger, readBer, readBerInteger, readBerLength } from "./ber.ts";

const CONNECT_INITIAL = 0x7f65;
const CONNECT_RESPONSE = 0x7f66;

/** DomainParameters ([T125] section 7), in the order of the wire. */
interface DomainParameters {
  readonly maxChannelIds: number;
  readonly maxUserIds: number;
  readonly maxTokenIds: number;
  readonly numPriorities: number;
  readonly minThroughput: number;
  readonly maxHeight: number;
  readonly maxMcsPduSize: number;
  readonly protocolVersion: number;
}

/** What clients and servers of Microsoft send ([MS-RDPBCGR] 4.1.3). */
const TARGET: DomainParameters = domain(34, 2, 0, 0xffff);
const MINIMUM: DomainParameters = domain(1, 1, 1, 0x420);
const MAXIMUM: DomainParameters = domain(0xffff, 0xfc17, 0xffff, 0xffff);

function domain(channels: number, users: number, tokens: number, pduSize: number): DomainParameters {
  return {
    maxChannelIds: channels,
    maxUserIds: users,
    maxTokenIds: tokens,
    numPriorities: 1,
    minThroughput: 0,
    maxHeight: 1,
    maxMcsPduSize: pduSize,
    protocolVersion: 2,
  };
}

export interface ConnectResponse {
  /** 0 is rt-successful ([T125] section 7, Result). */
  readonly result: number;
  /** The GCC Conference Create Response. */
  readonly userData: Uint8Array;
}

/** MCS Connect-Initial in an X.224 Data TPDU ([MS-RDPBCGR] 2.2.1.3). @param userData the GCC Conference Create Request */
export function encodeConnectInitial(userData: Uint8Array): Uint8Array {
  const selector = ber(BerTag.OctetString, Uint8Array.of(1));
  const initial = ber(
    CONNECT_INITIAL,
    selector,
    selector,
    ber(BerTag.Boolean, Uint8Array.of(0xff)),
    encodeDomain(TARGET),
    encodeDomain(MINIMUM),
    encodeDomain(MAXIMUM),
    ber(BerTag.OctetString, userData),
  );
  return finishTpkt(beginData(initial.length + 7).bytes(initial));
}

/** The GCC Conference Create Request in what an X.224 Data TPDU carried. */
export function decodeConnectInitial(data: Uint8Array): Uint8Array {
  const reader = openConnect(data, CONNECT_INITIAL, "MCS Connect-Initial");
  readBer(reader, BerTag.OctetString);
  readBer(reader, BerTag.OctetString);
  readBer(reader, BerTag.Boolean);
  for (let count = 0; count < 3; count++) readBer(reader, BerTag.Sequence);
  return readBer(reader, BerTag.OctetString).rest();
}

/** MCS Connect-Response in an X.224 Data TPDU ([MS-RDPBCGR] 2.2.1.4). */
export function encodeConnectResponse(response: ConnectResponse): Uint8Array {
  const encoded = ber(
    CONNECT_RESPONSE,
    berInteger(response.result, BerTag.Enumerated),
    berInteger(0),
    encodeDomain(TARGET),
    ber(BerTag.OctetString, response.userData),
  );
  return finishTpkt(beginData(encoded.length + 7).bytes(encoded));
}

export function decodeConnectResponse(data: Uint8Array): ConnectResponse {
  const reader = openConnect(data, CONNECT_RESPONSE, "MCS Connect-Response");
  const result = readBerInteger(reader, BerTag.Enumerated);
  readBerInteger(reader);
  readBer(reader, BerTag.Sequence);
  return { result, userData: readBer(reader, BerTag.OctetString).rest() };
}

function openConnect(data: Uint8Array, tag: number, structure: string): Reader {
  const reader = new Reader(data, structure);
  const found = reader.u16be();
  if (found !== tag) throw reader.error(`BER tag 0x${found.toString(16)}`);
  return reader.part(readBerLength(reader), structure);
}

function encodeDomain(parameters: DomainParameters): Uint8Array {
  return ber(
    BerTag.Sequence,
    berInteger(parameters.maxChannelIds),
    berInteger(parameters.maxUserIds),
    berInteger(parameters.maxTokenIds),
    berInteger(parameters.numPriorities),
    berInteger(parameters.minThroughput),
    berInteger(parameters.maxHeight),
    berInteger(parameters.maxMcsPduSize),
    berInteger(parameters.protocolVersion),
  );
}
