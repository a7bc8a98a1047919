import { encodePrinterAnnouncement, PrinterFlag } from "./printer-pdus.ts";

/** RDP 10.0, of Windows 10 and Server 2016 ([MS-RDPBCGR] 2.2.1.4.2): the first Windows that has the driver for PDF. */
const RDP_10_0 = 0x00080005;

/**
 * DeviceData of a printer whose jobs are of use here: PDF as it is, or PostScript, by drivers that Windows of that version brings
 * along. It becomes the session's default printer.
 * @param version of the server, in TS_UD_SC_CORE
 */
export function printerData(name: string, version: number): Uint8Array {
  return encodePrinterAnnouncement({
    flags: PrinterFlag.Default | PrinterFlag.Network,
    driver: version >= RDP_10_0 ? "Microsoft Print To PDF" : "MS Publisher Imagesetter",
    name,
  });
}
