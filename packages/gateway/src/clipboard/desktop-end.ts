import {
  type ClipboardAnswer,
  ClipboardChannel,
  type ClipboardFormatName,
  type ClipboardOwner,
  type ContentsRequest,
  type DecodeError,
  type GiveToServer,
} from "@passerelle/rdp";
import type { DeviceLink } from "../devices/device.ts";
import { ClipboardError } from "./clipboard-error.ts";

/** Who answers what the desktop asks for. `Offer` is what the page has. */
export interface DesktopListener<Offer> {
  ready(): void;
  taken(offer: Offer, isOk: boolean): void;
  copied(formats: readonly ClipboardFormatName[]): void;
  /** Undefined: it cannot be had. Never throws. */
  dataWanted(offer: Offer, format: number): Promise<Uint8Array | undefined>;
  contentsWanted(offer: Offer, request: ContentsRequest): Promise<Uint8Array | undefined>;
  failed(error: DecodeError): void;
}

/** What a desktop may take to answer: its program may have to make a picture first. */
const ANSWER_TIME = 30_000;

/** The desktop's end of the clipboard during one RDP connection: answers as promises, and an end to waiting. */
export class DesktopEnd<Offer> implements ClipboardOwner<Offer> {
  readonly channel: ClipboardChannel<Offer>;
  readonly #link: DeviceLink;
  readonly #listener: DesktopListener<Offer>;
  /** Runs while an answer to a format data request is waited for. */
  #patience: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(link: DeviceLink, listener: DesktopListener<Offer>) {
    this.#link = link;
    this.#listener = listener;
    this.channel = new ClipboardChannel(this);
  }

  announce(offer: Offer, formats: readonly ClipboardFormatName[]): void {
    this.#link.perform(() => this.channel.announce(offer, formats));
  }

  /** @param longest bytes of the answer. Throws ClipboardError. */
  requestData(format: number, longest: number): Promise<Uint8Array> {
    return this.#ask((settle) => this.channel.requestData(format, longest, settle));
  }

  /** Throws ClipboardError. */
  async requestContents(request: Omit<ContentsRequest, "streamId">): Promise<Uint8Array> {
    let streamId = 0;
    const answer = this.#ask((settle) => {
      streamId = this.channel.requestContents(request, settle);
    });
    const patience = this.#after(ANSWER_TIME, () => this.channel.giveUpContents(streamId));
    try {
      return await answer;
    } finally {
      clearTimeout(patience);
    }
  }

  /** Has the desktop keep the files that it has copied; undefined where it cannot. */
  lock(): number | undefined {
    let id: number | undefined;
    this.#link.perform(() => {
      id = this.channel.lock();
    });
    return id;
  }

  unlock(id: number): void {
    this.#link.perform(() => this.channel.unlock(id));
  }

  /** The connection is gone. */
  close(): void {
    this.#isClosed = true;
    this.channel.close();
  }

  // What the channel tells

  ready(): void {
    this.#listener.ready();
  }

  taken(offer: Offer, isOk: boolean): void {
    this.#listener.taken(offer, isOk);
  }

  copied(formats: readonly ClipboardFormatName[]): void {
    this.#listener.copied(formats);
  }

  dataWanted(offer: Offer, format: number, give: GiveToServer): void {
    this.#give(this.#listener.dataWanted(offer, format), give);
  }

  contentsWanted(offer: Offer, request: ContentsRequest, give: GiveToServer): void {
    this.#give(this.#listener.contentsWanted(offer, request), give);
  }

  waits(isWaiting: boolean): void {
    clearTimeout(this.#patience);
    this.#patience = isWaiting ? this.#after(ANSWER_TIME, () => this.channel.giveUpData()) : undefined;
  }

  sendsMuch(): void {
    void this.#sendMuch();
  }

  failed(error: DecodeError): void {
    this.#isClosed = true;
    this.#listener.failed(error);
  }

  async #give(answer: Promise<Uint8Array | undefined>, give: GiveToServer): Promise<void> {
    const data = await answer;
    this.#link.perform(() => give(data));
  }

  async #sendMuch(): Promise<void> {
    let isMore = true;
    while (isMore) {
      await this.#link.room();
      isMore = false;
      this.#link.perform(() => {
        isMore = this.channel.sendMore();
      });
    }
  }

  async #ask(send: (settle: (answer: ClipboardAnswer) => void) => void): Promise<Uint8Array> {
    if (this.#isClosed) throw new ClipboardError("no-answer");
    const answered = Promise.withResolvers<Uint8Array>();
    this.#link.perform(() =>
      send((answer) => {
        if (answer.data) answered.resolve(answer.data.slice());
        else answered.reject(errorOf(answer));
      }),
    );
    return answered.promise;
  }

  #after(milliseconds: number, work: () => void): NodeJS.Timeout {
    return setTimeout(() => this.#link.perform(work), milliseconds);
  }
}

function errorOf({ length, isGivenUp }: Exclude<ClipboardAnswer, { readonly data: Uint8Array }>): ClipboardError {
  if (isGivenUp) return new ClipboardError("timed-out");
  return length === undefined ? new ClipboardError("no-answer") : new ClipboardError("too-long", length);
}
