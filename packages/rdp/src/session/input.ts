import type { StandardSecurity } from "../security/standard-security.ts";
import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";
import {
  type InputEvent,
  readPointer,
  readRelative,
  splitRotations,
  toPointerFields,
  writeRelative,
} from "./input-events.ts";

export type { InputEvent, MouseButton, RelativeEvent } from "./input-events.ts";

/** eventCode of TS_FP_INPUT_EVENT ([MS-RDPBCGR] 2.2.8.1.2.2). */
const fastPathCodes = {
  scancode: 0,
  mouse: 1,
  extendedMouse: 2,
  synchronize: 3,
  unicode: 4,
  relativeMouse: 5,
  qualityOfExperience: 6,
};
const fastPathRelease = 1;
const fastPathExtended = 2;
const fastPathExtended1 = 4;

/** The most events whose count fits the header. */
const eventsPerPdu = 15;
const flagSecureChecksum = 0x40;
const flagEncrypted = 0x80;

/** One or more whole fast-path input PDUs ([MS-RDPBCGR] 2.2.8.1.2), one after the other, encrypted with `security`. */
export function encodeFastPathInput(events: readonly InputEvent[], security?: StandardSecurity): Uint8Array {
  const split = splitRotations(events);
  const writer = new Writer();
  for (let start = 0; start < split.length; start += eventsPerPdu) {
    writeFastPathPdu(writer, split.slice(start, start + eventsPerPdu), security);
  }
  return writer.finish();
}

function writeFastPathPdu(writer: Writer, events: readonly InputEvent[], security: StandardSecurity | undefined): void {
  const body = new Writer();
  for (const event of events) writeFastPathEvent(body, event);
  const data = security ? security.seal(body.finish(), false) : body.finish();
  writer.u8((events.length << 2) | (security ? flagEncrypted : 0));
  const shortLength = 2 + data.length;
  if (shortLength < 0x80) writer.u8(shortLength);
  else writer.u16be(0x8000 | (shortLength + 1));
  writer.bytes(data);
}

function writeFastPathEvent(writer: Writer, event: InputEvent): void {
  const begin = (code: number, flags: number) => writer.u8((code << 5) | flags);
  switch (event.type) {
    case "scancode": {
      const prefix = (event.extended ? fastPathExtended : 0) | (event.extended1 ? fastPathExtended1 : 0);
      begin(fastPathCodes.scancode, prefix | (event.released ? fastPathRelease : 0)).u8(event.code);
      return;
    }
    case "unicode":
      begin(fastPathCodes.unicode, event.released ? fastPathRelease : 0).u16(event.codeUnit);
      return;
    case "synchronize":
      begin(fastPathCodes.synchronize, event.toggles & 0x1f);
      return;
    case "relativeMove":
    case "relativeButton":
      writeRelative(begin(fastPathCodes.relativeMouse, 0), event);
      return;
    default: {
      const { isExtended, flags, x, y } = toPointerFields(event);
      begin(isExtended ? fastPathCodes.extendedMouse : fastPathCodes.mouse, 0)
        .u16(flags)
        .u16(x)
        .u16(y);
    }
  }
}

/** Reads one whole fast-path input PDU; events of no meaning to us are left out. Throws DecodeError. */
export function decodeFastPathInput(pdu: Uint8Array, security?: StandardSecurity): InputEvent[] {
  const header = new Reader(pdu, "TS_FP_INPUT_PDU");
  const first = header.u8();
  if (header.u8() & 0x80) header.skip(1);
  let body = header;
  if (first & flagEncrypted) {
    if (!security) throw header.error("encrypted without session keys");
    body = new Reader(security.open(header.rest(), (first & flagSecureChecksum) !== 0), header.structure);
  }
  const count = (first >> 2) & 0xf || body.u8();
  const events: InputEvent[] = [];
  for (let index = 0; index < count; index++) {
    const event = readFastPathEvent(body);
    if (event) events.push(event);
  }
  return events;
}

