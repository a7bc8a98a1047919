import { Reader } from "../../wire/reader.ts";
import { Writer } from "../../wire/writer.ts";
import * as integers from "./variable-integers.ts";

export const touchChannelName = "Microsoft::Windows::RDS::Input";

/** eventId of RDPINPUT_HEADER ([MS-RDPEI] 2.2.2.6). */
const events = { serverReady: 1, clientReady: 2, touch: 3, suspend: 4, resume: 5, dismissHovering: 6, pen: 8 };
const headerLength = 6;

/** protocolVersion ([MS-RDPEI] 2.2.3.1); each knows what those before it know. */
export const TouchVersion = { V100: 0x1_0000, V101: 0x1_0001, V200: 0x2_0000, V300: 0x3_0000 } as const;
/** contactFlags ([MS-RDPEI] 2.2.3.3.1.1). */
export const ContactFlag = { Down: 1, Update: 2, Up: 4, InRange: 8, InContact: 0x10, Cancelled: 0x20 } as const;
/** penFlags ([MS-RDPEI] 2.2.3.7.1.1). */
export const PenContactFlag = { Barrel: 1, Eraser: 2, Inverted: 4 } as const;

const contactFields = { rectangle: 1, orientation: 2, pressure: 4 };
const penFields = { flags: 1, pressure: 2, rotation: 4, tiltX: 8, tiltY: 0x10 };

/** RDPINPUT_CONTACT_DATA ([MS-RDPEI] 2.2.3.3.1.1); positions in desktop pixels. */
interface ContactData {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  /** Bits of `ContactFlag`. */
  readonly flags: number;
  /** What the finger covers, from its position. */
  readonly rectangle?: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
  /** Degrees, 0 to 359. */
  readonly orientation?: number;
  /** 0 to 1024. */
  readonly pressure?: number;
}

/** RDPINPUT_PEN_CONTACT ([MS-RDPEI] 2.2.3.7.1.1). */
export interface PenData {
  readonly device: number;
  readonly x: number;
  readonly y: number;
  /** Bits of `ContactFlag`. */
  readonly flags: number;
  /** Bits of `PenContactFlag`. */
  readonly penFlags?: number;
  /** 0 to 1024. */
  readonly pressure?: number;
  /** Degrees, 0 to 359. */
  readonly rotation?: number;
  /** Degrees, -90 to 90. */
  readonly tiltX?: number;
  readonly tiltY?: number;
}

interface TouchFrame<Contact> {
  /** Microseconds since the frame before; 0 for the first. */
  readonly offset: number;
  readonly contacts: readonly Contact[];
}

export type ServerTouchPdu =
  /** `features`: supportedFeatures, which servers of V300 add; bit 0: several pens. */
  | { readonly type: "ready"; readonly version: number; readonly features: number }
  | { readonly type: "suspend" }
  | { readonly type: "resume" };

export type ClientTouchPdu =
  /** `flags`: CS_READY_FLAGS_* ([MS-RDPEI] 2.2.3.2). */
  | { readonly type: "ready"; readonly flags: number; readonly version: number; readonly mostContacts: number }
  /** `encodeTime`: milliseconds from the oldest frame to the sending. */
  | { readonly type: "touch"; readonly encodeTime: number; readonly frames: readonly TouchFrame<ContactData>[] }
  | { readonly type: "pen"; readonly encodeTime: number; readonly frames: readonly TouchFrame<PenData>[] }
  | { readonly type: "dismissHovering"; readonly contact: number };

export function encodeServerTouchPdu(pdu: ServerTouchPdu): Uint8Array {
  if (pdu.type === "suspend") return withHeader(events.suspend, () => {});
  if (pdu.type === "resume") return withHeader(events.resume, () => {});
  return withHeader(events.serverReady, (writer) => {
    writer.u32(pdu.version);
    if (pdu.version >= TouchVersion.V300) writer.u32(pdu.features);
  });
}

/** Undefined for a PDU that is not known: later servers may have more of them. Throws DecodeError. */
export function decodeServerTouchPdu(message: Uint8Array): ServerTouchPdu | undefined {
  const { event, body } = readHeader(message);
  switch (event) {
    case events.serverReady: {
      const version = body.u32();
      return { type: "ready", version, features: body.remaining >= 4 ? body.u32() : 0 };
    }
    case events.suspend:
      return { type: "suspend" };
    case events.resume:
      return { type: "resume" };
    default:
      return undefined;
  }
}

export function encodeClientTouchPdu(pdu: ClientTouchPdu): Uint8Array {
  switch (pdu.type) {
    case "ready":
      return withHeader(events.clientReady, (writer) => writer.u32(pdu.flags).u32(pdu.version).u16(pdu.mostContacts));
    case "dismissHovering":
      return withHeader(events.dismissHovering, (writer) => writer.u8(pdu.contact));
    case "touch":
      return withHeader(events.touch, (writer) => writeFrames(writer, pdu.encodeTime, pdu.frames, writeContact));
    case "pen":
      return withHeader(events.pen, (writer) => writeFrames(writer, pdu.encodeTime, pdu.frames, writePen));
  }
}

/** Undefined for a PDU that is not known. Throws DecodeError. */
export function decodeClientTouchPdu(message: Uint8Array): ClientTouchPdu | undefined {
  const { event, body } = readHeader(message);
  switch (event) {
    case events.clientReady:
      return { type: "ready", flags: body.u32(), version: body.u32(), mostContacts: body.u16() };
    case events.dismissHovering:
      return { type: "dismissHovering", contact: body.u8() };
    case events.touch:
      return { type: "touch", encodeTime: integers.readFourUnsigned(body), frames: readFrames(body, readContact) };
    case events.pen:
      return { type: "pen", encodeTime: integers.readFourUnsigned(body), frames: readFrames(body, readPen) };
    default:
      return undefined;
  }
}

