import { encodePrinterAnnouncement, PrinterFlag } from "./printer-pdus.ts";

/** RDP 10.0, of Windows 10 and Server 2016 ([MS-RDPBCGR] 2.2.1.4.2): the first Windows that has the driver for PDF. */
const RDP_10_0 = 0x00080005;
const NO_CONFIGURATION = new Uint8Array(0);

/**
 * The driver that every Windows of a version has, and whose jobs are of use here: PDF as it is, or PostScript.
 * @param version of TS_UD_SC_CORE
 */
export function printerDriver(version: number): string {
  return version >= RDP_10_0 ? "Microsoft Print To PDF" : "MS Publisher Imagesetter";
}

/** DeviceData of a printer for a server of that version. It becomes the session's default printer. */
export function printerData(name: string, version: number): Uint8Array {
  return encodePrinterAnnouncement({
    flags: PrinterFlag.Default | PrinterFlag.Network,
    driver: printerDriver(version),
    name,
    configuration: NO_CONFIGURATION,
  });
}
