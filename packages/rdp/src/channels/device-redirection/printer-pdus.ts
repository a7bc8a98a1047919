import { Reader } from "../../wire/reader.ts";
import { Writer } from "../../wire/writer.ts";
import { Component } from "./redirection-header.ts";

/** Flags of DR_PRN_DEVICE_ANNOUNCE ([MS-RDPEPC] 2.2.2.1). */
export const PrinterFlag = { Ascii: 0x01, Default: 0x02, Network: 0x04, TsPrinter: 0x08, Xps: 0x10 } as const;

/** PacketId of printing's own messages ([MS-RDPEFS] 2.2.1.1). */
export const PrinterPacketId = { CacheData: 0x5043, UsingXps: 0x5543 } as const;

/** SERVER_PRINTER_CACHE_EVENT ([MS-RDPEPC] 2.2.1.1). */
const events = { add: 1, update: 2, delete: 3, rename: 4 } as const;
const portNameLength = 8;

/** A printer as the server is told of it. */
export interface PrinterAnnouncement {
  /** Of `PrinterFlag`. */
  readonly flags: number;
  /** The driver that the server is to print with, by the name that Windows has for it. */
  readonly driver: string;
  /** As people see it. */
  readonly name: string;
  /** What the server asked to be kept for it. */
  readonly configuration: Uint8Array;
}

/**
 * Something the server says about printers beside the jobs. Configurations, which belong to its driver, are for clients that keep
 * printers from one connection to the next.
 */
export type PrinterMessage =
  | {
      readonly type: "add";
      readonly port: string;
      readonly driver: string;
      readonly name: string;
      readonly configuration: Uint8Array;
    }
  | { readonly type: "update"; readonly name: string; readonly configuration: Uint8Array }
  | { readonly type: "delete"; readonly name: string }
  | { readonly type: "rename"; readonly from: string; readonly to: string }
  /** What is printed from now on is XPS; only after `PrinterFlag.Xps`. */
  | { readonly type: "using-xps"; readonly device: number };

/** DR_PRN_DEVICE_ANNOUNCE ([MS-RDPEPC] 2.2.2.1) from its field Flags on: DeviceData of DEVICE_ANNOUNCE. */
export function encodePrinterAnnouncement(printer: PrinterAnnouncement): Uint8Array {
  const driver = terminated(printer.driver);
  const name = terminated(printer.name);
  return new Writer()
    .u32(printer.flags)
    .u32(0)
    .u32(0)
    .u32(driver.length)
    .u32(name.length)
    .u32(printer.configuration.length)
    .bytes(driver, name, printer.configuration)
    .finish();
}

/** Throws DecodeError, also for names that are not Unicode. `configuration` is a view. */
export function decodePrinterAnnouncement(data: Uint8Array): PrinterAnnouncement {
  const reader = new Reader(data, "DR_PRN_DEVICE_ANNOUNCE");
  const flags = reader.u32();
  if (flags & PrinterFlag.Ascii) throw reader.error("names are not Unicode");
  reader.skip(4);
  const [pnpLength, driverLength, nameLength, configurationLength] = lengths(reader, 4);
  reader.skip(pnpLength);
  const driver = reader.utf16(driverLength);
  const name = reader.utf16(nameLength);
  return { flags, driver, name, configuration: reader.bytes(configurationLength) };
}

/** A whole message with its header ([MS-RDPEPC] 2.2.2.2 to 2.2.2.6). */
export function encodePrinterMessage(message: PrinterMessage): Uint8Array {
  const writer = new Writer().u16(Component.Printer);
  if (message.type === "using-xps") return writer.u16(PrinterPacketId.UsingXps).u32(message.device).u32(0).finish();
  writer.u16(PrinterPacketId.CacheData).u32(events[message.type]);
  switch (message.type) {
    case "add":
      return encodeAddition(writer, message);
    case "update":
      return withLengths(writer, terminated(message.name), message.configuration);
    case "delete":
      return withLengths(writer, terminated(message.name));
    case "rename":
      return withLengths(writer, terminated(message.from), terminated(message.to));
  }
}

/** @param body behind RDPDR_HEADER. Throws DecodeError. `configuration` is a view. */
export function decodePrinterMessage(packetId: number, body: Reader): PrinterMessage {
  if (packetId === PrinterPacketId.UsingXps) return { type: "using-xps", device: body.u32() };
  if (packetId !== PrinterPacketId.CacheData) throw body.error(`PacketId ${packetId} of printing`);
  const event = body.u32();
  switch (event) {
    case events.add:
      return decodeAddition(body);
    case events.update: {
      const [nameLength, configurationLength] = lengths(body, 2);
      return { type: "update", name: body.utf16(nameLength), configuration: body.bytes(configurationLength) };
    }
    case events.delete:
      return { type: "delete", name: body.utf16(body.u32()) };
    case events.rename: {
      const [fromLength, toLength] = lengths(body, 2);
      return { type: "rename", from: body.utf16(fromLength), to: body.utf16(toLength) };
    }
    default:
      throw body.error(`SERVER_PRINTER_CACHE_EVENT ${event}`);
  }
}

/** DR_PRN_ADD_CACHEDATA ([MS-RDPEPC] 2.2.2.3). */
function encodeAddition(writer: Writer, message: Extract<PrinterMessage, { type: "add" }>): Uint8Array {
  const port = new Uint8Array(portNameLength);
  for (let index = 0; index < Math.min(message.port.length, portNameLength - 1); index++) {
    port[index] = message.port.charCodeAt(index);
  }
  const none = new Uint8Array(0);
  writer.bytes(port);
  return withLengths(writer, none, terminated(message.driver), terminated(message.name), message.configuration);
}

function decodeAddition(body: Reader): PrinterMessage {
  const port = String.fromCharCode(...body.bytes(portNameLength)).replace(/\0.*/s, "");
  const [pnpLength, driverLength, nameLength, configurationLength] = lengths(body, 4);
  body.skip(pnpLength);
  const driver = body.utf16(driverLength);
  const name = body.utf16(nameLength);
  return { type: "add", port, driver, name, configuration: body.bytes(configurationLength) };
}

/** The lengths of all fields, then the fields. */
function withLengths(writer: Writer, ...fields: readonly Uint8Array[]): Uint8Array {
  for (const { length } of fields) writer.u32(length);
  return writer.bytes(...fields).finish();
}

function lengths(reader: Reader, count: 2): [number, number];
function lengths(reader: Reader, count: 4): [number, number, number, number];
function lengths(reader: Reader, count: number): number[] {
  return Array.from({ length: count }, () => reader.u32());
}

function terminated(text: string): Uint8Array {
  return new Writer(text.length * 2 + 2).utf16(text).u16(0).finish();
}
