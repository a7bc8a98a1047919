import { Reader } from "../../wire/reader.ts";
import { Writer } from "../../wire/writer.ts";

export const graphicsChannelName = "Microsoft::Windows::RDS::Graphics";

/** cmdId of RDPGFX_HEADER ([MS-RDPEGFX] 2.2.1.5) of what travels outside the compressed stream, or is made here. */
export const graphicsCommands = { frameAcknowledge: 0x000d, capsAdvertise: 0x0012, capsConfirm: 0x0013 } as const;

const headerLength = 8;
const maximumSets = 32;

/** RDPGFX_CAPSET ([MS-RDPEGFX] 2.2.3) of the versions 8 to 10.7, each of which carries 4 bytes of flags. */
export interface CapabilitySet {
  readonly version: number;
  readonly flags: number;
}

/** RDPGFX_FRAME_ACKNOWLEDGE_PDU ([MS-RDPEGFX] 2.2.2.13). */
export interface FrameAcknowledge {
  /** Bytes that wait to be decoded; 0: unknown, 0xffffffff: send no more acknowledgements. */
  readonly queueDepth: number;
  readonly frameId: number;
  readonly totalFramesDecoded: number;
}

/** RDPGFX_CAPS_ADVERTISE_PDU ([MS-RDPEGFX] 2.2.2.18). */
export function encodeCapsAdvertise(sets: readonly CapabilitySet[]): Uint8Array {
  const writer = new Writer().u16(sets.length);
  for (const set of sets) writeSet(writer, set);
  return withHeader(graphicsCommands.capsAdvertise, writer.finish());
}

/** Sets of unknown length keep their version and get flags 0. Throws DecodeError. */
export function decodeCapsAdvertise(message: Uint8Array): CapabilitySet[] {
  const body = open(message, graphicsCommands.capsAdvertise, "RDPGFX_CAPS_ADVERTISE_PDU");
  const count = body.u16();
  if (count > maximumSets) throw body.error(`${count} capability sets`);
  return Array.from({ length: count }, () => readSet(body));
}

/** RDPGFX_CAPS_CONFIRM_PDU ([MS-RDPEGFX] 2.2.2.19), to be wrapped as server messages are. */
export function encodeCapsConfirm(set: CapabilitySet): Uint8Array {
  const writer = new Writer();
  writeSet(writer, set);
  return withHeader(graphicsCommands.capsConfirm, writer.finish());
}

/** Takes the PDU as it is after decompression. Throws DecodeError. */
export function decodeCapsConfirm(pdu: Uint8Array): CapabilitySet {
  return readSet(open(pdu, graphicsCommands.capsConfirm, "RDPGFX_CAPS_CONFIRM_PDU"));
}

export function encodeFrameAcknowledge({ queueDepth, frameId, totalFramesDecoded }: FrameAcknowledge): Uint8Array {
  const body = new Writer(12).u32(queueDepth).u32(frameId).u32(totalFramesDecoded);
  return withHeader(graphicsCommands.frameAcknowledge, body.finish());
}

/** Throws DecodeError. */
export function decodeFrameAcknowledge(message: Uint8Array): FrameAcknowledge {
  const body = open(message, graphicsCommands.frameAcknowledge, "RDPGFX_FRAME_ACKNOWLEDGE_PDU");
  return { queueDepth: body.u32(), frameId: body.u32(), totalFramesDecoded: body.u32() };
}

/** cmdId of a message that a client sent. Throws DecodeError. */
export function graphicsCommandOf(message: Uint8Array): number {
  return new Reader(message, "RDPGFX_HEADER").u16();
}

function withHeader(command: number, body: Uint8Array): Uint8Array {
  return new Writer(headerLength + body.length)
    .u16(command)
    .u16(0)
    .u32(headerLength + body.length)
    .bytes(body)
    .finish();
}

function open(message: Uint8Array, command: number, structure: string): Reader {
  const reader = new Reader(message, structure);
  const found = reader.u16();
  if (found !== command) throw reader.error(`cmdId 0x${found.toString(16)}`);
  reader.skip(2);
  const length = reader.u32();
  if (length < headerLength) throw reader.error(`pduLength ${length}`);
  return reader.part(length - headerLength, structure);
}

function writeSet(writer: Writer, { version, flags }: CapabilitySet): void {
  const isVersion101 = version === 0x000a0100;
  writer
    .u32(version)
    .u32(isVersion101 ? 16 : 4)
    .u32(flags);
  if (isVersion101) writer.zeros(12);
}

function readSet(reader: Reader): CapabilitySet {
  const version = reader.u32();
  const data = reader.part(reader.u32(), "RDPGFX_CAPSET");
  return { version, flags: data.remaining >= 4 ? data.u32() : 0 };
}
