import { DecodeError } from "../../wire/decode-error.ts";
import type { ClipboardPdu, ContentsRequest } from "./clipboard-pdus.ts";
import type { ClipboardFormatName } from "./format-list.ts";

/** Gives the server what it asked for; undefined: it cannot be had. Only the first call counts. */
export type GiveToServer = (data: Uint8Array | undefined) => void;

/** Who has what the server asks for. */
export interface ContentsOwner<Offer> {
  /** The server has put what was announced onto its clipboard, or could not. */
  taken(offer: Offer, isOk: boolean): void;
  /** The server pastes a format that was announced. */
  dataWanted(offer: Offer, format: number, give: GiveToServer): void;
  /** The server pastes a file, of what is announced or of what it has locked. */
  contentsWanted(offer: Offer, request: ContentsRequest, give: GiveToServer): void;
}

/** Requests of the server that wait for an answer. */
const mostWaiting = 64;
const mostLocks = 64;

/** What this end's clipboard has, and what the server asks of it. */
export class OwnContents<Offer> {
  readonly #owner: ContentsOwner<Offer>;
  readonly #send: (pdu: ClipboardPdu) => void;
  #announced: { readonly offer: Offer; readonly formats: readonly ClipboardFormatName[] } | undefined;
  /** What was told to the server, which has not said yet that it has taken it. */
  #untaken: (Offer | undefined)[] = [];
  readonly #locked = new Map<number, Offer>();
  /** Format data requests; only the first one is being answered. */
  readonly #toAnswer: { readonly format: number }[] = [];
  #contentsToAnswer = 0;

  constructor(owner: ContentsOwner<Offer>, send: (pdu: ClipboardPdu) => void) {
    this.#owner = owner;
    this.#send = send;
  }

  announce(offer: Offer, formats: readonly ClipboardFormatName[]): void {
    this.#announced = { offer, formats };
  }

  /** Tells the server what is announced. */
  tell(): void {
    this.#untaken = [...this.#untaken.slice(-mostWaiting), this.#announced?.offer];
    this.#send({ type: "formatList", formats: this.#announced?.formats ?? [] });
  }

  /** The server begins anew: it knows nothing of what it was told. */
  forget(): void {
    this.#untaken = [];
    this.#locked.clear();
  }

  taken(isOk: boolean): void {
    const offer = this.#untaken.shift();
    if (offer !== undefined) this.#owner.taken(offer, isOk);
  }

  /** Throws DecodeError. */
  dataWanted(format: number): void {
    if (this.#toAnswer.length === mostWaiting) {
      throw new DecodeError("CLIPRDR_FORMAT_DATA_REQUEST", `more than ${mostWaiting} at a time`, 0);
    }
    this.#toAnswer.push({ format });
    if (this.#toAnswer.length === 1) this.#answerNext();
  }

  /** @param canLock whether the lock in the request means something */
  contentsWanted(request: ContentsRequest, canLock: boolean): void {
    const { streamId, lock } = request;
    const offer = lock === undefined || !canLock ? this.#announced?.offer : this.#locked.get(lock);
    if (offer === undefined || this.#contentsToAnswer === mostWaiting) {
      this.#send({ type: "contentsResponse", streamId });
      return;
    }
    let isGiven = false;
    this.#contentsToAnswer++;
    this.#owner.contentsWanted(offer, request, (data) => {
      if (isGiven) return;
      isGiven = true;
      this.#contentsToAnswer--;
      this.#send({ type: "contentsResponse", streamId, ...(data && { data }) });
    });
  }

  /** The server wants to read the files of now also when they are no longer on the clipboard. */
  lock(id: number): void {
    if (!this.#announced) return;
    this.#locked.delete(id);
    this.#locked.set(id, this.#announced.offer);
    const [oldest] = this.#locked.keys();
    if (this.#locked.size > mostLocks && oldest !== undefined) this.#locked.delete(oldest);
  }

  unlock(id: number): void {
    this.#locked.delete(id);
  }

  #answerNext(): void {
    const [request] = this.#toAnswer;
    if (!request) return;
    const give: GiveToServer = (data) => {
      if (this.#toAnswer[0] !== request) return;
      this.#toAnswer.shift();
      this.#send({ type: "dataResponse", ...(data && { data }) });
      this.#answerNext();
    };
    const announced = this.#announced;
    if (announced?.formats.some(({ id }) => id === request.format)) {
      this.#owner.dataWanted(announced.offer, request.format, give);
    } else {
      give(undefined);
    }
  }
}
