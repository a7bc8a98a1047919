import { DecodeError } from "../../wire/decode-error.ts";
import type { ChannelHandler, OpenChannel } from "../channel-handler.ts";
import {
  ClipboardFlag,
  type ClipboardPdu,
  type ContentsRequest,
  clipboardChannelName,
  decodeClipboardBeginning,
  decodeClipboardPdu,
  encodeClipboardPdu,
} from "./clipboard-pdus.ts";
import type { ClipboardFormatName } from "./format-list.ts";

/** What the server's side gave: the bytes, as a view that ends with the call; or nothing, perhaps because it was too long. */
export type ClipboardAnswer = { readonly data: Uint8Array } | { readonly data?: undefined; readonly length?: number };
type Settle = (answer: ClipboardAnswer) => void;

/** Gives the server what it asked for; undefined: it cannot be had. Only the first call counts. */
export type GiveToServer = (data: Uint8Array | undefined) => void;

interface DataRequest {
  readonly format: number;
  /** Bytes of the answer. */
  readonly longest: number;
  readonly settle: Settle;
}

/** Who has the clipboard at this end. `Offer` is what it knows of the contents that it announced. */
export interface ClipboardOwner<Offer> {
  /** The server takes part, and will be told what is announced now. */
  ready(): void;
  /** The server has put what was announced onto its clipboard, or could not. */
  taken(offer: Offer, isOk: boolean): void;
  /** The server's clipboard has other contents; what was asked of those before comes back empty. */
  copied(formats: readonly ClipboardFormatName[]): void;
  /** The server pastes a format that was announced. */
  dataWanted(offer: Offer, format: number, give: GiveToServer): void;
  /** The server pastes a file, of what is announced or of what it has locked. */
  contentsWanted(offer: Offer, request: ContentsRequest, give: GiveToServer): void;
  /** There is more to send than goes at once: call `sendMore`, each time that there is room, until it answers false. */
  sendsMuch(): void;
  /** The server broke the protocol; this channel is over. */
  failed(error: DecodeError): void;
}

const ourFlags =
  ClipboardFlag.LongFormatNames |
  ClipboardFlag.StreamFiles |
  ClipboardFlag.NoFilePaths |
  ClipboardFlag.CanLock |
  ClipboardFlag.HugeFiles;

/** Bytes that the server may send without being asked: lists of formats. */
const longestUnasked = 1 << 20;
/** Bytes before those of an answer. */
const answerHeader = 12;
/** Bytes that are sent at once. */
const partLength = 64_000;
/** Requests of the server that wait for an answer. */
const mostWaiting = 64;
const mostLocks = 64;
/** Messages that wait to be sent. */
const mostOutgoing = 2 * mostWaiting;

/** The client side of clipboard redirection ([MS-RDPECLIP] 3.2). */
export class ClipboardChannel<Offer> implements ChannelHandler {
  readonly staticChannel = clipboardChannelName;
  readonly #owner: ClipboardOwner<Offer>;
  #channel: OpenChannel | undefined;
  #serverFlags = 0;
  #isReady = false;
  #announced: { readonly offer: Offer; readonly formats: readonly ClipboardFormatName[] } | undefined;
  /** Those of which the server has not said yet that it has taken them. */
  readonly #untaken: (Offer | undefined)[] = [];
  /** What the server has locked of ours. */
  readonly #locked = new Map<number, Offer>();
  #lastLock = 0;
  /** The format data request that the server has not answered; it gives no number, so there is one at a time. */
  #asked: DataRequest | undefined;
  /** The last answer, as far as it takes to know it again. */
  #answered: { readonly format: number; readonly print: string } | undefined;
  #toAsk: DataRequest[] = [];
  readonly #contentsAsked = new Map<number, { readonly longest: number; readonly settle: Settle }>();
  #lastStream = 0;
  /** The server's format data requests; only the first one is being answered. */
  readonly #toAnswer: { readonly format: number }[] = [];
  #contentsToAnswer = 0;
  readonly #outgoing: Uint8Array[] = [];
  /** Bytes of the first outgoing message that are sent. */
  #sent = 0;

