import { DecodeError } from "../wire/decode-error.ts";
import type { ChannelHandler, OpenChannel } from "./channel-handler.ts";
import type { DynamicChannelListener } from "./dynamic/dynamic-channels.ts";
import { defaultLongest, StaticChannelReassembly } from "./static-channel.ts";

/** Hands a handler what comes, until the server breaks the channel's protocol: that costs this handler, not the desktop. */
export class GuardedHandler {
  readonly #handler: ChannelHandler;
  #failed = false;

  constructor(handler: ChannelHandler) {
    this.#handler = handler;
  }

  get staticChannel(): string | undefined {
    return this.#handler.staticChannel;
  }

  get longestMessage(): number | undefined {
    return this.#handler.longestMessage;
  }

  get dynamicChannels(): readonly string[] {
    return this.#handler.dynamicChannels ?? [];
  }

  /** Runs `work` unless the handler has failed. */
  guard(work: (handler: ChannelHandler) => void): void {
    if (this.#failed) return;
    try {
      work(this.#handler);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      this.fail(error);
    }
  }

  fail(error: DecodeError): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#handler.failed(error);
  }
}

/** The static channel of a handler, its chunks put together. */
export class StaticHandlerChannel {
  readonly #handler: GuardedHandler;
  readonly #channel: OpenChannel;
  readonly #reassembly: StaticChannelReassembly;

  /** @param sendPart puts the bytes from `start` to `end` of a message on the channel */
  constructor(handler: GuardedHandler, name: string, sendPart: NonNullable<OpenChannel["sendPart"]>) {
    this.#handler = handler;
    const send = (message: Uint8Array) => sendPart(message, 0, message.length);
    this.#channel = { name, send, sendPart, close: () => {} };
    this.#reassembly = new StaticChannelReassembly(name, {
      longest: () => handler.longestMessage ?? defaultLongest,
      skipped: (length, beginning) => handler.guard((inner) => inner.skipped?.(length, beginning)),
    });
    handler.guard((inner) => inner.opened(this.#channel));
  }

  receive(chunk: Uint8Array): void {
    this.#handler.guard((handler) => {
      const message = this.#reassembly.receive(chunk);
      if (message) handler.received(message, this.#channel);
    });
  }
}

/** Listens for the dynamic channels of one name for a handler. */
export function dynamicListener(handler: GuardedHandler): DynamicChannelListener {
  let open: OpenChannel | undefined;
  return {
    delivery: "messages",
    opened: (channel) => {
      open = channel;
      handler.guard((inner) => inner.opened(channel));
    },
    received: (message) => {
      const channel = open;
      if (channel) handler.guard((inner) => inner.received(message, channel));
    },
    closed: () => {
      const channel = open;
      open = undefined;
      if (channel) handler.guard((inner) => inner.closed?.(channel));
    },
    failed: (error) => handler.fail(error),
  };
}
