import type { DecodeError } from "../wire/decode-error.ts";

/** The way to the server on one open channel. Only what is sent while the client works on something leaves: see `RdpClient.inChannels`. */
export interface OpenChannel {
  /** `drdynvc` channels by the server's name, static ones by ours. */
  readonly name: string;
  /** Sends a whole message; on a channel that is closed meanwhile it is dropped. */
  send(message: Uint8Array): void;
  /**
   * Sends the bytes from `start` to `end` of a long message, for which the line has not room at once. Parts come in order, with nothing
   * else between them on this channel. Only static channels have it.
   */
  sendPart?(message: Uint8Array, start: number, end: number): void;
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
  /** Bytes that a message may have that begins on the static channel now; absent: 16 MiB. */
  readonly longestMessage?: number;
  /** The dynamic channels that it accepts, by name. */
  readonly dynamicChannels?: readonly string[];
  /** The server has said who it is; comes before all else. @param version of TS_UD_SC_CORE ([MS-RDPBCGR] 2.2.1.4.2) */
  connected?(version: number): void;
  /** A static channel is open once it is joined: wait for the server's first message before sending. */
  opened(channel: OpenChannel): void;
  /**
   * A whole message, as a view that ends with the call. DecodeError: the server broke the channel's protocol; the handler is told
   * `failed` and hears no more, the desktop goes on.
   */
  received(message: Uint8Array, channel: OpenChannel): void;
  /** A message on the static channel was longer than `longestMessage` and was left out. @param beginning its first bytes, as a view */
  skipped?(length: number, beginning: Uint8Array): void;
  /** The server closed a dynamic channel, or the connection is gone. */
  closed?(channel: OpenChannel): void;
  failed(error: DecodeError): void;
}
