import type { DecodeError } from "../wire/decode-error.ts";

/** The way to the server on one open channel. Only what is sent while the client works on something leaves: see `RdpClient.inChannels`. */
export interface OpenChannel {
  /** `drdynvc` channels by the server's name, static ones by ours. */
  readonly name: string;
  /** Sends a whole message; on a channel that is closed meanwhile it is dropped. */
  send(message: Uint8Array): void;
  /** Closes a dynamic channel; static ones stay. */
  close(): void;
}

/**
 * What a client does on virtual channels beyond the desktop itself: clipboard, devices, sound, touch. It does no I/O and belongs to
 * one RDP connection.
 */
export interface ChannelHandler {
  /** The static channel that it asks for, at most 7 characters. */
  readonly staticChannel?: string;
  /** The dynamic channels that it accepts, by name. */
  readonly dynamicChannels?: readonly string[];
  /** A static channel is open once it is joined: wait for the server's first message before sending. */
  opened(channel: OpenChannel): void;
  /**
   * A whole message, as a view that ends with the call. DecodeError: the server broke the channel's protocol; the handler is told
   * `failed` and hears no more, the desktop goes on.
   */
  received(message: Uint8Array, channel: OpenChannel): void;
  /** A message on the static channel was longer than 16 MiB and was left out. @param beginning its first bytes, as a view */
  skipped?(length: number, beginning: Uint8Array): void;
  /** The server closed a dynamic channel, or the connection is gone. */
  closed?(channel: OpenChannel): void;
  failed(error: DecodeError): void;
}
