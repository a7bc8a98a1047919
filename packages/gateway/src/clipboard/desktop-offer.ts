import { decodeContentsSize, decodeFileList, type FileDescriptor } from "@passerelle/rdp";
import type { ClipboardFile, ClipboardFormat, ClipboardOffer } from "@passerelle/tunnel";
import { MOST_INLINE_TEXT } from "@passerelle/tunnel";
import type { DevicePlan } from "../devices/device-plan.ts";
import { ClipboardError } from "./clipboard-error.ts";
import type { DesktopEnd } from "./desktop-end.ts";
import { MOST_PIXELS } from "./dib.ts";
import { safePath } from "./file-names.ts";
import { decodeHtmlFormat } from "./html-format.ts";
import { dibToPng } from "./pictures.ts";
import { readAhead } from "./read-ahead.ts";
import type { CopiedFormats } from "./windows-formats.ts";
import { decodeAnsiText, decodeUnicodeText, withNewlines } from "./windows-text.ts";

const MOST_FILES = 20_000;
const LONGEST_LIST = 4 + MOST_FILES * 592;
/** Of four bytes a pixel, with its headers. */
const LONGEST_DIB = 4 * MOST_PIXELS + 4096;
/** What HTML has around it in its clipboard format. */
const HTML_CONTEXT = 1 << 20;

/** A file to read. */
export interface OpenFile {
  readonly file: ClipboardFile;
  /** As many bytes as `file.size` says; throws ClipboardError. */
  readonly bytes: AsyncGenerator<Uint8Array>;
}

/** What may pass from a desktop to its page. */
export interface CopyLimits extends Pick<DevicePlan["clipboard"], "limit" | "newlines"> {
  readonly fileLimit: number;
}

/** What a desktop has copied, until it copies something else. */
export class DesktopOffer {
  readonly number: number;
  readonly formats: CopiedFormats;
  readonly #end: DesktopEnd<unknown>;
  readonly #limits: CopyLimits;
  readonly #lock: number | undefined;
  #text: Promise<string> | undefined;
  #files: Promise<readonly ClipboardFile[]> | undefined;
  #isSuperseded = false;
  /** What is being read for one page, and for others that ask meanwhile. */
  readonly #reading = new Map<ClipboardFormat, Promise<Uint8Array>>();
  /** Files that are being read. */
  #readers = 0;

  /** @param number see `ClipboardOffer` */
  constructor(number: number, formats: CopiedFormats, end: DesktopEnd<unknown>, limits: CopyLimits) {
    this.number = number;
    this.formats = formats;
    this.#end = end;
    this.#limits = limits;
    this.#lock = formats.files && end.lock();
  }

  /** What the page is told; what cannot be had is left out of it. @param failed is told why */
  async describe(failed: (what: ClipboardFormat | "files", error: unknown) => void): Promise<ClipboardOffer> {
    const { text, html, image, files } = this.formats;
    const [known, list] = await Promise.all([
      text && this.text().catch((error) => void failed("text", error)),
      files && this.files().catch((error) => void failed("files", error)),
    ]);
    const formats: ClipboardFormat[] = [];
    if (known !== undefined) formats.push("text");
    if (html) formats.push("html");
    if (image) formats.push("image");
    const isShort = known !== undefined && Buffer.byteLength(known) <= MOST_INLINE_TEXT;
    return { offer: this.number, formats, ...(isShort && { text: known }), ...(list && { files: list }) };
  }

  /** The contents as the page has them: text and HTML in UTF-8, PNG. Throws ClipboardError. */
  async read(format: ClipboardFormat): Promise<Uint8Array> {
    if (format === "text") return Buffer.from(await this.text());
    const reading = this.#reading.get(format) ?? (format === "html" ? this.#html() : this.#image());
    this.#reading.set(format, reading);
    try {
      return this.#withinLimit(await reading);
    } finally {
      this.#reading.delete(format);
    }
  }

  /** Throws ClipboardError. */
  text(): Promise<string> {
    this.#text ??= this.#readText();
    return this.#text;
  }

  /** Throws ClipboardError. */
  files(): Promise<readonly ClipboardFile[]> {
    this.#files ??= this.#readFiles();
    return this.#files;
  }

  /** All files, if all of them may be had. Throws ClipboardError. */
  async allowedFiles(): Promise<readonly ClipboardFile[]> {
    const files = await this.files();
    for (const file of files) this.#checkSize(file);
    return files;
  }

