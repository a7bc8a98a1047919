import {
  type AnnouncedDevice,
  type Completion,
  DecodeError,
  decodeFileChange,
  encodeDirectoryEntry,
  encodeFileInformation,
  encodeVolumeInformation,
  type IoRequest,
  NtStatus,
} from "@passerelle/rdp";
import { type Volume, VolumeError } from "../../drives/volume.ts";
import type { RedirectedDevice } from "../redirected-device.ts";
import { Turns } from "../turns.ts";
import { changeBasics, changeDisposition, changeSize, renameFile } from "./change-file.ts";
import { closeFile } from "./close-file.ts";
import { createFile, type DriveFiles } from "./create-file.ts";
import { announceDrive } from "./drive-name.ts";
import { lastName } from "./drive-path.ts";
import { Refused, STATUS_OF_PROBLEM } from "./drive-status.ts";
import { Enumeration } from "./enumeration.ts";
import { detailsOf, volumeDetails } from "./file-details.ts";
import { FolderWatch } from "./folder-watch.ts";
import { NamePattern } from "./name-pattern.ts";
import { hasWriter, isDeletePending, OpenFiles, type OpenHandle } from "./open-files.ts";

type Request<Type extends IoRequest["type"]> = Extract<IoRequest, { type: Type }>;

export interface RedirectedDriveOptions {
  readonly volume: Volume;
  /** As the desktop shows it. */
  readonly name: string;
  readonly isWritable: boolean;
  /** A file was written to, or got another path, and the desktop has closed it for all that could. @param size bytes */
  readonly written?: (path: string, size: number) => void;
  /** The desktop has taken the drive, or lost it. */
  readonly mounted?: (isMounted: boolean) => void;
  /** The drive is over, and the last file closed. */
  readonly closed?: () => void;
}

const SUCCESS: Completion = { status: NtStatus.SUCCESS };
/** Entries of folders that are kept to be told, before no further folder is listed. */
const MOST_LISTED = 200_000;
/** FILE_WRITE_TO_END_OF_FILE: the offset of a write that appends. */
const END_OF_FILE = 0xffff_ffff_ffff_ffffn;

/** A volume as a drive of Windows: what [MS-FSA] says of opening, sharing, locking and removing files, which a volume knows nothing of. */
export class RedirectedDrive implements RedirectedDevice {
  readonly announcement: AnnouncedDevice;
  readonly #options: RedirectedDriveOptions;
  readonly #files: DriveFiles;
  /**
   * Names change one after the other, so that nothing comes between a look at what is open and what follows from it. Folders are
   * listed one after the other, so that only one is held that is not counted yet.
   */
  readonly #turns = new Turns<"names" | "lists">();

  #forgotten: Promise<unknown> = Promise.resolve();

  constructor(options: RedirectedDriveOptions) {
    this.#options = options;
    this.announcement = announceDrive(options.name);
    this.#files = { volume: options.volume, open: new OpenFiles(), isWritable: options.isWritable };
  }

  mounted(isMounted: boolean): void {
    this.#options.mounted?.(isMounted);
  }

  async request(request: IoRequest): Promise<Completion> {
    try {
      return await this.#answer(request);
    } catch (error) {
      if (error instanceof Refused) return { status: error.status };
      if (error instanceof VolumeError) return { status: STATUS_OF_PROBLEM[error.problem] };
      if (error instanceof DecodeError) return { status: NtStatus.INVALID_PARAMETER };
      throw error;
    }
  }

  forget(): void {
    this.#forgotten = Promise.all([this.#forgotten, this.#forgetAll()]);
  }

  close(): void {
    void this.#forgotten.then(() => this.#options.closed?.());
  }

