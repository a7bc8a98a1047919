import { Reader } from "../../wire/reader.ts";
import { Writer } from "../../wire/writer.ts";
import { type AudioFormat, decodeAudioFormats, encodeAudioFormat } from "./audio-format.ts";

/** The static channel of sound ([MS-RDPEA] 2.1). */
export const audioOutputChannelName = "rdpsnd";
/** The dynamic ones: servers of version 8 and later try these first. There is no UDP here, so the second loses nothing either. */
export const audioOutputDynamicNames = ["AUDIO_PLAYBACK_DVC", "AUDIO_PLAYBACK_LOSSY_DVC"] as const;

/** msgType of RDPSND PDU headers (2.2.1). */
const MessageType = {
  Close: 0x01,
  Wave: 0x02,
  Volume: 0x03,
  Pitch: 0x04,
  WaveConfirm: 0x05,
  Training: 0x06,
  Formats: 0x07,
  QualityMode: 0x0c,
  Wave2: 0x0d,
} as const;

/** wQualityMode (2.2.2.3). */
export const QualityMode = { Dynamic: 0, Medium: 1, High: 2 } as const;

/** dwFlags of the client (2.2.2.2). */
export const AudioCapability = { Alive: 0x1, Volume: 0x2, Pitch: 0x4 } as const;

/** What stands before the sound of a block, in either kind of wave. */
export interface WaveHeader {
  /** wTimeStamp: milliseconds of the server's clock. */
  readonly timestamp: number;
  /** Index into the formats that the client has sent. */
  readonly format: number;
  readonly block: number;
}

/** What a server sends. Byte arrays are views. */
export type ServerAudioPdu =
  | { readonly type: "formats"; readonly version: number; readonly lastBlock: number; readonly formats: AudioFormat[] }
  | { readonly type: "training"; readonly timestamp: number; readonly packSize: number; readonly data: Uint8Array }
  /** The first 4 bytes of a wave; `length` more follow in a message of their own, `decodeWave`. */
  | ({ readonly type: "waveInfo"; readonly beginning: Uint8Array; readonly length: number } & WaveHeader)
  | ({ readonly type: "wave2"; readonly audioTimestamp: number; readonly data: Uint8Array } & WaveHeader)
  /** 0 to 65535 for each ear. */
  | { readonly type: "volume"; readonly left: number; readonly right: number }
  /** 16.16 fixed point. */
  | { readonly type: "pitch"; readonly pitch: number }
  | { readonly type: "close" }
  /** What only UDP has (2.2.3.5 to 2.2.3.7), or nobody knows. */
  | { readonly type: "other"; readonly messageType: number };

/** What a client sends. */
export type ClientAudioPdu =
  | {
      readonly type: "formats";
      readonly version: number;
      /** Of `AudioCapability`. */
      readonly flags: number;
      readonly formats: readonly AudioFormat[];
    }
  /** Of `QualityMode`. */
  | { readonly type: "qualityMode"; readonly mode: number }
  | { readonly type: "trainingConfirm"; readonly timestamp: number; readonly packSize: number }
  | { readonly type: "waveConfirm"; readonly timestamp: number; readonly block: number };

/** Bytes of WaveInfo behind its header (2.2.3.3). */
const WAVE_INFO_LENGTH = 12;
const WAVE_BEGINNING = 4;
const HEADER_LENGTH = 4;

export function decodeServerAudioPdu(message: Uint8Array): ServerAudioPdu {
  const { messageType, bodySize, reader } = readHeader(message);
  if (messageType === MessageType.Wave) return readWaveInfo(reader, bodySize);
  const body = reader.part(bodySize, "RDPSND");
  switch (messageType) {
    case MessageType.Formats: {
      body.skip(14);
      const count = body.u16();
      const lastBlock = body.u8();
      const version = body.u16();
      body.skip(1);
      return { type: "formats", version, lastBlock, formats: decodeAudioFormats(body, count) };
    }
    case MessageType.Training:
      return { type: "training", timestamp: body.u16(), packSize: body.u16(), data: body.rest() };
    case MessageType.Wave2: {
      const header = readWaveHeader(body);
      return { type: "wave2", ...header, audioTimestamp: body.u32(), data: body.rest() };
    }
    case MessageType.Volume:
      return { type: "volume", left: body.u16(), right: body.u16() };
    case MessageType.Pitch:
      return { type: "pitch", pitch: body.u32() };
    case MessageType.Close:
      return { type: "close" };
    default:
      return { type: "other", messageType };
  }
}