  constructor(owner: ClipboardOwner<Offer>) {
    this.#owner = owner;
  }

  /** Bytes that may be answered to what was asked. */
  get longestMessage(): number {
    const contents = Math.max(0, ...[...this.#contentsAsked.values()].map(({ longest }) => longest));
    return Math.max(longestUnasked, this.#asked?.longest ?? 0, contents) + answerHeader;
  }

  /** Whether both sides can do what a `ClipboardFlag` says. */
  supports(flag: number): boolean {
    return (ourFlags & this.#serverFlags & flag) !== 0;
  }

  // What the owner asks for; all of it sends, so it runs in `RdpClient.inChannels`

  /** This end's clipboard has these contents from now on. */
  announce(offer: Offer, formats: readonly ClipboardFormatName[]): void {
    this.#announced = { offer, formats };
    if (this.#isReady) this.#sendFormats();
  }

  /**
   * Asks for the server's clipboard in a format of the last list. Requests wait for each other.
   * @param longest bytes that the answer may have; a longer one is left out as it comes
   */
  requestData(format: number, longest: number, settle: Settle): void {
    this.#toAsk.push({ format, longest, settle });
    this.#askNext();
  }

  /** Asks for a file of the server's clipboard. */
  requestContents(request: Omit<ContentsRequest, "streamId">, settle: Settle): void {
    const streamId = ++this.#lastStream;
    this.#contentsAsked.set(streamId, { longest: request.range?.length ?? 0, settle });
    this.#send({ type: "contentsRequest", streamId, ...request });
  }

  /** Has the server keep the files of its clipboard; undefined where it cannot. To be used in requests, and unlocked. */
  lock(): number | undefined {
    if (!this.supports(ClipboardFlag.CanLock)) return undefined;
    const id = ++this.#lastLock;
    this.#send({ type: "lock", id });
    return id;
  }

  unlock(id: number): void {
    this.#send({ type: "unlock", id });
  }

  /** Sends some of what waits. @returns whether there is more */
  sendMore(): boolean {
    const [message] = this.#outgoing;
    if (!message) return false;
    const end = Math.min(this.#sent + partLength, message.length);
    this.#channel?.sendPart?.(message, this.#sent, end);
    this.#sent = end;
    if (end === message.length) {
      this.#outgoing.shift();
      this.#sent = 0;
    }
    return this.#outgoing.length > 0;
  }

  /** The connection is gone: nothing is answered any more. */
  close(): void {
    this.#isReady = false;
    this.#channel = undefined;
    this.#outgoing.length = 0;
    this.#locked.clear();
    this.#dropDataRequests();
    const waiting = [...this.#contentsAsked.values()];
    this.#contentsAsked.clear();
    for (const { settle } of waiting) settle({});
  }

  // What comes from the server

  opened(channel: OpenChannel): void {
    this.#channel = channel;
  }

  received(message: Uint8Array): void {
    if (this.#outgoing.length > mostOutgoing) {
      throw new DecodeError("CLIPRDR", "the server asks, and does not take the answers", 0);
    }
    const pdu = decodeClipboardPdu(message, this.supports(ClipboardFlag.LongFormatNames));
    if (pdu) this.#receive(pdu);
  }

  skipped(_length: number, beginning: Uint8Array): void {
    const answer = decodeClipboardBeginning(beginning);
    if (answer?.type === "dataResponse") this.#dataArrived({ length: answer.length });
    else if (answer) this.#contentsArrived(answer.streamId, { length: answer.length });
  }

  failed(error: DecodeError): void {
    this.close();
    this.#owner.failed(error);
  }

  #receive(pdu: ClipboardPdu): void {
    switch (pdu.type) {
      case "capabilities":
        this.#serverFlags = pdu.flags;
        break;
      case "monitorReady":
        this.#start();
        break;
      case "formatList":
        this.#dropDataRequests();
        this.#send({ type: "formatListResponse", isOk: true });
        this.#owner.copied(pdu.formats);
        break;
      case "formatListResponse":
        this.#taken(pdu.isOk);
        break;
      case "dataRequest":
        this.#dataWanted(pdu.format);
        break;
      case "dataResponse":
        this.#dataArrived(pdu.data ? { data: pdu.data } : {});
        break;
      case "contentsRequest":
        this.#contentsWanted(pdu);
        break;
      case "contentsResponse":
        this.#contentsArrived(pdu.streamId, pdu.data ? { data: pdu.data } : {});
        break;
      case "lock":
        this.#serverLocks(pdu.id);
        break;
      case "unlock":
        this.#locked.delete(pdu.id);
        break;
    }
  }

  /** Client initialization ([MS-RDPECLIP] 1.3.2.1). */
  #start(): void {
    this.#isReady = false;
    this.#untaken.length = 0;
    this.#send({ type: "capabilities", flags: ourFlags });
    this.#owner.ready();
    this.#isReady = true;
    this.#sendFormats();
  }

  #sendFormats(): void {
    this.#untaken.push(this.#announced?.offer);
    this.#send({ type: "formatList", formats: this.#announced?.formats ?? [] });
  }

  // The server's clipboard

  #askNext(): void {
    if (this.#asked) return;
    const next = this.#toAsk.shift();
    if (!next) return;
    this.#asked = next;
    this.#send({ type: "dataRequest", format: next.format });
  }

  /** What belongs to contents that are no more. One request may still be answered, which must not be taken for another's answer. */
  #dropDataRequests(): void {
    const dropped = this.#toAsk;
    this.#toAsk = [];
    if (this.#asked) {
      dropped.unshift(this.#asked);
      this.#asked = { ...this.#asked, settle: () => {} };
    }
    for (const { settle } of dropped) settle({});
  }

  #dataArrived(answer: ClipboardAnswer): void {
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

  #contentsArrived(streamId: number, answer: ClipboardAnswer): void {
    const asked = this.#contentsAsked.get(streamId);
    this.#contentsAsked.delete(streamId);
    asked?.settle(answer);
  }

  // Ours

  #taken(isOk: boolean): void {
    const offer = this.#untaken.shift();
    if (offer !== undefined) this.#owner.taken(offer, isOk);
  }

  #dataWanted(format: number): void {
    if (this.#toAnswer.length === mostWaiting) {
      throw new DecodeError("CLIPRDR_FORMAT_DATA_REQUEST", `more than ${mostWaiting} at a time`, 0);
    }
    this.#toAnswer.push({ format });
    if (this.#toAnswer.length === 1) this.#answerNext();
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

  #contentsWanted(request: ContentsRequest): void {
    const { streamId, lock } = request;
    const offer = lock === undefined ? this.#announced?.offer : (this.#locked.get(lock) ?? this.#announced?.offer);
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

  #serverLocks(id: number): void {
    if (!this.#announced) return;
    this.#locked.delete(id);
    this.#locked.set(id, this.#announced.offer);
    const [oldest] = this.#locked.keys();
    if (this.#locked.size > mostLocks && oldest !== undefined) this.#locked.delete(oldest);
  }

  #send(pdu: ClipboardPdu): void {
    const channel = this.#channel;
    if (!channel) return;
    const message = encodeClipboardPdu(pdu, this.supports(ClipboardFlag.LongFormatNames));
    if (this.#outgoing.length === 0 && message.length <= partLength) {
      channel.send(message);
      return;
    }
    this.#outgoing.push(message);
    if (this.#outgoing.length === 1) this.#owner.sendsMuch();
  }
}

/** Its length and its ends: enough to tell an answer that is repeated from another format of the same contents. */
function printOf(data: Uint8Array): string {
  return `${data.length}:${data.subarray(0, 64).join()}:${data.subarray(-64).join()}`;
}
