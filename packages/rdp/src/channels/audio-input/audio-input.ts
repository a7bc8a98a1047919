import { DecodeError } from "../../wire/decode-error.ts";
import type { AudioFormat } from "../audio-output/audio-format.ts";
import type { ChannelHandler, OpenChannel } from "../channel-handler.ts";
import {
  audioInputChannelName,
  type ClientInputPdu,
  decodeServerInputPdu,
  encodeClientInputPdu,
} from "./audio-input-pdus.ts";

/** What the server wants of a microphone. */
export interface AudioInputListener {
  /** Answers those of the server's formats that can be recorded, the best first. */
  choose(formats: readonly AudioFormat[]): readonly AudioFormat[];
  /**
   * The server wants to listen: answer with `AudioInput.reply`, now or later, and then `AudioInput.send`.
   * @param framesPerPacket samples of each channel that each `send` is to bring
   */
  opened(format: AudioFormat, framesPerPacket: number): void;
  /** From now on in another format. */
  changed(format: AudioFormat): void;
  /** The server listens no more. */
  closed(): void;
  /** The server broke the protocol; nothing follows. */
  failed(error: DecodeError): void;
}

const VERSION = 2;
const STRUCTURE = "SNDIN_PDU";

/** The client of [MS-RDPEAI]. */
export class AudioInput implements ChannelHandler {
  readonly dynamicChannels = [audioInputChannelName];
  readonly #listener: AudioInputListener;
  #channel: OpenChannel | undefined;
  #formats: readonly AudioFormat[] = [];

  constructor(listener: AudioInputListener) {
    this.#listener = listener;
  }

  opened(channel: OpenChannel): void {
    this.#channel = channel;
    this.#formats = [];
  }

  received(message: Uint8Array): void {
    const pdu = decodeServerInputPdu(message);
    switch (pdu.type) {
      case "version":
        this.#send({ type: "version", version: Math.min(pdu.version, VERSION) });
        return;
      case "formats":
        this.#formats = this.#listener.choose(pdu.formats);
        // 3.2.5.1.4: data are announced before the formats.
        this.#send({ type: "dataIncoming" });
        this.#send({ type: "formats", formats: this.#formats });
        return;
      case "open": {
        const format = this.#format(pdu.format);
        this.#send({ type: "formatChange", format: pdu.format });
        this.#listener.opened(format, pdu.framesPerPacket);
        return;
      }
      case "formatChange": {
        const format = this.#format(pdu.format);
        this.#send({ type: "formatChange", format: pdu.format });
        this.#listener.changed(format);
        return;
      }
    }
  }

  closed(): void {
    this.#channel = undefined;
    this.#listener.closed();
  }

  failed(error: DecodeError): void {
    this.#channel = undefined;
    this.#listener.failed(error);
  }

  /** Answers `opened`. @param result of `OpenResult` */
  reply(result: number): void {
    this.#send({ type: "openReply", result });
  }

  /** Sends a packet of what was recorded. */
  send(data: Uint8Array): void {
    this.#send({ type: "dataIncoming" });
    this.#send({ type: "data", data });
  }

  #format(index: number): AudioFormat {
    const format = this.#formats[index];
    if (!format) throw new DecodeError(STRUCTURE, `format ${index}, which was not agreed`, 0);
    return format;
  }

  #send(pdu: ClientInputPdu): void {
    this.#channel?.send(encodeClientInputPdu(pdu));
  }
}
