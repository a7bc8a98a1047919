import type { DecodeError } from "../../wire/decode-error.ts";
import type { ChannelHandler, OpenChannel } from "../channel-handler.ts";
import type { AudioFormat } from "./audio-format.ts";
import {
  AudioCapability,
  audioOutputChannelName,
  audioOutputDynamicNames,
  type ClientAudioPdu,
  decodeServerAudioPdu,
  decodeWave,
  encodeClientAudioPdu,
  QualityMode,
  type WaveHeader,
} from "./audio-output-pdus.ts";

/** Sound of the server. */
export interface ServerWave {
  readonly format: AudioFormat;
  /** 0 to 255, for `confirm`. */
  readonly block: number;
  /** Milliseconds of the server's clock, 16 bits of it. */
  readonly timestamp: number;
  /** A view that ends with the call. */
  readonly data: Uint8Array;
}

/** What the server's sound does. */
export interface AudioOutputListener {
  /** The server has sound in these formats: answer with `AudioOutput.choose`, now or later. What was agreed before is void. */
  offered(formats: readonly AudioFormat[]): void;
  /** Sound to hear now: answer with `AudioOutput.confirm` once it was. */
  wave(wave: ServerWave): void;
  /** 0 is silence, 65535 full. */
  volume(left: number, right: number): void;
  /** What was played is over. */
  stopped(): void;
  /** The server broke the protocol; nothing follows. */
  failed(error: DecodeError): void;
}

/** Our version: Windows 8, from which on blocks come in one message, Wave2. */
const VERSION = 8;
/** From here on a client says the quality that it wants (2.2.2.3). */
const QUALITY_MODE_VERSION = 6;

/** What of a wave has come in WaveInfo, while its Wave PDU is to come. */
interface WaveUnderWay {
  readonly header: WaveHeader;
  readonly beginning: Uint8Array;
  readonly length: number;
}

/**
 * The client of [MS-RDPEA], over virtual channels only. A server speaks on one of several channels; the one on which it offers formats
 * is where it is answered.
 */
export class AudioOutput implements ChannelHandler {
  readonly staticChannel = audioOutputChannelName;
  readonly dynamicChannels = audioOutputDynamicNames;
  readonly #listener: AudioOutputListener;
  #channel: OpenChannel | undefined;
  #serverVersion = 0;
  /** As sent; undefined: the server waits for them. */
  #formats: readonly AudioFormat[] | undefined;
  #underWay: WaveUnderWay | undefined;

  constructor(listener: AudioOutputListener) {
    this.#listener = listener;
  }

  opened(): void {}

  received(message: Uint8Array, channel: OpenChannel): void {
    const underWay = channel === this.#channel ? this.#underWay : undefined;
    if (underWay) {
      this.#underWay = undefined;
      this.#wave(underWay.header, decodeWave(message, underWay.beginning, underWay.length));
      return;
    }
    const pdu = decodeServerAudioPdu(message);
    if (pdu.type === "formats") {
      this.#channel = channel;
      this.#serverVersion = pdu.version;
      this.#formats = undefined;
      this.#listener.offered(pdu.formats);
      return;
    }
    if (channel !== this.#channel) return;
    switch (pdu.type) {
      case "training":
        this.#send({ type: "trainingConfirm", timestamp: pdu.timestamp, packSize: pdu.packSize });
        return;
      case "waveInfo":
        this.#underWay = { header: pdu, beginning: pdu.beginning.slice(), length: pdu.length };
        return;
      case "wave2":
        this.#wave(pdu, pdu.data);
        return;
      case "volume":
        this.#listener.volume(pdu.left, pdu.right);
        return;
      case "close":
        this.#listener.stopped();
        return;
    }
  }

  closed(channel: OpenChannel): void {
    if (channel !== this.#channel) return;
    this.#channel = undefined;
    this.#underWay = undefined;
    this.#listener.stopped();
  }

  failed(error: DecodeError): void {
    this.#channel = undefined;
    this.#listener.failed(error);
  }

  /** Answers `offered` with those of its formats that are wanted, the best first (3.2.5.1.1.2). */
  choose(formats: readonly AudioFormat[]): void {
    if (this.#formats) return;
    this.#formats = formats;
    this.#send({ type: "formats", version: VERSION, flags: AudioCapability.Alive | AudioCapability.Volume, formats });
    if (this.#serverVersion >= QUALITY_MODE_VERSION) this.#send({ type: "qualityMode", mode: QualityMode.Dynamic });
  }

  /** The block was heard, or left out (3.2.5.2.1.6). @param elapsed milliseconds since it came */
  confirm({ block, timestamp }: Pick<ServerWave, "block" | "timestamp">, elapsed: number): void {
    this.#send({ type: "waveConfirm", block, timestamp: (timestamp + Math.round(elapsed)) & 0xffff });
  }

  /** xrdp plays before formats are agreed: what nobody can understand is left out. */
  #wave({ format: index, block, timestamp }: WaveHeader, data: Uint8Array): void {
    const format = this.#formats?.[index];
    if (format) this.#listener.wave({ format, block, timestamp, data });
    else this.confirm({ block, timestamp }, 0);
  }

  #send(pdu: ClientAudioPdu): void {
    this.#channel?.send(encodeClientAudioPdu(pdu));
  }
}
