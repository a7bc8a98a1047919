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
import { type ContentsOwner, OwnContents } from "./own-contents.ts";
import { type ClipboardAnswer, ServerContents } from "./server-contents.ts";

/** Who has the clipboard at this end. `Offer` is what it knows of the contents that it announced. */
export interface ClipboardOwner<Offer> extends ContentsOwner<Offer> {
  /** The server takes part, and will be told what is announced now. */
  ready(): void;
  /** The server's clipboard has other contents; what was asked of those before comes back empty. */
  copied(formats: readonly ClipboardFormatName[]): void;
  /** An answer to `requestData` is waited for from now on, or no longer. Whoever finds that it takes too long calls `giveUpData`. */
  waits(isWaiting: boolean): void;
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
/** Messages that wait to be sent. */
const mostOutgoing = 128;
/** Bytes that wait to be sent, beside one answer of any length. */
const mostOutgoingLength = 64 << 20;

/** The client side of clipboard redirection ([MS-RDPECLIP] 3.2). */
export class ClipboardChannel<Offer> implements ChannelHandler {
  readonly staticChannel = clipboardChannelName;
  readonly #owner: ClipboardOwner<Offer>;
  readonly #own: OwnContents<Offer>;
  readonly #server: ServerContents;
  #channel: OpenChannel | undefined;
  #serverFlags = 0;
  #isReady = false;
  #lastLock = 0;
  readonly #outgoing: Uint8Array[] = [];
  /** Bytes of the first outgoing message that are sent. */
  #sent = 0;

  constructor(owner: ClipboardOwner<Offer>) {
    this.#owner = owner;
    this.#own = new OwnContents(owner, (pdu) => this.#send(pdu));
    this.#server = new ServerContents(
      (pdu) => this.#send(pdu),
      (isWaiting) => owner.waits(isWaiting),
    );
  }

  get longestMessage(): number {
    return Math.max(longestUnasked, this.#server.longestAnswer) + answerHeader;
  }

  /** Whether both sides can do what a `ClipboardFlag` says. */
  supports(flag: number): boolean {
    return (ourFlags & this.#serverFlags & flag) !== 0;
  }

  // What the owner asks for; all of it sends, so it runs in `RdpClient.inChannels`

  /** This end's clipboard has these contents from now on. */
  announce(offer: Offer, formats: readonly ClipboardFormatName[]): void {
    this.#own.announce(offer, formats);
    if (this.#isReady) this.#own.tell();
  }

  /**
   * Asks for the server's clipboard in a format of the last list. Requests wait for each other.
   * @param longest bytes that the answer may have; a longer one is left out as it comes
   */
  requestData(format: number, longest: number, settle: (answer: ClipboardAnswer) => void): void {
    this.#server.requestData(format, longest, settle);
  }

  /** The format data request that is sent comes back empty, and the next one is sent. */
  giveUpData(): void {
    this.#server.giveUpData();
  }

  /** Asks for a file of the server's clipboard. @returns the number by which it can be given up */
  requestContents(request: Omit<ContentsRequest, "streamId">, settle: (answer: ClipboardAnswer) => void): number {
    return this.#server.requestContents(request, settle);
  }

  /** The request comes back empty, if it has not come back yet. */
  giveUpContents(streamId: number): void {
    this.#server.giveUpContents(streamId);
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
    this.#own.forget();
    this.#server.close();
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
    if (answer?.type === "dataResponse") this.#server.dataArrived({ length: answer.length });
    else if (answer) this.#server.contentsArrived(answer.streamId, { length: answer.length });
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
        this.#server.replaced();
        this.#send({ type: "formatListResponse", isOk: true });
        this.#owner.copied(pdu.formats);
        break;
      case "formatListResponse":
        this.#own.taken(pdu.isOk);
        break;
      case "dataRequest":
        this.#own.dataWanted(pdu.format);
        break;
      case "dataResponse":
        this.#server.dataArrived(pdu.data ? { data: pdu.data } : {});
        break;
      case "contentsRequest":
        this.#own.contentsWanted(pdu, this.supports(ClipboardFlag.CanLock));
        break;
      case "contentsResponse":
        this.#server.contentsArrived(pdu.streamId, pdu.data ? { data: pdu.data } : {});
        break;
      case "lock":
        this.#own.lock(pdu.id);
        break;
      case "unlock":
        this.#own.unlock(pdu.id);
        break;
    }
  }

  /** Client initialization ([MS-RDPECLIP] 1.3.2.1). */
  #start(): void {
    this.#isReady = false;
    this.#own.forget();
    this.#server.close();
    this.#send({ type: "capabilities", flags: ourFlags });
    this.#owner.ready();
    this.#isReady = true;
    this.#own.tell();
  }

  #send(pdu: ClipboardPdu): void {
    const channel = this.#channel;
    if (!channel) return;
    if ("data" in pdu && this.#outgoing.reduce((sum, { length }) => sum + length, 0) > mostOutgoingLength) {
      const { data: _, ...refusal } = pdu;
      this.#send(refusal);
      return;
    }
    const message = encodeClipboardPdu(pdu, this.supports(ClipboardFlag.LongFormatNames));
    if (this.#outgoing.length === 0 && message.length <= partLength) {
      channel.send(message);
      return;
    }
    this.#outgoing.push(message);
    if (this.#outgoing.length === 1) this.#owner.sendsMuch();
  }
}
