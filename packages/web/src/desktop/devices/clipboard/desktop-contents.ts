import type { ClipboardFile, ClipboardFormat, ClipboardOffer } from "@passerelle/tunnel";
import { errorOf } from "../../../api/api-error.ts";
import type { DeviceGateway } from "../page-device.ts";
import { Store } from "../store.ts";
import type { Transfers } from "./transfers.ts";

/** Bytes that are fetched of a format although nobody has asked for it: a thin line shall keep its room for the desktop. */
export const MOST_UNASKED = 512 * 1024;

/** What the desktop has copied, as far as it has been fetched. */
export interface DesktopContent {
  readonly offer: number;
  readonly formats: readonly ClipboardFormat[];
  readonly files: readonly ClipboardFile[];
  readonly text?: string;
  readonly html?: string;
  readonly image?: Blob;
  /** Bytes of the formats that were too long to be fetched unasked. */
  readonly left: Partial<Record<ClipboardFormat, number>>;
}

/** The desktop's clipboard. */
export class DesktopContents {
  /** Undefined: there is nothing. */
  readonly content = new Store<DesktopContent | undefined>(undefined);
  readonly #gateway: DeviceGateway;
  readonly #transfers: Transfers;

  constructor(gateway: DeviceGateway, transfers: Transfers) {
    this.#gateway = gateway;
    this.#transfers = transfers;
  }

  /** The desktop has copied. Where it has said so before, what was fetched of it is kept. */
  offered({ offer, formats, text, files = [] }: ClipboardOffer): void {
    if (formats.length + files.length === 0) this.content.value = undefined;
    else if (offer !== this.content.value?.offer) {
      this.content.value = { offer, formats, files, left: {}, ...(text !== undefined && { text }) };
    }
  }

  /** Where a file is, or all of them as a ZIP. */
  fileAddress(index?: number): string {
    return this.#address(`files${index === undefined ? "" : `/${index}`}`);
  }

  /**
   * Fetches a format into `content`.
   * @param most bytes; a longer one is left, and `content` says so
   * @throws ApiError; AbortError when somebody cancels it
   */
  async fetch(format: ClipboardFormat, most = Number.POSITIVE_INFINITY): Promise<void> {
    const offer = this.content.value?.offer;
    if (offer === undefined || this.content.value?.[format] !== undefined) return;
    const address = this.#address(format);
    const { headers } = this.#gateway;
    await this.#transfers.run({ direction: "copy" }, async (signal, progress) => {
      const found = await download(address, { headers, signal }, most, progress);
      const value = typeof found === "number" || format === "image" ? found : await found.text();
      const content = this.content.value;
      if (content?.offer !== offer) return;
      const left = typeof value === "number" ? { ...content.left, [format]: value } : content.left;
      this.content.value = { ...content, left, ...(typeof value !== "number" && { [format]: value }) };
    });
  }

  #address(what: string): string {
    return `${this.#gateway.address}/clipboard/${this.content.value?.offer}/${what}`;
  }
}

/** @returns the bytes, or how many they are where they are more than `most` */
async function download(
  address: string,
  request: Pick<RequestInit, "headers" | "signal">,
  most: number,
  progress: (done: number, total?: number) => void,
): Promise<Blob | number> {
  const response = await fetch(address, { credentials: "same-origin", ...request });
  if (!response.ok) throw await errorOf(response);
  const total = Number(response.headers.get("content-length") ?? 0);
  if (total > most) {
    await response.body?.cancel();
    return total;
  }
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let done = 0;
  for await (const part of response.body ?? []) {
    parts.push(part);
    done += part.length;
    // Without a length, this is how long it is at least.
    if (done > most) return done;
    progress(done, total || undefined);
  }
  return new Blob(parts, { type: response.headers.get("content-type") ?? "" });
}
