import { DeviceDown, encodeJson, type PrintJob } from "@passerelle/tunnel";
import type { Device, DevicePage } from "../devices/device.ts";
import type { SessionLogger } from "../sessions/session-logger.ts";
import { Converter } from "./ghostscript.ts";
import { PrinterDevice } from "./printer-device.ts";
import { Prints } from "./prints.ts";

/** Of the whole gateway: one conversion at a time. */
const converter = new Converter();

/** What a desktop prints, as the page hears of it. */
export class PrintsDevice implements Device {
  readonly prints: Prints;
  /** For the desktop; it is announced among the redirected devices. */
  readonly printer: PrinterDevice;
  #page: DevicePage | undefined;

  /** @param name of the printer, as Windows shows it. @param limit bytes that a print may have */
  constructor(name: string, limit: number, logger: SessionLogger) {
    this.prints = new Prints({ limit, converter, logger, changed: (job) => this.#tell(job) });
    this.printer = new PrinterDevice(name, this.prints);
  }

  connect(): [] {
    return [];
  }

  attached(page: DevicePage): void {
    this.#page = page;
    for (const job of this.prints.list) this.#tell(job);
  }

  detached(): void {
    this.#page = undefined;
  }

  close(): void {
    void this.prints.close();
  }

  #tell(job: PrintJob): void {
    this.#page?.send(DeviceDown.PrintJob, encodeJson(job));
  }
}
