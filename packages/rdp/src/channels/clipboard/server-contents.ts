import type { ClipboardPdu, ContentsRequest } from "./clipboard-pdus.ts";

/** What the server's side gave: the bytes, as a view that ends with the call; or nothing, perhaps because it was too long. */
export type ClipboardAnswer = { readonly data: Uint8Array } | { readonly data?: undefined; readonly length?: number };
type Settle = (answer: ClipboardAnswer) => void;

interface DataRequest {
  readonly format: number;
  /** Bytes of the answer. */
  readonly longest: number;
  readonly settle: Settle;
}

/** What is asked of the server's clipboard, and by whom its answers are awaited. */
export class ServerContents {
  readonly #send: (pdu: ClipboardPdu) => void;
  /** The format data request that is not answered; the answer has no number, so there is one at a time. */
  #asked: DataRequest | undefined;
  #toAsk: DataRequest[] = [];
  /** The last answer, as far as it takes to know it again. */
  #answered: { readonly format: number; readonly print: string } | undefined;
  readonly #contentsAsked = new Map<number, { readonly longest: number; readonly settle: Settle }>();
  #lastStream = 0;

  constructor(send: (pdu: ClipboardPdu) => void) {
    this.#send = send;
  }

  /** Bytes that may be answered to what was asked. */
  get longestAnswer(): number {
    const contents = [...this.#contentsAsked.values()].map(({ longest }) => longest);
    return Math.max(0, this.#asked?.longest ?? 0, ...contents);
  }

  requestData(format: number, longest: number, settle: Settle): void {
    this.#toAsk.push({ format, longest, settle });
    this.#askNext();
  }

  requestContents(request: Omit<ContentsRequest, "streamId">, settle: Settle): void {
    const streamId = ++this.#lastStream;
    this.#contentsAsked.set(streamId, { longest: request.range?.length ?? 0, settle });
    this.#send({ type: "contentsRequest", streamId, ...request });
  }

  dataArrived(answer: ClipboardAnswer): void {
    const asked = this.#asked;
    if (!asked) return;
    // xrdp 0.9 answers twice, and the second time may come when something else is asked for.
    const print = answer.data ? printOf(answer.data) : "";
    if (print !== "" && this.#answered?.print === print && this.#answered.format !== asked.format) return;
    this.#answered = { format: asked.format, print };
    this.#asked = undefined;
    asked.settle(answer);
    this.#askNext();
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

  /** Nothing is answered any more. */
  close(): void {
    this.replaced();
    const waiting = [...this.#contentsAsked.values()];
    this.#contentsAsked.clear();
    for (const { settle } of waiting) settle({});
  }

  #askNext(): void {
    if (this.#asked) return;
    const next = this.#toAsk.shift();
    if (!next) return;
    this.#asked = next;
    this.#send({ type: "dataRequest", format: next.format });
  }
}

/** Its length and its ends: enough to tell an answer that is repeated from another format of the same contents. */
function printOf(data: Uint8Array): string {
  return `${data.length}:${data.subarray(0, 64).join()}:${data.subarray(-64).join()}`;
}
