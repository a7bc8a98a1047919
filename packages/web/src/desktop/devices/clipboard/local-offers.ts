import {
  type ClipboardFormat,
  type ClipboardGone,
  type ClipboardHas,
  type ClipboardWanted,
  DeviceUp,
  encodeJson,
} from "@passerelle/tunnel";
import type { DeviceGateway } from "../page-device.ts";
import { put } from "../put.ts";
import { bytesOf, describe, isEmpty, type LocalContent } from "./local-content.ts";
import type { Transfers } from "./transfers.ts";

/** Why the desktop cannot have all of it. */
export type OfferProblem =
  | {
      readonly reason: "too-long";
      readonly what: ClipboardFormat | "files";
      readonly length: number;
      readonly limit: number;
    }
  | { readonly reason: "too-many"; readonly count: number };

/** Bytes. */
export interface Limits {
  readonly limit: number;
  readonly fileLimit: number;
}

/** What this page offers to the desktop, and how the desktop gets it when it pastes. */
export class LocalOffers {
  readonly #gateway: DeviceGateway;
  readonly #transfers: Transfers;
  #last: ClipboardHas | undefined;
  #content: LocalContent = {};
  #count = 0;
  #taken: PromiseWithResolvers<void> | undefined;
  #isTaken = false;

  constructor(gateway: DeviceGateway, transfers: Transfers) {
    this.#gateway = gateway;
    this.#transfers = transfers;
  }

  /**
   * Has the desktop paste this from now on, as far as its limits let it.
   * @returns what it cannot have, and when the desktop has taken the rest
   */
  offer(
    content: LocalContent,
    limits: Limits,
  ): { readonly problems: readonly OfferProblem[]; readonly taken: Promise<void> } {
    const { allowed, problems } = withinLimits(content, limits);
    if (isEmpty(allowed)) return { problems, taken: Promise.resolve() };
    const has = describe(allowed, this.#count + 1);
    if (!has) {
      return { problems: [{ reason: "too-many", count: allowed.files?.length ?? 0 }], taken: Promise.resolve() };
    }
    this.#count++;
    this.#last = has;
    this.#content = allowed;
    this.#isTaken = false;
    this.#taken?.resolve();
    this.#taken = Promise.withResolvers();
    this.tell();
    return { problems, taken: this.#taken.promise };
  }

  /** The desktop pastes something of its own now. */
  withdraw(): void {
    this.#last = undefined;
    this.#content = {};
  }

  /** Tells the gateway, unless the desktop has taken it already: it may have copied something since. */
  tell(): void {
    if (this.#last && !this.#isTaken) this.#gateway.send(DeviceUp.ClipboardHas, encodeJson(this.#last));
  }

  taken(offer: number): void {
    if (offer !== this.#count) return;
    this.#isTaken = true;
    this.#taken?.resolve();
  }

  /** Sends what the desktop pastes. */
  async wanted(wanted: ClipboardWanted): Promise<void> {
    const { request } = wanted;
    const bytes = wanted.offer === this.#last?.offer ? this.#bytesFor(wanted) : undefined;
    if (!bytes) return this.#gone(request);
    const { name, start, body } = bytes;
    const { headers } = this.#gateway;
    const address = `${this.#gateway.address}/clipboard/wanted/${request}`;
    await this.#transfers
      .run({ direction: "paste", ...(name !== undefined && { name }), total: start + body.size }, (signal, progress) =>
        put(address, body, signal, (sent) => progress(start + sent), headers),
      )
      .catch(() => this.#gone(request));
  }

  #bytesFor(wanted: ClipboardWanted): { name?: string; start: number; body: Blob } | undefined {
    if ("format" in wanted) {
      const body = bytesOf(this.#content, wanted.format);
      return body && { start: 0, body };
    }
    const { path, file } = this.#content.files?.[wanted.file] ?? {};
    return file && { name: path ?? file.name, start: wanted.offset, body: file.slice(wanted.offset) };
  }

  #gone(request: number): void {
    this.#gateway.send(DeviceUp.ClipboardGone, encodeJson({ request } satisfies ClipboardGone));
  }
}

function withinLimits(
  content: LocalContent,
  { limit, fileLimit }: Limits,
): { readonly allowed: LocalContent; readonly problems: readonly OfferProblem[] } {
  const problems: OfferProblem[] = [];
  const allowed = Object.fromEntries(
    (["text", "html", "image"] as const).flatMap((what) => {
      const length = bytesOf(content, what)?.size ?? 0;
      if (length > limit) problems.push({ reason: "too-long", what, length, limit });
      return length > 0 && length <= limit ? [[what, content[what]]] : [];
    }),
  ) as LocalContent;
  const files = content.files?.filter(({ file }) => {
    if (!file || file.size <= fileLimit) return true;
    problems.push({ reason: "too-long", what: "files", length: file.size, limit: fileLimit });
    return false;
  });
  return { allowed: { ...allowed, ...(files && { files }) }, problems };
}
