import { type AudioFormat, AudioInput, OpenResult } from "@passerelle/rdp";
import {
  DeviceDown,
  DeviceUp,
  decodeJson,
  encodeJson,
  type MicrophoneAnswer,
  type MicrophoneState,
  TunnelFormatError,
} from "@passerelle/tunnel";
import { Type } from "typebox";
import { Value } from "typebox/value";
import type { Device, DeviceLink, DevicePage } from "../devices/device.ts";
import type { SessionLogger } from "../sessions/session-logger.ts";
import { PacketQueue } from "./packet-queue.ts";
import { type Recording, recordableFormats, recordingOf } from "./recording.ts";

const Answer = Type.Object({ isAllowed: Type.Boolean() });

/** Milliseconds that a person has to allow the desktop to listen, or to open the page. */
const ANSWER_TIMEOUT = 60_000;

/** The server's wish to listen, in one RDP connection. */
interface Source {
  readonly link: DeviceLink;
  readonly input: AudioInput;
}

/** What the server listens to. */
interface Listening {
  readonly recording: Recording;
  readonly framesPerPacket: number;
  readonly packets: PacketQueue;
}

/** The person's microphone, for the desktop: only what a page sends that has said that the person allows it. */
export class MicrophoneDevice implements Device {
  readonly takes = [DeviceUp.MicrophoneAnswer, DeviceUp.MicrophoneBlock];
  readonly #logger: SessionLogger;
  #page: DevicePage | undefined;
  #source: Source | undefined;
  #listening: Listening | undefined;
  #hasFailed = false;
  /** The page of now has allowed what is recorded now. */
  #isAllowed = false;
  /** Runs while the server waits for an answer. */
  #answering: NodeJS.Timeout | undefined;
  #isSending = false;

  constructor(logger: SessionLogger) {
    this.#logger = logger;
  }

  connect(link: DeviceLink): readonly AudioInput[] {
    this.disconnected();
    const input = new AudioInput({
      choose: recordableFormats,
      opened: (format, framesPerPacket) => this.#opened(format, framesPerPacket),
      changed: (format) => {
        if (this.#listening) this.#listen(format, this.#listening.framesPerPacket);
      },
      closed: () => this.#stop(),
      failed: (error) => {
        this.#logger.warn({ problem: error.message }, "the desktop's microphone broke the protocol");
        this.#hasFailed = true;
        this.#stop();
      },
    });
    this.#source = { link, input };
    return [input];
  }

  disconnected(): void {
    this.#source = undefined;
    this.#hasFailed = false;
    this.#stop();
  }

  attached(page: DevicePage): void {
    this.#page = page;
    this.#tell();
  }

  detached(): void {
    this.#page = undefined;
    this.#isAllowed = false;
  }

  received(type: number, payload: Uint8Array): void {
    if (type === DeviceUp.MicrophoneBlock) this.#record(payload);
    else this.#answered(decodeAnswer(payload));
  }

  close(): void {
    this.#page = undefined;
    this.disconnected();
  }

  #opened(format: AudioFormat, framesPerPacket: number): void {
    clearTimeout(this.#answering);
    this.#answering = setTimeout(() => this.#refuse(OpenResult.Failed), ANSWER_TIMEOUT);
    this.#listen(format, framesPerPacket);
  }

  /** The page is asked anew: its answer tells blocks of before from those of now. */
  #listen(format: AudioFormat, framesPerPacket: number): void {
    const recording = recordingOf(format, framesPerPacket);
    this.#listening = { recording, framesPerPacket, packets: new PacketQueue(recording, format) };
    this.#tell();
  }

  #stop(): void {
    clearTimeout(this.#answering);
    this.#answering = undefined;
    this.#listening = undefined;
    this.#tell();
  }

  /** Says how things stand; what was allowed before is not any more. */
  #tell(): void {
    this.#isAllowed = false;
    const capture = this.#listening?.recording.capture;
    const state: MicrophoneState = capture
      ? { state: "open", ...capture }
      : { state: this.#hasFailed ? "failed" : "closed" };
    this.#page?.send(DeviceDown.MicrophoneState, encodeJson(state));
  }

  #answered({ isAllowed }: MicrophoneAnswer): void {
    if (!this.#listening) return;
    this.#isAllowed = isAllowed;
    if (!this.#answering) return;
    if (isAllowed) this.#reply(OpenResult.Ok);
    else this.#refuse(OpenResult.AccessDenied);
  }

  #refuse(result: number): void {
    this.#reply(result);
    this.#stop();
  }

  #reply(result: number): void {
    clearTimeout(this.#answering);
    this.#answering = undefined;
    this.#source?.link.perform(() => this.#source?.input.reply(result));
  }

  #record(blocks: Uint8Array): void {
    if (!this.#listening || !this.#isAllowed) return;
    this.#listening.packets.add(blocks, performance.now());
    if (this.#isSending) return;
    this.#sendPackets().catch((err: unknown) => this.#logger.error({ err }, "error of the gateway at a microphone"));
  }

  /** Sends what is complete, as fast as the server takes it. */
  async #sendPackets(): Promise<void> {
    this.#isSending = true;
    try {
      for (let packet = this.#nextPacket(); packet; packet = this.#nextPacket()) {
        const { link, input } = packet.source;
        link.perform(() => input.send(packet.data));
        await link.room();
      }
    } finally {
      this.#isSending = false;
    }
  }

  #nextPacket(): { readonly source: Source; readonly data: Uint8Array } | undefined {
    const source = this.#source;
    const data = this.#isAllowed ? this.#listening?.packets.next() : undefined;
    return source && data && { source, data };
  }
}

function decodeAnswer(payload: Uint8Array): MicrophoneAnswer {
  const value = decodeJson(payload);
  if (!Value.Check(Answer, value)) throw new TunnelFormatError("microphone answer has not the shape that was agreed");
  return value;
}
