import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { type ClipboardWanted, DeviceDown, encodeJson } from "@passerelle/tunnel";
import type { DevicePage } from "../devices/device.ts";
import { ClipboardError } from "./clipboard-error.ts";

/** What a page may take until its bytes begin: it may have to ask the person. */
const BEGIN_TIME = 30_000;

/** What is wanted, without the number that the request gets. */
type Wanted = ClipboardWanted extends infer One ? (One extends unknown ? Omit<One, "request"> : never) : never;

/** What the page is asked for, and sends by PUT. */
export class PageRequests {
  #page: DevicePage | undefined;
  #last = 0;
  readonly #waiting = new Map<number, PromiseWithResolvers<Readable>>();

  attached(page: DevicePage): void {
    this.#page = page;
  }

  /** Nobody is there who would answer. */
  detached(): void {
    this.#page = undefined;
    for (const request of [...this.#waiting.keys()]) this.gone(request);
  }

  /** Asks; the bytes come as a stream, which is to be read to its end or destroyed. Throws ClipboardError. */
  async ask(wanted: Wanted): Promise<Readable> {
    const page = this.#page;
    if (!page) throw new ClipboardError("no-answer");
    const request = ++this.#last;
    const answered = Promise.withResolvers<Readable>();
    this.#waiting.set(request, answered);
    const patience = setTimeout(() => this.gone(request), BEGIN_TIME);
    page.send(DeviceDown.ClipboardWanted, encodeJson({ request, ...wanted }));
    try {
      return await answered.promise;
    } finally {
      clearTimeout(patience);
    }
  }

  /** The page cannot answer this request. */
  gone(request: number): void {
    this.#waiting.get(request)?.reject(new ClipboardError("no-answer"));
    this.#waiting.delete(request);
  }

  /** The page answers; goes on once the bytes are read, or enough of them. Throws ClipboardError when nobody waits for them. */
  async deliver(request: number, body: Readable): Promise<void> {
    const waiting = this.#waiting.get(request);
    this.#waiting.delete(request);
    if (!waiting) throw new ClipboardError("superseded");
    waiting.resolve(body);
    await finished(body, { writable: false }).catch(() => {});
  }
}