export function encodeServerAudioPdu(pdu: ServerAudioPdu): Uint8Array {
  const body = new Writer();
  switch (pdu.type) {
    case "formats":
      body.zeros(14).u16(pdu.formats.length).u8(pdu.lastBlock).u16(pdu.version).u8(0);
      for (const format of pdu.formats) encodeAudioFormat(body, format);
      return withHeader(MessageType.Formats, body);
    case "training":
      return withHeader(MessageType.Training, body.u16(pdu.timestamp).u16(pdu.packSize).bytes(pdu.data));
    case "waveInfo":
      writeWaveHeader(body, pdu).bytes(pdu.beginning);
      return withHeader(MessageType.Wave, body, WAVE_INFO_LENGTH + pdu.length);
    case "wave2":
      return withHeader(MessageType.Wave2, writeWaveHeader(body, pdu).u32(pdu.audioTimestamp).bytes(pdu.data));
    case "volume":
      return withHeader(MessageType.Volume, body.u16(pdu.left).u16(pdu.right));
    case "pitch":
      return withHeader(MessageType.Pitch, body.u32(pdu.pitch));
    case "close":
      return withHeader(MessageType.Close, body);
    case "other":
      return withHeader(pdu.messageType, body);
  }
}

/** Joins a Wave PDU (2.2.3.4), whose own first 4 bytes are padding, to what WaveInfo brought. Answers a copy. */
export function decodeWave(message: Uint8Array, beginning: Uint8Array, length: number): Uint8Array {
  const reader = new Reader(message, "SNDWAV");
  reader.skip(WAVE_BEGINNING);
  const rest = reader.bytes(length);
  const data = new Uint8Array(beginning.length + rest.length);
  data.set(beginning);
  data.set(rest, beginning.length);
  return data;
}

/** @param rest the sound but for the 4 bytes in WaveInfo */
export function encodeWave(rest: Uint8Array): Uint8Array {
  return new Writer(rest.length + WAVE_BEGINNING).zeros(WAVE_BEGINNING).bytes(rest).finish();
}

/** What is not a client's is a DecodeError. */
export function decodeClientAudioPdu(message: Uint8Array): ClientAudioPdu {
  const { messageType, bodySize, reader } = readHeader(message);
  const body = reader.part(bodySize, "RDPSND");
  switch (messageType) {
    case MessageType.Formats: {
      const flags = body.u32();
      body.skip(10);
      const count = body.u16();
      body.skip(1);
      const version = body.u16();
      body.skip(1);
      return { type: "formats", flags, version, formats: decodeAudioFormats(body, count) };
    }
    case MessageType.QualityMode:
      return { type: "qualityMode", mode: body.u16() };
    case MessageType.Training:
      return { type: "trainingConfirm", timestamp: body.u16(), packSize: body.u16() };
    case MessageType.WaveConfirm:
      return { type: "waveConfirm", timestamp: body.u16(), block: body.u8() };
    default:
      throw reader.error(`message type ${messageType}`);
  }
}

export function encodeClientAudioPdu(pdu: ClientAudioPdu): Uint8Array {
  const body = new Writer();
  switch (pdu.type) {
    case "formats":
      // dwVolume full; no pitch, no UDP port.
      body.u32(pdu.flags).u32(0xffffffff).u32(0).u16(0).u16(pdu.formats.length).u8(0).u16(pdu.version).u8(0);
      for (const format of pdu.formats) encodeAudioFormat(body, format);
      return withHeader(MessageType.Formats, body);
    case "qualityMode":
      return withHeader(MessageType.QualityMode, body.u16(pdu.mode).u16(0));
    case "trainingConfirm":
      return withHeader(MessageType.Training, body.u16(pdu.timestamp).u16(pdu.packSize));
    case "waveConfirm":
      return withHeader(MessageType.WaveConfirm, body.u16(pdu.timestamp).u8(pdu.block).u8(0));
  }
}

function readHeader(message: Uint8Array): { messageType: number; bodySize: number; reader: Reader } {
  const reader = new Reader(message, "SNDPROLOG");
  const messageType = reader.u8();
  reader.skip(1);
  return { messageType, bodySize: reader.u16(), reader };
}

function withHeader(messageType: number, body: Writer, bodySize = body.length): Uint8Array {
  const writer = new Writer(HEADER_LENGTH + body.length);
  return writer.u8(messageType).u8(0).u16(bodySize).bytes(body.finish()).finish();
}

/** BodySize of WaveInfo counts the Wave PDU that follows, without its padding (2.2.3.3, 2.2.3.4). */
function readWaveInfo(reader: Reader, bodySize: number): ServerAudioPdu {
  const header = readWaveHeader(reader);
  const beginning = reader.bytes(WAVE_BEGINNING);
  if (bodySize < WAVE_INFO_LENGTH) throw reader.error(`BodySize ${bodySize} of a wave`);
  return { type: "waveInfo", ...header, beginning, length: bodySize - WAVE_INFO_LENGTH };
}

function readWaveHeader(reader: Reader): WaveHeader {
  const header = { timestamp: reader.u16(), format: reader.u16(), block: reader.u8() };
  reader.skip(3);
  return header;
}

function writeWaveHeader(writer: Writer, { timestamp, format, block }: WaveHeader): Writer {
  return writer.u16(timestamp).u16(format).u8(block).zeros(3);
}
