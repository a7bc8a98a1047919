import { finishTpkt } from "../transport/framing.ts";
import { beginData } from "../transport/x224.ts";
import { Reader } from "../wire/reader.ts";
import type { Writer } from "../wire/writer.ts";
import { readPerLength, writePerLength } from "./per.ts";

/** DomainMCSPDU choices ([T125] section 7). */
const Choice = {
  ErectDomainRequest: 1,
  DisconnectProviderUltimatum: 8,
  AttachUserRequest: 10,
  AttachUserConfirm: 11,
  ChannelJoinRequest: 14,
  ChannelJoinConfirm: 15,
  SendDataRequest: 25,
  SendDataIndication: 26,
} as const;

/** User identifiers are sent less this ([T125] section 7, UserId). */
const FIRST_USER = 1001;
/** High priority, and the segment is first and last. */
const PRIORITY_AND_SEGMENTATION = 0x70;

/** Reason of a Disconnect Provider Ultimatum ([T125] section 7). */
export const DisconnectReason = {
  DomainDisconnected: 0,
  ProviderInitiated: 1,
  TokenPurged: 2,
  UserRequested: 3,
  ChannelPurged: 4,
} as const;

/** The MCS domain PDUs of an RDP connection ([MS-RDPBCGR] 2.2.1.5 to 2.2.1.9, 2.2.2.3), as what an X.224 Data TPDU carries. */
export type DomainPdu =
  | { readonly kind: "erectDomainRequest" }
  | { readonly kind: "attachUserRequest" }
  | { readonly kind: "attachUserConfirm"; readonly result: number; readonly user: number }
  | { readonly kind: "channelJoinRequest"; readonly user: number; readonly channel: number }
  | { readonly kind: "channelJoinConfirm"; readonly result: number; readonly user: number; readonly channel: number }
  | {
      readonly kind: "sendDataRequest" | "sendDataIndication";
      readonly user: number;
      readonly channel: number;
      readonly data: Uint8Array;
    }
  | { readonly kind: "disconnectProviderUltimatum"; readonly reason: number };

/** The PDU in an X.224 Data TPDU with its TPKT header. */
export function encodeDomainPdu(pdu: DomainPdu): Uint8Array {
  const writer = beginData(pdu.kind.startsWith("sendData") && "data" in pdu ? pdu.data.length + 24 : 24);
  switch (pdu.kind) {
    case "erectDomainRequest":
      // subHeight and subInterval, integers of one byte
      writer.u8(Choice.ErectDomainRequest << 2).bytes(Uint8Array.of(1, 0, 1, 0));
      break;
    case "attachUserRequest":
      writer.u8(Choice.AttachUserRequest << 2);
      break;
    case "attachUserConfirm":
      writer.u8((Choice.AttachUserConfirm << 2) | 2).u8(pdu.result << 4);
      writer.u16be(pdu.user - FIRST_USER);
      break;
    case "channelJoinRequest":
      writer.u8(Choice.ChannelJoinRequest << 2).u16be(pdu.user - FIRST_USER);
      writer.u16be(pdu.channel);
      break;
    case "channelJoinConfirm":
      writer.u8((Choice.ChannelJoinConfirm << 2) | 2).u8(pdu.result << 4);
      writer
        .u16be(pdu.user - FIRST_USER)
        .u16be(pdu.channel)
        .u16be(pdu.channel);
      break;
    case "sendDataRequest":
      writeData(writer, Choice.SendDataRequest, pdu.user, pdu.channel, pdu.data);
      break;
    case "sendDataIndication":
      writeData(writer, Choice.SendDataIndication, pdu.user, pdu.channel, pdu.data);
      break;
    case "disconnectProviderUltimatum":
      writer.u8((Choice.DisconnectProviderUltimatum << 2) | (pdu.reason >> 1)).u8((pdu.reason & 1) << 7);
      break;
  }
  return finishTpkt(writer);
}

function writeData(writer: Writer, choice: number, user: number, channel: number, data: Uint8Array): void {
  writer.u8(choice << 2).u16be(user - FIRST_USER);
  writer.u16be(channel).u8(PRIORITY_AND_SEGMENTATION);
  writePerLength(writer, data.length, true);
  writer.bytes(data);
}

/** The PDU in what an X.224 Data TPDU carried; its data is a view. */
export function decodeDomainPdu(data: Uint8Array): DomainPdu {
  const reader = new Reader(data, "DomainMCSPDU");
  const first = reader.u8();
  switch (first >> 2) {
    case Choice.ErectDomainRequest:
      return { kind: "erectDomainRequest" };
    case Choice.AttachUserRequest:
      return { kind: "attachUserRequest" };
    case Choice.AttachUserConfirm: {
      const result = reader.u8() >> 4;
      // the initiator is there if the first byte says so, which it does when it succeeded
      return { kind: "attachUserConfirm", result, user: first & 2 ? reader.u16be() + FIRST_USER : 0 };
    }
    case Choice.ChannelJoinRequest:
      return { kind: "channelJoinRequest", user: reader.u16be() + FIRST_USER, channel: reader.u16be() };
    case Choice.ChannelJoinConfirm: {
      const result = reader.u8() >> 4;
      return { kind: "channelJoinConfirm", result, user: reader.u16be() + FIRST_USER, channel: reader.u16be() };
    }
    case Choice.SendDataRequest:
      return { kind: "sendDataRequest", ...readData(reader) };
    case Choice.SendDataIndication:
      return { kind: "sendDataIndication", ...readData(reader) };
    case Choice.DisconnectProviderUltimatum:
      return { kind: "disconnectProviderUltimatum", reason: ((first & 3) << 1) | (reader.u8() >> 7) };
    default:
      throw reader.error(`DomainMCSPDU choice ${first >> 2}`);
  }
}

function readData(reader: Reader): { user: number; channel: number; data: Uint8Array } {
  const user = reader.u16be() + FIRST_USER;
  const channel = reader.u16be();
  reader.skip(1);
  return { user, channel, data: reader.bytes(readPerLength(reader)) };
}
