import { DecodeError } from "../../wire/decode-error.ts";
import { MessageAssembly } from "../message-assembly.ts";
import {
  type ClientDynamicPdu,
  decodeServerDynamicPdu,
  encodeClientDynamicPdu,
  encodeDynamicMessage,
} from "./dynamic-pdus.ts";

/** An open dynamic virtual channel. */
export interface DynamicChannel {
  readonly id: number;
  readonly name: string;
  send(message: Uint8Array): void;
  close(): void;
}

/** What a client does with the channels of one name. What a callback throws goes up through `DynamicChannels.receive`. */
export interface DynamicChannelListener {
  /** `pieces`: data is handed on as it comes, as views; `messages`: whole messages, 16 MiB at most under way in all. */
  readonly delivery: "pieces" | "messages";
  opened(channel: DynamicChannel): void;
  /** `first`, `last`: whether the data begins and ends a message; both are true for `messages`. */
  received(data: Uint8Array, first: boolean, last: boolean): void;
  closed(): void;
  /** The server put a message of the channel together wrongly. Absent: that is an error of the connection. */
  failed?(error: DecodeError): void;
}

/** The highest version we answer: 3 would oblige us to take compressed data. */
const highestVersion = 2;
const statusSuccess = 0;
/** STATUS_NOT_FOUND as an HRESULT, which mstsc answers too for what it has no listener for. */
const statusNotFound = 0xc0000225 | 0;
/** Bytes of a message, and of all messages that are being put together at one time. */
const maximumMessage = 16 * 1024 * 1024;
const maximumChannels = 256;

/** The client side of drdynvc ([MS-RDPEDYC] 3.2). */
export class DynamicChannels {
  readonly #listeners: ReadonlyMap<string, DynamicChannelListener>;
  readonly #send: (message: Uint8Array) => void;
  readonly #open = new Map<number, OpenChannel>();

  /**
   * @param listeners by channel name
   * @param send takes one drdynvc message, to be put on the static channel
   */
  constructor(listeners: ReadonlyMap<string, DynamicChannelListener>, send: (message: Uint8Array) => void) {
    this.#listeners = listeners;
    this.#send = send;
  }

  /** Takes one whole message of the static channel drdynvc. Throws DecodeError. */
  receive(message: Uint8Array): void {
    const pdu = decodeServerDynamicPdu(message);
    switch (pdu.type) {
      case "capabilities":
        this.#answer({ type: "capabilities", version: Math.min(pdu.version, highestVersion) });
        break;
      case "create":
        this.#create(pdu.channelId, pdu.name);
        break;
      case "data":
        this.#feed(pdu.channelId, (channel) => channel.data(pdu.data));
        break;
      case "dataFirst": {
        const room = maximumMessage - this.#assembling;
        this.#feed(pdu.channelId, (channel) => channel.dataFirst(pdu.length, pdu.data, room));
        break;
      }
      case "close":
        this.#closed(pdu.channelId);
        break;
      case "softSync":
        // No tunnel was set up, so there is none to move channels to.
        this.#answer({ type: "softSync" });
        break;
    }
  }

  #feed(id: number, feed: (channel: OpenChannel) => void): void {
    const channel = this.#open.get(id);
    if (!channel) return;
    try {
      feed(channel);
    } catch (error) {
      if (!(error instanceof DecodeError) || !channel.listener.failed) throw error;
      this.#open.delete(id);
      this.#answer({ type: "close", channelId: id });
      channel.listener.failed(error);
    }
  }

  /** Bytes that the messages being put together are to have. */
  get #assembling(): number {
    let total = 0;
    for (const channel of this.#open.values()) total += channel.assembling;
    return total;
  }

  #create(id: number, name: string): void {
    const listener = this.#listeners.get(name);
    if (!listener || this.#open.size >= maximumChannels) {
      this.#answer({ type: "created", channelId: id, status: statusNotFound });
      return;
    }
    this.#open.get(id)?.listener.closed();
    const channel = new OpenChannel(name, listener);
    this.#open.set(id, channel);
    this.#answer({ type: "created", channelId: id, status: statusSuccess });
    listener.opened({
      id,
      name,
      send: (message) => {
        if (this.#open.get(id) !== channel) return;
        for (const pdu of encodeDynamicMessage(id, message)) this.#send(pdu);
      },
      close: () => {
        if (this.#open.get(id) !== channel) return;
        this.#answer({ type: "close", channelId: id });
        this.#open.delete(id);
        listener.closed();
      },
    });
  }

  /** The server closes a channel, which is answered in kind ([MS-RDPEDYC] 3.2.5.2). */
  #closed(id: number): void {
    const channel = this.#open.get(id);
    if (!channel) return;
    this.#open.delete(id);
    this.#answer({ type: "close", channelId: id });
    channel.listener.closed();
  }

  #answer(pdu: ClientDynamicPdu): void {
    this.#send(encodeClientDynamicPdu(pdu));
  }
}

/** Follows the messages of one channel and hands them on as its listener wants them. */
class OpenChannel {
  readonly listener: DynamicChannelListener;
  readonly #name: string;
  /** Bytes that the message under way still lacks; 0: none is under way. */
  #missing = 0;
  #message: MessageAssembly | undefined;

  constructor(name: string, listener: DynamicChannelListener) {
    this.#name = name;
    this.listener = listener;
  }

  /** Bytes of the message that is being put together, or 0. */
  get assembling(): number {
    return this.#message?.total ?? 0;
  }

  /** @param room bytes that the message may have */
  dataFirst(length: number, data: Uint8Array, room: number): void {
    if (this.#missing > 0) throw this.#error("a message begins within another");
    if (length > room) throw this.#error(`a message of ${length} bytes, where ${room} are possible`);
    if (this.listener.delivery === "messages" && data.length < length) this.#message = new MessageAssembly(length);
    this.#missing = length;
    this.#piece(data, true);
  }

  data(data: Uint8Array): void {
    if (this.#missing === 0) {
      this.listener.received(data, true, true);
      return;
    }
    if (data.length > this.#missing) throw this.#error("more data than the message was to have");
    this.#piece(data, false);
  }

  #piece(data: Uint8Array, first: boolean): void {
    this.#missing -= data.length;
    const last = this.#missing === 0;
    const message = this.#message;
    if (!message) {
      this.listener.received(data, first, last);
      return;
    }
    message.append(data);
    if (last) {
      this.#message = undefined;
      this.listener.received(message.finish(), true, true);
    }
  }

  #error(problem: string): DecodeError {
    return new DecodeError(`channel ${this.#name}`, problem, 0);
  }
}
