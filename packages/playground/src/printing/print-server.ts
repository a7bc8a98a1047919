import { decodePrinterAnnouncement, encodePrinterUpdate, type PrinterAnnouncement } from "@passerelle/rdp";
import type { RedirectionServer } from "../redirection/redirection-server.ts";

/** Bytes of a write, as Windows' spooler sends them. */
const PIECE = 4096;

/** Windows at the client's printer ([MS-RDPEPC] 3.3). */
export class PrintServer {
  readonly #redirection: RedirectionServer;

  constructor(redirection: RedirectionServer) {
    this.#redirection = redirection;
  }

  /** What the client has announced, as soon as it has. Tells it how Windows has set the printer up, as Windows does. */
  async printer(): Promise<PrinterAnnouncement> {
    const { data } = await this.#redirection.device("printer");
    const printer = decodePrinterAnnouncement(data);
    this.#redirection.say(encodePrinterUpdate(printer.name, new Uint8Array(64)));
    return printer;
  }

  /** Begins a print; answers how it goes on. */
  async begin(): Promise<OpenPrint> {
    const { id } = await this.#redirection.device("printer");
    const { status, fileId = 0 } = await this.#redirection.ask(id, 0, {
      ...{ type: "create", desiredAccess: 0x40000000, allocationSize: 0n, attributes: 0, sharedAccess: 0 },
      ...{ disposition: 1, options: 0, path: "" },
    });
    if (status !== 0) throw new Error(`the printer cannot be opened: 0x${status.toString(16)}`);
    return new OpenPrint(this.#redirection, id, fileId);
  }

  /** Prints a document. Answers the statuses of its writes. */
  async print(document: Uint8Array): Promise<number[]> {
    const print = await this.begin();
    const statuses: number[] = [];
    for (let start = 0; start < document.length; start += PIECE) {
      statuses.push(await print.write(document.subarray(start, start + PIECE)));
    }
    await print.end();
    return statuses;
  }
}

/** A print that Windows is sending. */
class OpenPrint {
  readonly #redirection: RedirectionServer;
  readonly #device: number;
  readonly #file: number;
  #offset = 0n;

  constructor(redirection: RedirectionServer, device: number, file: number) {
    this.#redirection = redirection;
    this.#device = device;
    this.#file = file;
  }

  /** Answers the status of the write. */
  async write(data: Uint8Array): Promise<number> {
    const offset = this.#offset;
    this.#offset += BigInt(data.length);
    return (await this.#redirection.ask(this.#device, this.#file, { type: "write", offset, data })).status;
  }

  async end(): Promise<void> {
    await this.#redirection.ask(this.#device, this.#file, { type: "close" });
  }
}
