import {
  Access,
  type Completion,
  CreateDisposition,
  DirectoryInformationClass,
  decodeDirectoryEntry,
  encodeFileChange,
  type FileChange,
  type IoOperation,
  type IoRequest,
  NtStatus,
  Share,
} from "@passerelle/rdp";
import type { RedirectedDevice } from "../redirected-device.ts";

export interface OpenWishes {
  readonly access?: number;
  readonly share?: number;
  readonly disposition?: number;
  readonly options?: number;
  readonly attributes?: number;
}

const SHARE_ALL = Share.Read | Share.Write | Share.Delete;
const READ_WRITE = Access.GenericRead | Access.GenericWrite;

/** Windows at a drive, as far as tests need it: each call is a request. */
export class DriveUser {
  readonly #drive: Pick<RedirectedDevice, "request">;
  #lastCompletion = 0;

  constructor(drive: Pick<RedirectedDevice, "request">) {
    this.#drive = drive;
  }

  ask(fileId: number, operation: IoOperation): Promise<Completion> {
    const request: IoRequest = { deviceId: 1, fileId, completionId: ++this.#lastCompletion, ...operation };
    return this.#drive.request(request);
  }

  create(path: string, wishes: OpenWishes = {}): Promise<Completion> {
    return this.ask(0, {
      type: "create",
      path,
      desiredAccess: wishes.access ?? READ_WRITE,
      sharedAccess: wishes.share ?? SHARE_ALL,
      disposition: wishes.disposition ?? CreateDisposition.OpenIf,
      options: wishes.options ?? 0,
      ...{ attributes: wishes.attributes ?? 0, allocationSize: 0n },
    });
  }

  /** The file that must open. */
  async open(path: string, wishes?: OpenWishes): Promise<number> {
    const { status, fileId } = await this.create(path, wishes);
    if (status !== NtStatus.SUCCESS || !fileId) throw new Error(`${path} does not open: 0x${status.toString(16)}`);
    return fileId;
  }

  async close(fileId: number): Promise<number> {
    return (await this.ask(fileId, { type: "close" })).status;
  }

  async write(fileId: number, offset: number, text: string): Promise<number> {
    return (await this.ask(fileId, { type: "write", offset: BigInt(offset), data: Buffer.from(text) })).status;
  }

  /** Text, or the status if there is none. */
  async read(fileId: number, offset = 0, length = 100): Promise<string | number> {
    const { status, data = new Uint8Array() } = await this.ask(fileId, {
      type: "read",
      offset: BigInt(offset),
      length,
    });
    return status === NtStatus.SUCCESS ? Buffer.from(data).toString() : status;
  }

  async change(fileId: number, change: FileChange): Promise<number> {
    return (await this.ask(fileId, { type: "setInformation", ...encodeFileChange(change) })).status;
  }

  /** The names that match a pattern, and the status that ended the list. */
  async list(fileId: number, pattern: string): Promise<{ readonly names: string[]; readonly status: number }> {
    const informationClass = DirectoryInformationClass.BothDirectory;
    const names: string[] = [];
    for (let isInitial = true; ; isInitial = false) {
      const path = isInitial ? `\\${pattern}` : "";
      const { status, data } = await this.ask(fileId, { type: "queryDirectory", informationClass, isInitial, path });
      if (status !== NtStatus.SUCCESS || !data) return { names, status };
      names.push(decodeDirectoryEntry(informationClass, data));
    }
  }
}