function withHeader(event: number, write: (writer: Writer) => void): Uint8Array {
  const body = new Writer();
  write(body);
  const bytes = body.finish();
  return new Writer()
    .u16(event)
    .u32(headerLength + bytes.length)
    .bytes(bytes)
    .finish();
}

function readHeader(message: Uint8Array): { readonly event: number; readonly body: Reader } {
  const reader = new Reader(message, "RDPINPUT_HEADER");
  const event = reader.u16();
  const length = reader.u32();
  if (length < headerLength) throw reader.error(`length ${length}`);
  return { event, body: reader.part(length - headerLength, `RDPINPUT event ${event}`) };
}

function writeFrames<Contact>(
  writer: Writer,
  encodeTime: number,
  frames: readonly TouchFrame<Contact>[],
  writeOne: (writer: Writer, contact: Contact) => void,
): void {
  integers.writeFourUnsigned(writer, encodeTime);
  integers.writeTwoUnsigned(writer, frames.length);
  for (const { offset, contacts } of frames) {
    integers.writeTwoUnsigned(writer, contacts.length);
    integers.writeEightUnsigned(writer, offset);
    for (const contact of contacts) writeOne(writer, contact);
  }
}

function readFrames<Contact>(reader: Reader, readOne: (reader: Reader) => Contact): TouchFrame<Contact>[] {
  const frames: TouchFrame<Contact>[] = [];
  for (let left = integers.readTwoUnsigned(reader); left > 0; left--) {
    const count = integers.readTwoUnsigned(reader);
    const offset = integers.readEightUnsigned(reader);
    const contacts: Contact[] = [];
    while (contacts.length < count) contacts.push(readOne(reader));
    frames.push({ offset, contacts });
  }
  return frames;
}

function writeContact(writer: Writer, { id, x, y, flags, rectangle, orientation, pressure }: ContactData): void {
  writer.u8(id);
  integers.writeTwoUnsigned(
    writer,
    (rectangle ? contactFields.rectangle : 0) |
      (orientation === undefined ? 0 : contactFields.orientation) |
      (pressure === undefined ? 0 : contactFields.pressure),
  );
  integers.writeFourSigned(writer, x);
  integers.writeFourSigned(writer, y);
  integers.writeFourUnsigned(writer, flags);
  if (rectangle) {
    const { left, top, right, bottom } = rectangle;
    for (const side of [left, top, right, bottom]) integers.writeTwoSigned(writer, side);
  }
  if (orientation !== undefined) integers.writeFourUnsigned(writer, orientation);
  if (pressure !== undefined) integers.writeFourUnsigned(writer, pressure);
}

function readContact(reader: Reader): ContactData {
  const id = reader.u8();
  const fields = integers.readTwoUnsigned(reader);
  const place = { x: integers.readFourSigned(reader), y: integers.readFourSigned(reader) };
  const flags = integers.readFourUnsigned(reader);
  return {
    ...{ id, ...place, flags },
    ...(fields & contactFields.rectangle && { rectangle: readRectangle(reader) }),
    ...(fields & contactFields.orientation && { orientation: integers.readFourUnsigned(reader) }),
    ...(fields & contactFields.pressure && { pressure: integers.readFourUnsigned(reader) }),
  };
}

function readRectangle(reader: Reader): NonNullable<ContactData["rectangle"]> {
  const side = () => integers.readTwoSigned(reader);
  return { left: side(), top: side(), right: side(), bottom: side() };
}

function writePen(writer: Writer, pen: PenData): void {
  const { device, x, y, flags, penFlags, pressure, rotation, tiltX, tiltY } = pen;
  writer.u8(device);
  integers.writeTwoUnsigned(
    writer,
    (penFlags === undefined ? 0 : penFields.flags) |
      (pressure === undefined ? 0 : penFields.pressure) |
      (rotation === undefined ? 0 : penFields.rotation) |
      (tiltX === undefined ? 0 : penFields.tiltX) |
      (tiltY === undefined ? 0 : penFields.tiltY),
  );
  integers.writeFourSigned(writer, x);
  integers.writeFourSigned(writer, y);
  integers.writeFourUnsigned(writer, flags);
  if (penFlags !== undefined) integers.writeFourUnsigned(writer, penFlags);
  if (pressure !== undefined) integers.writeFourUnsigned(writer, pressure);
  if (rotation !== undefined) integers.writeTwoUnsigned(writer, rotation);
  if (tiltX !== undefined) integers.writeTwoSigned(writer, tiltX);
  if (tiltY !== undefined) integers.writeTwoSigned(writer, tiltY);
}

function readPen(reader: Reader): PenData {
  const device = reader.u8();
  const fields = integers.readTwoUnsigned(reader);
  const place = { x: integers.readFourSigned(reader), y: integers.readFourSigned(reader) };
  const flags = integers.readFourUnsigned(reader);
  return {
    ...{ device, ...place, flags },
    ...(fields & penFields.flags && { penFlags: integers.readFourUnsigned(reader) }),
    ...(fields & penFields.pressure && { pressure: integers.readFourUnsigned(reader) }),
    ...(fields & penFields.rotation && { rotation: integers.readTwoUnsigned(reader) }),
    ...(fields & penFields.tiltX && { tiltX: integers.readTwoSigned(reader) }),
    ...(fields & penFields.tiltY && { tiltY: integers.readTwoSigned(reader) }),
  };
}
