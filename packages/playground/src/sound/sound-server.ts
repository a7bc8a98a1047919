import {
  type AudioFormat,
  audioOutputChannelName,
  type audioOutputDynamicNames,
  decodeClientAudioPdu,
  encodeServerAudioPdu,
  encodeWave,
} from "@passerelle/rdp";
import type { ServerChannel } from "../protocol/server-channel.ts";

export interface SoundServerOptions {
  /** What the server has, the client chooses of it. */
  readonly formats: readonly AudioFormat[];
  /** Absent: the static one. */
  readonly channel?: typeof audioOutputChannelName | (typeof audioOutputDynamicNames)[number];
  /** From 8 on blocks come in one message; absent: 8. */
  readonly version?: number;
}

const WAVE2_VERSION = 8;
const WAVE_BEGINNING = 4;

/** The server's side of [MS-RDPEA]: plays what a test has it play, and listens whether it is confirmed as it should be. */
export class SoundServer implements ServerChannel {
  readonly name: string;
  readonly kind: "static" | "dynamic";
  readonly #options: Required<Pick<SoundServerOptions, "formats" | "version">>;
  readonly #agreed = Promise.withResolvers<readonly AudioFormat[]>();
  readonly #trained: ((packSize: number) => void)[] = [];
  /** What waits for the confirmation of each block. */
  readonly #waiting = new Map<number, { timestamp: number; resolve: (elapsed: number) => void }>();
  #send: (message: Uint8Array) => void = () => {};
  #block = 0;
  /** wQualityMode that the client asked for. */
  qualityMode: number | undefined;
  /** What the client did that it should not. */
  readonly problems: string[] = [];

  constructor({ formats, channel = audioOutputChannelName, version = WAVE2_VERSION }: SoundServerOptions) {
    this.name = channel;
    this.kind = channel === audioOutputChannelName ? "static" : "dynamic";
    this.#options = { formats, version };
  }

  /** The formats that the client has chosen, in its order. */
  get agreed(): Promise<readonly AudioFormat[]> {
    return this.#agreed.promise;
  }

  /** Blocks that the client owes a confirmation. */
  get unconfirmed(): number {
    return this.#waiting.size;
  }

  opened(send: (message: Uint8Array) => void): void {
    this.#send = send;
    const { formats, version } = this.#options;
    send(encodeServerAudioPdu({ type: "formats", version, lastBlock: this.#block, formats: [...formats] }));
  }

  received(message: Uint8Array): void {
    const pdu = decodeClientAudioPdu(message);
    switch (pdu.type) {
      case "formats":
        this.#agreed.resolve(pdu.formats);
        return;
      case "qualityMode":
        this.qualityMode = pdu.mode;
        return;
      case "trainingConfirm":
        this.#trained.shift()?.(pdu.packSize);
        return;
      case "waveConfirm":
        this.#confirmed(pdu.block, pdu.timestamp);
    }
  }

  /** Measures the line. Answers the length that the client has confirmed. @param length bytes */
  train(length: number): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>();
    this.#trained.push(resolve);
    const data = new Uint8Array(length);
    this.#send(encodeServerAudioPdu({ type: "training", timestamp: clock(), packSize: length, data }));
    return promise;
  }

  /** Plays a block. Answers after how many milliseconds the client says that it was heard. @param format index into what was agreed */
  play(data: Uint8Array, format = 0): Promise<number> {
    this.#block = (this.#block + 1) & 0xff;
    const block = this.#block;
    const timestamp = clock();
    const { promise, resolve } = Promise.withResolvers<number>();
    this.#waiting.set(block, { timestamp, resolve });
    const header = { timestamp, format, block };
    if (this.#options.version >= WAVE2_VERSION) {
      this.#send(encodeServerAudioPdu({ type: "wave2", ...header, audioTimestamp: timestamp, data }));
      return promise;
    }
    const beginning = data.subarray(0, WAVE_BEGINNING);
    const rest = data.subarray(WAVE_BEGINNING);
    this.#send(encodeServerAudioPdu({ type: "waveInfo", ...header, beginning, length: rest.length }));
    this.#send(encodeWave(rest));
    return promise;
  }

  /** @param left, right 0 to 65535 */
  setVolume(left: number, right: number): void {
    this.#send(encodeServerAudioPdu({ type: "volume", left, right }));
  }

  /** @param pitch 16.16 fixed point */
  setPitch(pitch: number): void {
    this.#send(encodeServerAudioPdu({ type: "pitch", pitch }));
  }

  /** What was played is over. */
  stop(): void {
    this.#send(encodeServerAudioPdu({ type: "close" }));
  }

  /** Sends what it likes. */
  sendRaw(message: Uint8Array): void {
    this.#send(message);
  }

  #confirmed(block: number, timestamp: number): void {
    const waiting = this.#waiting.get(block);
    this.#waiting.delete(block);
    if (!waiting) {
      this.problems.push(`block ${block} was confirmed, and none is waiting`);
      return;
    }
    const elapsed = (timestamp - waiting.timestamp) & 0xffff;
    const passed = (clock() - waiting.timestamp) & 0xffff;
    if (elapsed > passed + 1) this.problems.push(`block ${block} took ${elapsed} ms, and only ${passed} have passed`);
    waiting.resolve(elapsed);
  }
}

/** Milliseconds, 16 bits of them. */
function clock(): number {
  return Math.round(performance.now()) & 0xffff;
}
