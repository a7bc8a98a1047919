import type { Readable } from "node:stream";
import { ClipboardError } from "./clipboard-error.ts";

/** How long a page may say nothing in the middle of what it sends. */
const PATIENCE = 30_000;

/** What a page sends, piece by piece. */
export class PageStream {
  readonly #body: Readable;
  readonly #chunks: AsyncIterator<Uint8Array>;

  constructor(body: Readable) {
    this.#body = body;
    this.#chunks = body[Symbol.asyncIterator]();
  }

  /** The next bytes; undefined: there are no more. Throws ClipboardError when the page is gone or says nothing. */
  async next(): Promise<Uint8Array | undefined> {
    const patience = setTimeout(() => this.#body.destroy(new Error("the page says nothing")), PATIENCE);
    try {
      const { done, value } = await this.#chunks.next();
      return done ? undefined : value;
    } catch {
      throw new ClipboardError("no-answer");
    } finally {
      clearTimeout(patience);
    }
  }

  /** No more is wanted. */
  close(): void {
    this.#body.destroy();
  }

  /** All that is wanted is there: if that is all that there is, the page is told that it came. */
  async finish(): Promise<void> {
    const more = await this.next().catch(() => undefined);
    if (more) this.close();
  }

  /** All of it. @param most bytes; throws ClipboardError when there are more */
  async all(most: number): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for (let chunk = await this.next(); chunk; chunk = await this.next()) {
      length += chunk.length;
      if (length > most) {
        this.close();
        throw new ClipboardError("too-long");
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }
}