  /** Resolves once all files are closed. */
  async #forgetAll(): Promise<void> {
    const closed = this.#closeAll();
    // What is still being opened is closed once it is open.
    await this.#turns.run("names", async () => {});
    await Promise.all([closed, this.#closeAll()]);
  }

  /** What goes wrong with it nobody can be told any more. */
  #closeAll(): Promise<unknown> {
    const closing = this.#files.open.forget().map((handle) => {
      handle.watch?.close(NtStatus.CANCELLED);
      return this.#close(handle);
    });
    return Promise.allSettled(closing);
  }

  #answer(request: IoRequest): Promise<Completion> | Completion {
    switch (request.type) {
      case "create":
        return this.#turns.run("names", () => createFile(this.#files, request));
      case "close":
        return this.#close(this.#handle(request));
      case "read":
        return this.#read(request);
      case "write":
        return this.#write(request);
      case "queryInformation":
        return this.#queryInformation(request);
      case "setInformation":
        return this.#setInformation(request);
      case "queryVolume":
        return this.#queryVolume(request);
      case "queryDirectory":
        return this.#queryDirectory(request);
      case "notifyChange":
        return this.#notifyChange(request);
      case "lockControl":
        return this.#lock(request);
      case "setVolume":
        return { status: NtStatus.ACCESS_DENIED };
      case "deviceControl":
        return { status: NtStatus.INVALID_DEVICE_REQUEST };
      case "unknown":
        return { status: NtStatus.INVALID_PARAMETER };
    }
  }

  #handle({ fileId }: IoRequest): OpenHandle {
    return this.#files.open.handle(fileId);
  }

  async #close(handle: OpenHandle): Promise<Completion> {
    const { shared, file } = handle;
    const facts = shared.hasChanged ? await file.facts().catch(() => undefined) : undefined;
    await this.#turns.run("names", () => closeFile(this.#files, handle));
    const isFinished = shared.hasChanged && !shared.isRemoved && !hasWriter(shared);
    if (facts && isFinished) {
      shared.hasChanged = false;
      this.#options.written?.(shared.path, facts.size);
    }
    return SUCCESS;
  }

  async #read(request: Request<"read">): Promise<Completion> {
    const handle = this.#handle(request);
    const { shared, file } = handle;
    if (!shared.locks.mayRead(handle, request.offset, request.length)) throw new Refused(NtStatus.FILE_LOCK_CONFLICT);
    return { status: NtStatus.SUCCESS, data: await file.read(position(request.offset, file.isFolder), request.length) };
  }

  async #write(request: Request<"write">): Promise<Completion> {
    const handle = this.#handle(request);
    const { shared, file } = handle;
    const { data } = request;
    const offset = request.offset === END_OF_FILE ? BigInt((await file.facts()).size) : request.offset;
    if (!shared.locks.mayWrite(handle, offset, data.length)) throw new Refused(NtStatus.FILE_LOCK_CONFLICT);
    if (!handle.sharing.writes) throw new Refused(NtStatus.ACCESS_DENIED);
    await file.write(position(offset, file.isFolder), data);
    shared.hasChanged = true;
    return { status: NtStatus.SUCCESS, length: data.length };
  }

  async #queryInformation(request: Request<"queryInformation">): Promise<Completion> {
    const { file, shared } = this.#handle(request);
    const details = detailsOf(await file.facts());
    return known(encodeFileInformation(request.informationClass, details, isDeletePending(shared)));
  }

  async #setInformation(request: Request<"setInformation">): Promise<Completion> {
    const handle = this.#handle(request);
    if (!this.#files.isWritable) throw new Refused(NtStatus.ACCESS_DENIED);
    const change = decodeFileChange(request.informationClass, request.data);
    if (!change) throw new Refused(NtStatus.INVALID_INFO_CLASS);
    switch (change.type) {
      case "basic":
        await changeBasics(handle, change);
        break;
      case "size":
      case "allocation":
        await changeSize(handle, change);
        break;
      case "disposition":
        await this.#turns.run("names", () => changeDisposition(this.#options.volume, handle, change));
        break;
      case "rename":
        await this.#turns.run("names", () => renameFile(this.#files, handle, change));
        handle.shared.hasChanged ||= !handle.file.isFolder;
    }
    return { status: NtStatus.SUCCESS, length: request.data.length };
  }

  async #queryVolume(request: Request<"queryVolume">): Promise<Completion> {
    const details = await volumeDetails(this.#options.volume, this.#options.name);
    return known(encodeVolumeInformation(request.informationClass, details));
  }

  async #queryDirectory(request: Request<"queryDirectory">): Promise<Completion> {
    const handle = this.#handle(request);
    if (!handle.file.isFolder) throw new Refused(NtStatus.INVALID_PARAMETER);
    if (request.isInitial) await this.#turns.run("lists", () => this.#enumerate(handle, lastName(request.path)));
    const facts = handle.enumeration?.next;
    if (!facts) throw new Refused(request.isInitial ? NtStatus.NO_SUCH_FILE : NtStatus.NO_MORE_FILES);
    return known(encodeDirectoryEntry(request.informationClass, facts.name, detailsOf(facts)));
  }

  async #enumerate(handle: OpenHandle, name: string): Promise<void> {
    const pattern = NamePattern.of(name || "*");
    if (!pattern) throw new Refused(NtStatus.OBJECT_NAME_INVALID);
    if (this.#files.open.listed > MOST_LISTED) throw new Refused(NtStatus.INSUFFICIENT_RESOURCES);
    handle.enumeration = await Enumeration.start(this.#options.volume, handle.shared.path, pattern, name);
  }

  #notifyChange(request: Request<"notifyChange">): Promise<Completion> {
    const handle = this.#handle(request);
    if (!handle.file.isFolder) throw new Refused(NtStatus.INVALID_PARAMETER);
    handle.watch ??= new FolderWatch(this.#options.volume, handle.shared.path);
    return handle.watch.next(request.isTree, request.filter);
  }

  async #lock({ operation, waits, ranges, ...request }: Request<"lockControl">): Promise<Completion> {
    const handle = this.#files.open.handle(request.fileId);
    const { locks } = handle.shared;
    if (operation === "unlock") {
      return locks.unlock(handle, ranges) ? SUCCESS : { status: NtStatus.RANGE_NOT_LOCKED };
    }
    const isGranted = await locks.lock(handle, ranges, operation === "exclusive", waits);
    return isGranted ? SUCCESS : { status: NtStatus.LOCK_NOT_GRANTED };
  }
}

/** An offset in a file, as a number. Throws Refused. */
function position(offset: bigint, isFolder: boolean): number {
  if (isFolder) throw new Refused(NtStatus.INVALID_DEVICE_REQUEST);
  if (offset > BigInt(Number.MAX_SAFE_INTEGER)) throw new Refused(NtStatus.INVALID_PARAMETER);
  return Number(offset);
}

/** Information that was asked for. Throws Refused: there is no such. */
function known(data: Uint8Array | undefined): Completion {
  if (!data) throw new Refused(NtStatus.INVALID_INFO_CLASS);
  return { status: NtStatus.SUCCESS, data };
}
