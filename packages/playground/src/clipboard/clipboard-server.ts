import {
  ClipboardFlag,
  type ClipboardFormatName,
  type ClipboardPdu,
  type ContentsRequest,
  clipboardChannelName,
  decodeClipboardPdu,
  decodeContentsSize,
  decodeFileList,
  encodeClipboardPdu,
  encodeContentsSize,
  encodeFileList,
  FILE_CONTENTS_FORMAT,
  FILE_LIST_FORMAT,
  type FileDescriptor,
  findNamedFormat,
} from "@passerelle/rdp";
import type { ServerChannel } from "../protocol/server-channel.ts";

/** A file that is copied at the desktop. */
export interface CopiedFile extends Omit<FileDescriptor, "size"> {
  readonly content: Uint8Array;
}

/** What is copied at the desktop: contents by number or name of their format, and files. */
export interface Copied {
  readonly formats?: readonly (ClipboardFormatName & { readonly content: Uint8Array })[];
  readonly files?: readonly CopiedFile[];
}

const ALL_FLAGS =
  ClipboardFlag.LongFormatNames |
  ClipboardFlag.StreamFiles |
  ClipboardFlag.NoFilePaths |
  ClipboardFlag.CanLock |
  ClipboardFlag.HugeFiles;
const FILE_LIST = 0xc100;
const FILE_CONTENTS = 0xc101;

/** The clipboard of a Windows desktop ([MS-RDPECLIP] 3.3), on which a test copies and pastes. */
export class ClipboardServer implements ServerChannel {
  readonly name = clipboardChannelName;
  readonly kind = "static";
  /** What the client has said that it has. */
  formats: readonly ClipboardFormatName[] = [];
  /** Requests of the client are kept here, and not answered, while it is an array. */
  held: ClipboardPdu[] | undefined;
  /** The client's locks that hold. */
  readonly locks = new Map<number, Copied>();
  readonly #flags: number;
  #say: (message: Uint8Array) => void = () => {};
  #clientFlags = 0;
  #copied: Copied = {};
  #lastStream = 0;
  /** What waits for format data, in order, and for contents. */
  readonly #dataAsked: ((data: Uint8Array | undefined) => void)[] = [];
  readonly #contentsAsked = new Map<number, (data: Uint8Array | undefined) => void>();

  /** @param flags what it can do, of `ClipboardFlag`; absent: all */
  constructor(flags = ALL_FLAGS) {
    this.#flags = flags;
  }

  opened(send: (message: Uint8Array) => void): void {
    this.#say = send;
    this.say({ type: "capabilities", flags: this.#flags });
    this.say({ type: "monitorReady" });
  }

  /** Says anything. */
  say(pdu: ClipboardPdu | Uint8Array): void {
    this.#say(pdu instanceof Uint8Array ? pdu : encodeClipboardPdu(pdu, this.#longNames));
  }

  /** Somebody copies. */
  copy(copied: Copied): void {
    this.#copied = copied;
    const formats = (copied.formats ?? []).map(({ id, name }) => ({ id, name }));
    const files = [
      { id: FILE_LIST, name: FILE_LIST_FORMAT },
      { id: FILE_CONTENTS, name: FILE_CONTENTS_FORMAT },
    ];
    this.say({ type: "formatList", formats: copied.files ? [...formats, ...files] : formats });
  }

  /** Somebody pastes; undefined: the client could not give it. @param format number, or name in the client's list */
  paste(format: number | string): Promise<Uint8Array | undefined> {
    const number = typeof format === "number" ? format : findNamedFormat(this.formats, format);
    if (number === undefined) throw new Error(`the client has no ${format}`);
    return new Promise((resolve) => {
      this.#dataAsked.push(resolve);
      this.say({ type: "dataRequest", format: number });
    });
  }

  /** The files that the client has. */
  async pasteList(): Promise<FileDescriptor[]> {
    const list = await this.paste(FILE_LIST_FORMAT);
    return list ? decodeFileList(list) : [];
  }

  async fileSize(index: number): Promise<bigint | undefined> {
    const size = await this.#askContents({ index });
    return size && decodeContentsSize(size);
  }

  /** Reads a file of the client; undefined: it could not. */
  readFile(index: number, position: number, length: number, lock?: number): Promise<Uint8Array | undefined> {
    const range = { position: BigInt(position), length };
    return this.#askContents({ index, range, ...(lock !== undefined && { lock }) });
  }

  received(message: Uint8Array): void {
    const pdu = decodeClipboardPdu(message.slice(), this.#longNames);
    if (!pdu) return;
    if (this.held && (pdu.type === "dataRequest" || pdu.type === "contentsRequest")) this.held.push(pdu);
    else this.answer(pdu);
  }

  /** Does what the client says, or asks for. */
  answer(pdu: ClipboardPdu): void {
    switch (pdu.type) {
      case "capabilities":
        this.#clientFlags = pdu.flags;
        break;
      case "formatList":
        this.formats = pdu.formats;
        this.say({ type: "formatListResponse", isOk: true });
        break;
      case "dataRequest":
        this.#giveData(pdu.format);
        break;
      case "contentsRequest":
        this.#giveContents(pdu);
        break;
      case "dataResponse":
        this.#dataAsked.shift()?.(pdu.data);
        break;
      case "contentsResponse":
        this.#contentsAsked.get(pdu.streamId)?.(pdu.data);
        this.#contentsAsked.delete(pdu.streamId);
        break;
      case "lock":
        this.locks.set(pdu.id, this.#copied);
        break;
      case "unlock":
        this.locks.delete(pdu.id);
        break;
    }
  }

  get #longNames(): boolean {
    return (this.#flags & this.#clientFlags & ClipboardFlag.LongFormatNames) !== 0;
  }

  #askContents(request: Omit<ContentsRequest, "streamId">): Promise<Uint8Array | undefined> {
    const streamId = ++this.#lastStream;
    return new Promise((resolve) => {
      this.#contentsAsked.set(streamId, resolve);
      this.say({ type: "contentsRequest", streamId, ...request });
    });
  }

  #giveData(format: number): void {
    const { formats, files } = this.#copied;
    const descriptors = files?.map(({ content, ...file }) => ({ ...file, size: BigInt(content.length) }));
    const data =
      format === FILE_LIST && descriptors
        ? encodeFileList(descriptors)
        : formats?.find(({ id }) => id === format)?.content;
    this.say({ type: "dataResponse", ...(data && { data }) });
  }

  #giveContents({ streamId, index, range, lock }: ContentsRequest): void {
    const copied = lock === undefined ? this.#copied : this.locks.get(lock);
    const content = copied?.files?.[index]?.content;
    const from = Number(range?.position ?? 0);
    const data = range
      ? content?.subarray(from, from + range.length)
      : content && encodeContentsSize(BigInt(content.length));
    this.say({ type: "contentsResponse", streamId, ...(data && { data }) });
  }
}
