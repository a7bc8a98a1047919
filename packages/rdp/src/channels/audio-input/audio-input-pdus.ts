import { Reader } from "../../wire/reader.ts";
import { Writer } from "../../wire/writer.ts";
import {
  type AudioFormat,
  decodeAudioFormat,
  decodeAudioFormats,
  encodeAudioFormat,
} from "../audio-output/audio-format.ts";

/** The dynamic channel of the microphone ([MS-RDPEAI] 2.1). */
export const audioInputChannelName = "AUDIO_INPUT";

/** MessageId of SNDIN_PDU (2.2.1). */
const MessageId = {
  Version: 0x01,
  Formats: 0x02,
  Open: 0x03,
  OpenReply: 0x04,
  DataIncoming: 0x05,
  Data: 0x06,
  FormatChange: 0x07,
} as const;

/** Result of an Open Reply: HRESULT ([MS-ERREF] 2.1). */
export const OpenResult = { Ok: 0, Failed: 0x80004005, AccessDenied: 0x80070005 } as const;

/** What both sides send. */
type CommonInputPdu =
  | { readonly type: "version"; readonly version: number }
  | { readonly type: "formats"; readonly formats: readonly AudioFormat[] }
  /** An index into the formats of the client. */
  | { readonly type: "formatChange"; readonly format: number };

export type ServerInputPdu =
  | CommonInputPdu
  | {
      readonly type: "open";
      /** Samples of each channel in a Data PDU. */
      readonly framesPerPacket: number;
      /** Index into the formats of the client. */
      readonly format: number;
      /** How to record, before that is brought into `format`. */
      readonly capture: AudioFormat;
    }
  | { readonly type: "other"; readonly messageId: number };

export type ClientInputPdu =
  | CommonInputPdu
  | { readonly type: "openReply"; readonly result: number }
  /** Data follow. */
  | { readonly type: "dataIncoming" }
  /** A view. */
  | { readonly type: "data"; readonly data: Uint8Array };

const FORMATS_HEADER = 9;

export function decodeServerInputPdu(message: Uint8Array): ServerInputPdu {
  const reader = new Reader(message, "SNDIN_PDU");
  const messageId = reader.u8();
  if (messageId !== MessageId.Open) return readCommon(messageId, reader) ?? { type: "other", messageId };
  return { type: "open", framesPerPacket: reader.u32(), format: reader.u32(), capture: decodeAudioFormat(reader) };
}

export function encodeServerInputPdu(pdu: ServerInputPdu): Uint8Array {
  switch (pdu.type) {
    case "open": {
      const writer = new Writer().u8(MessageId.Open).u32(pdu.framesPerPacket).u32(pdu.format);
      encodeAudioFormat(writer, pdu.capture);
      return writer.finish();
    }
    case "other":
      return Uint8Array.of(pdu.messageId);
    default:
      return encodeCommon(pdu);
  }
}

/** What is not a client's is a DecodeError. */
export function decodeClientInputPdu(message: Uint8Array): ClientInputPdu {
  const reader = new Reader(message, "SNDIN_PDU");
  const messageId = reader.u8();
  switch (messageId) {
    case MessageId.OpenReply:
      return { type: "openReply", result: reader.u32() };
    case MessageId.DataIncoming:
      return { type: "dataIncoming" };
    case MessageId.Data:
      return { type: "data", data: reader.rest() };
  }
  const pdu = readCommon(messageId, reader);
  if (!pdu) throw reader.error(`message ${messageId}`);
  return pdu;
}

export function encodeClientInputPdu(pdu: ClientInputPdu): Uint8Array {
  switch (pdu.type) {
    case "openReply":
      return new Writer(5).u8(MessageId.OpenReply).u32(pdu.result).finish();
    case "dataIncoming":
      return Uint8Array.of(MessageId.DataIncoming);
    case "data":
      return new Writer(1 + pdu.data.length).u8(MessageId.Data).bytes(pdu.data).finish();
    default:
      return encodeCommon(pdu);
  }
}

function readCommon(messageId: number, reader: Reader): CommonInputPdu | undefined {
  switch (messageId) {
    case MessageId.Version:
      return { type: "version", version: reader.u32() };
    case MessageId.Formats: {
      const count = reader.u32();
      // cbSizeFormatsPacket is arbitrary from a server (2.2.2.2).
      reader.skip(4);
      return { type: "formats", formats: decodeAudioFormats(reader, count) };
    }
    case MessageId.FormatChange:
      return { type: "formatChange", format: reader.u32() };
    default:
      return undefined;
  }
}

function encodeCommon(pdu: CommonInputPdu): Uint8Array {
  const writer = new Writer();
  switch (pdu.type) {
    case "version":
      return writer.u8(MessageId.Version).u32(pdu.version).finish();
    case "formats":
      writer.u8(MessageId.Formats).u32(pdu.formats.length).u32(0);
      for (const format of pdu.formats) encodeAudioFormat(writer, format);
      // The whole PDU: no ExtraData.
      writer.patchU32(FORMATS_HEADER - 4, writer.length);
      return writer.finish();
    case "formatChange":
      return writer.u8(MessageId.FormatChange).u32(pdu.format).finish();
  }
}
