import { decodeClientDynamicPdu, encodeDynamicMessage, encodeServerDynamicPdu } from "@passerelle/rdp";

/** What the server does with one dynamic channel. */
export interface DynamicChannelListener {
  opened(): void;
  /** The client does not want it. */
  refused(): void;
  received(message: Uint8Array): void;
}

const VERSION = 2;
/** Nothing that a client sends here is longer. */
const MOST_MESSAGE = 64 * 1024;

interface Channel {
  readonly id: number;
  readonly listener: DynamicChannelListener;
  isOpen: boolean;
  /** A message in pieces, and the length that it is to have. */
  pieces: Uint8Array[];
  expected: number;
}

/** The server's side of drdynvc ([MS-RDPEDYC] 3.3). */
export class DynamicChannels {
  readonly #channels = new Map<string, Channel>();
  readonly #send: (message: Uint8Array) => void;

  /** @param listeners by channel name @param send takes one message for the static channel */
  constructor(listeners: ReadonlyMap<string, DynamicChannelListener>, send: (message: Uint8Array) => void) {
    this.#send = send;
    let id = 0;
    for (const [name, listener] of listeners) {
      this.#channels.set(name, { id: ++id, listener, isOpen: false, pieces: [], expected: 0 });
    }
  }

  start(): void {
    this.#send(encodeServerDynamicPdu({ type: "capabilities", version: VERSION }));
  }

  /** Sends on an open channel. */
  send(name: string, message: Uint8Array): void {
    const channel = this.#channels.get(name);
    if (!channel?.isOpen) return;
    for (const pdu of encodeDynamicMessage(channel.id, message)) this.#send(pdu);
  }

  /** Takes a message of the static channel. Throws DecodeError. */
  receive(message: Uint8Array): void {
    const pdu = decodeClientDynamicPdu(message);
    if (pdu.type === "capabilities") {
      for (const [name, { id }] of this.#channels) {
        this.#send(encodeServerDynamicPdu({ type: "create", channelId: id, name }));
      }
      return;
    }
    if (pdu.type === "softSync") return;
    const channel = [...this.#channels.values()].find(({ id }) => id === pdu.channelId);
    if (!channel) return;
    switch (pdu.type) {
      case "created":
        channel.isOpen = pdu.status >= 0;
        if (channel.isOpen) channel.listener.opened();
        else channel.listener.refused();
        return;
      case "close":
        channel.isOpen = false;
        return;
      case "dataFirst":
        channel.expected = Math.min(pdu.length, MOST_MESSAGE);
        channel.pieces = [pdu.data];
        break;
      case "data":
        if (channel.expected === 0) channel.expected = pdu.data.length;
        channel.pieces.push(pdu.data);
        break;
    }
    deliver(channel);
  }
}

function deliver(channel: Channel): void {
  const length = channel.pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (length < channel.expected) return;
  const message = new Uint8Array(length);
  let start = 0;
  for (const piece of channel.pieces) {
    message.set(piece, start);
    start += piece.length;
  }
  channel.pieces = [];
  channel.expected = 0;
  channel.listener.received(message);
}
