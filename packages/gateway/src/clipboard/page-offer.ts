import { type ContentsRequest, encodeContentsSize, encodeFileList } from "@passerelle/rdp";
import type { ClipboardFormat, ClipboardHas } from "@passerelle/tunnel";
import type { DevicePlan } from "../devices/device-plan.ts";
import { ClipboardError } from "./clipboard-error.ts";
import { encodeHtmlFormat } from "./html-format.ts";
import { PageFile } from "./page-file.ts";
import type { PageRequests } from "./page-requests.ts";
import { PageStream } from "./page-stream.ts";
import { pngToDib } from "./pictures.ts";
import { renderingOf } from "./windows-formats.ts";
import { encodeUnicodeText, withNewlines } from "./windows-text.ts";

/** Bytes of a file that a desktop may ask for at once. */
const LONGEST_RANGE = 16 << 20;
/** Files that are read at the same time. */
const MOST_OPEN = 4;

/** What a page has in its clipboard, as the desktop asks for it. */
export class PageOffer {
  readonly has: ClipboardHas;
  readonly #requests: PageRequests;
  readonly #plan: DevicePlan["clipboard"];
  /** The last contents that were asked for: a desktop asks for the same picture in several formats. */
  #latest: { readonly format: ClipboardFormat; readonly bytes: Promise<Buffer> } | undefined;
  readonly #open = new Map<number, PageFile>();

  constructor(has: ClipboardHas, requests: PageRequests, plan: DevicePlan["clipboard"]) {
    this.has = has;
    this.#requests = requests;
    this.#plan = plan;
  }

  /** The contents in a format of `formatsFor`. Throws ClipboardError. */
  async render(format: number): Promise<Uint8Array> {
    const as = renderingOf(format)?.as;
    switch (as) {
      case "unicode":
        return encodeUnicodeText(withNewlines(await this.#text(), this.#plan.newlines));
      case "cf-html":
        return encodeHtmlFormat(withNewlines(String(await this.#bytes("html")), this.#plan.newlines));
      case "png":
        return this.#bytes("image");
      case "dib":
      case "dib-v5":
        return pngToDib(await this.#bytes("image"), as);
      case "file-list":
        return this.#fileList();
      default:
        throw new ClipboardError("unreadable");
    }
  }

  /** What the desktop asks of a file: its size, or bytes of it. Throws ClipboardError. */
  async contents({ index, range }: ContentsRequest): Promise<Uint8Array> {
    const file = this.has.files?.[index];
    if (!file || file.isFolder) throw new ClipboardError("unreadable");
    if (!range) return encodeContentsSize(BigInt(file.size));
    if (range.length > LONGEST_RANGE) throw new ClipboardError("too-long", range.length);
    return this.#file(index, file.size).read(Number(range.position), range.length);
  }

  /** Nobody asks for it any more. */
  close(): void {
    for (const file of this.#open.values()) file.close();
    this.#open.clear();
    this.#latest = undefined;
  }

  async #text(): Promise<string> {
    return this.has.text ?? String(await this.#bytes("text"));
  }

  #bytes(format: ClipboardFormat): Promise<Buffer> {
    if (this.#latest?.format !== format) {
      const latest = { format, bytes: this.#fetch(format) };
      this.#latest = latest;
      latest.bytes.catch(() => {
        if (this.#latest === latest) this.#latest = undefined;
      });
    }
    return this.#latest.bytes;
  }

  async #fetch(format: ClipboardFormat): Promise<Buffer> {
    const body = await this.#requests.ask({ offer: this.has.offer, format });
    return new PageStream(body).all(this.#plan.limit);
  }

  #fileList(): Uint8Array {
    const files = this.has.files ?? [];
    return encodeFileList(
      files.map(({ path, isFolder, size, modified }) => ({
        name: path.replaceAll("/", "\\"),
        isFolder,
        ...(!isFolder && { size: BigInt(size) }),
        ...(modified !== undefined && { modified }),
      })),
    );
  }

  #file(index: number, size: number): PageFile {
    const { offer } = this.has;
    const file =
      this.#open.get(index) ?? new PageFile(size, (offset) => this.#requests.ask({ offer, file: index, offset }));
    this.#open.delete(index);
    this.#open.set(index, file);
    const [oldest] = this.#open;
    if (this.#open.size > MOST_OPEN && oldest) {
      oldest[1].close();
      this.#open.delete(oldest[0]);
    }
    return file;
  }
}
