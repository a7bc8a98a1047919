import type { ClipboardPdu, ContentsRequest } from "./clipboard-pdus.ts";

/** What the server's side gave: the bytes, as a view that ends with the call; or nothing. */
export type ClipboardAnswer =
  | { readonly data: Uint8Array }
  /** `length`: of what was too long to be taken; `isGivenUp`: it was not waited for any longer. */
  | { readonly data?: undefined; readonly length?: number; readonly isGivenUp?: true };
type Settle = (answer: ClipboardAnswer) => void;

interface DataRequest {
  readonly format: number;
  /** Bytes of the answer. */
  readonly longest: number;
  readonly settle: Settle;
  /** Answers that have come since it was sent, and may have been to others; it was sent again after each. */
  readonly doubtful: string[];
}

/**
 * What is asked of the server's clipboard, and by whom its answers are awaited. Those to format data requests have no number
 * ([MS-RDPECLIP] 2.2.5.2): there is one at a time, and after one that was given up it cannot be told whose the next answer is.
 * So as many answers as may still come late are not believed, and after each it is asked again: contents are never taken for others.
 */
export class ServerContents {
  readonly #send: (pdu: ClipboardPdu) => void;
  readonly #waits: (isWaiting: boolean) => void;
  /** The format data request that is not answered. */
  #asked: DataRequest | undefined;
  #toAsk: DataRequest[] = [];
  /** Answers that may still come to requests that were given up. */
  #late = 0;
  /** The last answer, as far as it takes to know it again. */
  #answered: { readonly format: number; readonly print: string } | undefined;
  readonly #contentsAsked = new Map<number, { readonly longest: number; readonly settle: Settle }>();
  #lastStream = 0;

  /** @param waits is told when an answer to a format data request begins to be waited for, and when it no longer is */
  constructor(send: (pdu: ClipboardPdu) => void, waits: (isWaiting: boolean) => void) {
    this.#send = send;
    this.#waits = waits;
  }

  /** Bytes that may be answered to what was asked. */
  get longestAnswer(): number {
    const contents = [...this.#contentsAsked.values()].map(({ longest }) => longest);
    return Math.max(0, this.#asked?.longest ?? 0, ...contents);
  }

  requestData(format: number, longest: number, settle: Settle): void {
    this.#toAsk.push({ format, longest, settle, doubtful: [] });
    if (!this.#asked) this.#askNext();
  }

  /** Nobody waits any more for the answer that is waited for: the next request has its turn. */
  giveUpData(): void {
    const asked = this.#asked;
    if (!asked) return;
    this.#late++;
    this.#askNext();
    asked.settle({ isGivenUp: true });
  }

  /** @returns the number by which it can be given up */
  requestContents(request: Omit<ContentsRequest, "streamId">, settle: Settle): number {
    const streamId = ++this.#lastStream;
    this.#contentsAsked.set(streamId, { longest: request.range?.length ?? 0, settle });
    this.#send({ type: "contentsRequest", streamId, ...request });
    return streamId;
  }

  giveUpContents(streamId: number): void {
    this.contentsArrived(streamId, { isGivenUp: true });
  }

  dataArrived(answer: ClipboardAnswer): void {
    const asked = this.#asked;
    if (!asked) {
      this.#late = Math.max(this.#late - 1, 0);
      return;
    }
    // xrdp 0.9 answers twice, and the second time may come when something else is asked for.
    const print = answer.data ? printOf(answer.data) : "";
    if (print !== "" && this.#answered?.print === print && this.#answered.format !== asked.format) return;
    if (asked.doubtful.length < this.#late) {
      asked.doubtful.push(print);
      this.#ask(asked);
      return;
    }
    // The same each time: they were all to this request, and none is late.
    if (print !== "" && asked.doubtful.every((other) => other === print)) this.#late = 0;
    this.#answered = { format: asked.format, print };
    this.#asked = undefined;
    asked.settle(answer);
    if (!this.#asked) this.#askNext();
  }

  contentsArrived(streamId: number, answer: ClipboardAnswer): void {
    const asked = this.#contentsAsked.get(streamId);
    this.#contentsAsked.delete(streamId);
    asked?.settle(answer);
  }

  /** The contents are others now. One request may still be answered, which must not be taken for another's answer. */
  replaced(): void {
    const dropped = this.#toAsk;
    this.#toAsk = [];
    if (this.#asked) {
      dropped.unshift(this.#asked);
      this.#asked = { ...this.#asked, settle: () => {} };
    }
    for (const { settle } of dropped) settle({});
  }

  /** Nothing is answered any more; what is asked from now on, is asked of a server that knows of nothing. */
  close(): void {
    this.replaced();
    this.#asked = undefined;
    this.#late = 0;
    this.#waits(false);
    const waiting = [...this.#contentsAsked.values()];
    this.#contentsAsked.clear();
    for (const { settle } of waiting) settle({});
  }

  #askNext(): void {
    this.#asked = this.#toAsk.shift();
    if (this.#asked) this.#ask(this.#asked);
    else this.#waits(false);
  }

  #ask({ format }: DataRequest): void {
    this.#send({ type: "dataRequest", format });
    this.#waits(true);
  }
}

/** Its length and its ends: enough to tell an answer that is repeated from another format of the same contents. */
function printOf(data: Uint8Array): string {
  return `${data.length}:${data.subarray(0, 64).join()}:${data.subarray(-64).join()}`;
}