  /** Throws ClipboardError; undefined: there is no such file. */
  async openFile(index: number): Promise<OpenFile | undefined> {
    const file = (await this.files())[index];
    if (!file || file.isFolder) return undefined;
    this.#checkCurrent();
    this.#checkSize(file);
    return { file, bytes: this.#contents(index, file.size) };
  }

  /** The desktop has copied something else. Files that are being read go on where the desktop has locked them. */
  supersede(): void {
    this.#isSuperseded = true;
    this.#unlockUnused();
  }

  async #readText(): Promise<string> {
    const rendering = this.formats.text;
    const data = await this.#request(rendering?.id, 2 * this.#limits.limit + 2);
    const text = rendering?.as === "ansi" ? decodeAnsiText(data) : decodeUnicodeText(data);
    const ended = withNewlines(text.toWellFormed(), this.#limits.newlines);
    const length = Buffer.byteLength(ended);
    if (length > this.#limits.limit) throw new ClipboardError("too-long", length);
    return ended;
  }

  async #html(): Promise<Uint8Array> {
    const html = decodeHtmlFormat(await this.#request(this.formats.html?.id, this.#limits.limit + HTML_CONTEXT));
    return Buffer.from(withNewlines(html, this.#limits.newlines));
  }

  async #image(): Promise<Uint8Array> {
    let problem: unknown = new ClipboardError("no-answer");
    for (const { id, as } of this.formats.image ?? []) {
      try {
        const data = await this.#request(id, as === "dib" ? LONGEST_DIB : this.#limits.limit);
        return as === "dib" ? await dibToPng(data) : data;
      } catch (error) {
        problem = error;
      }
    }
    throw problem;
  }

  async #readFiles(): Promise<readonly ClipboardFile[]> {
    const files = decodeFiles(await this.#request(this.formats.files?.id, LONGEST_LIST));
    const described: ClipboardFile[] = [];
    for (const [index, { name, isFolder, size, modified }] of files.entries()) {
      described.push({
        path: safePath(name),
        isFolder,
        size: isFolder ? 0 : Number(size ?? (await this.#askSize(index))),
        ...(modified !== undefined && { modified }),
      });
    }
    return described;
  }

  async #askSize(index: number): Promise<bigint> {
    this.#checkCurrent();
    const answer = await this.#end.requestContents({ index, ...this.#held });
    if (answer.length < 8) throw new ClipboardError("unreadable");
    return decodeContentsSize(answer);
  }

  async *#contents(index: number, size: number): AsyncGenerator<Uint8Array> {
    const read = (position: number, length: number) => {
      if (this.#lock === undefined) this.#checkCurrent();
      const range = { position: BigInt(position), length };
      return this.#current(this.#end.requestContents({ index, range, ...this.#held }));
    };
    this.#readers++;
    try {
      yield* readAhead(size, read);
    } finally {
      this.#readers--;
      this.#unlockUnused();
    }
  }

  get #held(): { readonly lock?: number } {
    return this.#lock === undefined ? {} : { lock: this.#lock };
  }

  #unlockUnused(): void {
    if (this.#isSuperseded && this.#readers === 0 && this.#lock !== undefined) this.#end.unlock(this.#lock);
  }

  async #request(format: number | undefined, longest: number): Promise<Uint8Array> {
    if (format === undefined) throw new ClipboardError("no-answer");
    this.#checkCurrent();
    return this.#current(this.#end.requestData(format, longest));
  }

  /** What the desktop answers; that it copied something else says more than that there was no answer. */
  async #current(answer: Promise<Uint8Array>): Promise<Uint8Array> {
    try {
      return await answer;
    } catch (error) {
      this.#checkCurrent();
      throw error;
    }
  }

  #withinLimit(bytes: Uint8Array): Uint8Array {
    if (bytes.length > this.#limits.limit) throw new ClipboardError("too-long", bytes.length);
    return bytes;
  }

  #checkSize({ size }: ClipboardFile): void {
    if (size > this.#limits.fileLimit) throw new ClipboardError("too-long", size);
  }

  #checkCurrent(): void {
    if (this.#isSuperseded) throw new ClipboardError("superseded");
  }
}

function decodeFiles(data: Uint8Array): FileDescriptor[] {
  try {
    return decodeFileList(data);
  } catch {
    throw new ClipboardError("unreadable");
  }
}