function readFastPathEvent(reader: Reader): InputEvent | undefined {
  const header = reader.u8();
  const flags = header & 0x1f;
  const released = (flags & fastPathRelease) !== 0;
  switch (header >> 5) {
    case fastPathCodes.scancode: {
      const extended = (flags & fastPathExtended) !== 0;
      return { type: "scancode", code: reader.u8(), extended, extended1: (flags & fastPathExtended1) !== 0, released };
    }
    case fastPathCodes.mouse:
      return readPointer(reader, false);
    case fastPathCodes.extendedMouse:
      return readPointer(reader, true);
    case fastPathCodes.synchronize:
      return { type: "synchronize", toggles: flags };
    case fastPathCodes.unicode:
      return { type: "unicode", codeUnit: reader.u16(), released };
    case fastPathCodes.relativeMouse:
      return readRelative(reader);
    case fastPathCodes.qualityOfExperience:
      reader.skip(4);
      return undefined;
    default:
      throw reader.error(`event code ${header >> 5}`);
  }
}

/** messageType of TS_INPUT_EVENT ([MS-RDPBCGR] 2.2.8.1.1.3.1.1). */
const slowPathTypes = {
  synchronize: 0x0000,
  unused: 0x0002,
  scancode: 0x0004,
  unicode: 0x0005,
  mouse: 0x8001,
  extendedMouse: 0x8002,
  relativeMouse: 0x8004,
};
const slowPathExtended = 0x0100;
const slowPathExtended1 = 0x0200;
const slowPathRelease = 0x8000;

/** TS_INPUT_PDU_DATA without the share headers ([MS-RDPBCGR] 2.2.8.1.1.3). */
export function encodeSlowPathInput(events: readonly InputEvent[]): Uint8Array {
  const split = splitRotations(events);
  const writer = new Writer().u16(split.length).u16(0);
  for (const event of split) writeSlowPathEvent(writer.u32(0), event);
  return writer.finish();
}

function writeSlowPathEvent(writer: Writer, event: InputEvent): void {
  switch (event.type) {
    case "scancode": {
      const prefix = (event.extended ? slowPathExtended : 0) | (event.extended1 ? slowPathExtended1 : 0);
      const flags = prefix | (event.released ? slowPathRelease : 0);
      writer.u16(slowPathTypes.scancode).u16(flags).u16(event.code).u16(0);
      return;
    }
    case "unicode":
      writer
        .u16(slowPathTypes.unicode)
        .u16(event.released ? slowPathRelease : 0)
        .u16(event.codeUnit)
        .u16(0);
      return;
    case "synchronize":
      writer.u16(slowPathTypes.synchronize).u16(0).u32(event.toggles);
      return;
    case "relativeMove":
    case "relativeButton":
      writeRelative(writer.u16(slowPathTypes.relativeMouse), event);
      return;
    default: {
      const { isExtended, flags, x, y } = toPointerFields(event);
      writer
        .u16(isExtended ? slowPathTypes.extendedMouse : slowPathTypes.mouse)
        .u16(flags)
        .u16(x)
        .u16(y);
    }
  }
}

/** Reads TS_INPUT_PDU_DATA; events of no meaning to us are left out. Throws DecodeError. */
export function decodeSlowPathInput(data: Uint8Array): InputEvent[] {
  const reader = new Reader(data, "TS_INPUT_PDU_DATA");
  const count = reader.u16();
  reader.skip(2);
  const events: InputEvent[] = [];
  for (let index = 0; index < count; index++) {
    reader.skip(4); // eventTime
    const type = reader.u16();
    const event = readSlowPathEvent(type, reader.part(6, "TS_INPUT_EVENT"));
    if (event) events.push(event);
  }
  return events;
}

function readSlowPathEvent(type: number, reader: Reader): InputEvent | undefined {
  switch (type) {
    case slowPathTypes.synchronize:
      reader.skip(2);
      return { type: "synchronize", toggles: reader.u32() & 0x1f };
    case slowPathTypes.scancode: {
      const flags = reader.u16();
      const extended = (flags & slowPathExtended) !== 0;
      const extended1 = (flags & slowPathExtended1) !== 0;
      const released = (flags & slowPathRelease) !== 0;
      return { type: "scancode", code: reader.u16() & 0xff, extended, extended1, released };
    }
    case slowPathTypes.unicode: {
      const released = (reader.u16() & slowPathRelease) !== 0;
      return { type: "unicode", codeUnit: reader.u16(), released };
    }
    case slowPathTypes.mouse:
      return readPointer(reader, false);
    case slowPathTypes.extendedMouse:
      return readPointer(reader, true);
    case slowPathTypes.relativeMouse:
      return readRelative(reader);
    case slowPathTypes.unused:
      return undefined;
    default:
      throw reader.error(`message type 0x${type.toString(16)}`);
  }
}
