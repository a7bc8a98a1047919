import { type AnnouncedDevice, type Completion, type IoRequest, NtStatus, printerData } from "@passerelle/rdp";
import type { RedirectedDevice } from "../redirection/redirected-device.ts";
import type { Prints } from "./prints.ts";

/** Information of DR_CREATE_RSP ([MS-RDPEFS] 2.2.1.5.1). */
const FILE_OPENED = 1;

/** The printer that a desktop sees ([MS-RDPEPC] 3.2.5): an open file is a print. */
export class PrinterDevice implements RedirectedDevice {
  readonly announcement: AnnouncedDevice;
  readonly #prints: Prints;

  /** @param name as Windows shows it */
  constructor(name: string, prints: Prints) {
    this.announcement = { type: "printer", dosName: "PRN1", data: (version) => printerData(name, version) };
    this.#prints = prints;
  }

  async request(request: IoRequest): Promise<Completion> {
    switch (request.type) {
      case "create": {
        const job = await this.#prints.begin();
        if (job === undefined) return { status: NtStatus.TOO_MANY_OPENED_FILES };
        return { status: NtStatus.SUCCESS, fileId: job, information: FILE_OPENED };
      }
      case "write":
        return this.#write(request.fileId, request.data);
      case "close":
        await this.#prints.finish(request.fileId);
        return { status: NtStatus.SUCCESS };
      default:
        return { status: NtStatus.NOT_SUPPORTED };
    }
  }

  forget(): void {
    this.#prints.cutOff();
  }

  async #write(job: number, data: Uint8Array): Promise<Completion> {
    const problem = await this.#prints.write(job, data);
    if (problem === undefined) return { status: NtStatus.SUCCESS, length: data.length };
    return { status: problem === "unknown-job" ? NtStatus.INVALID_HANDLE : NtStatus.DISK_FULL };
  }
}
