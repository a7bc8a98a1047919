import { Reader } from "../../wire/reader.ts";
import { Writer } from "../../wire/writer.ts";
import { Component } from "./redirection-header.ts";

/** Flags of DR_PRN_DEVICE_ANNOUNCE ([MS-RDPEPC] 2.2.2.1). */
export const PrinterFlag = { Ascii: 0x01, Default: 0x02, Network: 0x04 } as const;

const PAKID_PRN_CACHE_DATA = 0x5043;
const RDPDR_UPDATE_PRINTER_EVENT = 2;

/** A printer as the server is told of it. */
export interface PrinterAnnouncement {
  /** Of `PrinterFlag`. */
  readonly flags: number;
  /** The driver that the server is to print with, by the name that Windows has for it. */
  readonly driver: string;
  /** As people see it. */
  readonly name: string;
}

/**
 * DR_PRN_DEVICE_ANNOUNCE ([MS-RDPEPC] 2.2.2.1) from its field Flags on: DeviceData of DEVICE_ANNOUNCE. Without a name for plug and
 * play, and without a configuration that the server had asked to be kept.
 */
export function encodePrinterAnnouncement({ flags, driver, name }: PrinterAnnouncement): Uint8Array {
  const texts = [terminated(driver), terminated(name)] as const;
  const writer = new Writer().u32(flags).zeros(8);
  return writer
    .u32(texts[0].length)
    .u32(texts[1].length)
    .u32(0)
    .bytes(...texts)
    .finish();
}

/** Throws DecodeError, also for names that are not Unicode. */
export function decodePrinterAnnouncement(data: Uint8Array): PrinterAnnouncement {
  const reader = new Reader(data, "DR_PRN_DEVICE_ANNOUNCE");
  const flags = reader.u32();
  if (flags & PrinterFlag.Ascii) throw reader.error("names are not Unicode");
  reader.skip(4);
  const plugAndPlayLength = reader.u32();
  const driverLength = reader.u32();
  const nameLength = reader.u32();
  reader.skip(4);
  reader.skip(plugAndPlayLength);
  return { flags, driver: reader.utf16(driverLength), name: reader.utf16(nameLength) };
}

/**
 * DR_PRN_UPDATE_CACHEDATA ([MS-RDPEPC] 2.2.2.4), a whole message: how somebody has set the printer up, for clients that keep printers from
 * one connection to the next. This one does not, and leaves such messages unread.
 */
export function encodePrinterUpdate(name: string, configuration: Uint8Array): Uint8Array {
  const text = terminated(name);
  return new Writer()
    .u16(Component.Printer)
    .u16(PAKID_PRN_CACHE_DATA)
    .u32(RDPDR_UPDATE_PRINTER_EVENT)
    .u32(text.length)
    .u32(configuration.length)
    .bytes(text, configuration)
    .finish();
}

function terminated(text: string): Uint8Array {
  return new Writer(text.length * 2 + 2).utf16(text).u16(0).finish();
}
