import {
  DeviceDown,
  type DevicePolicy,
  DeviceUp,
  decodeJson,
  encodeJson,
  type MicrophoneAnswer,
  type MicrophoneState,
} from "@passerelle/tunnel";
import type { DeviceGateway, PageDevice } from "../page-device.ts";
import { Store } from "../store.ts";
import { type MicrophoneFormat, makeBlockEncoder } from "./block-encoder.ts";
import { keptAnswer, keptMicrophone } from "./kept-choices.ts";
import { Recorder } from "./recorder.ts";

/** Why there is no sound of the microphone although the desktop wants it. */
type MicrophoneProblem =
  /** The browser does not let this page use it. */
  | "denied"
  | "missing"
  /** Another program has it. */
  | "busy"
  /** Browsers give it only to pages that came by HTTPS. */
  | "insecure"
  | "failed";

export type MicrophoneStatus =
  /** The connection does not let the desktop listen. */
  | "off"
  /** Nobody listens. */
  | "closed"
  /** The person is asked. */
  | "asking"
  | "starting"
  | "listening"
  /** The person has said no. */
  | "refused"
  | MicrophoneProblem;

/** There is a desktop that listens, or is going to. */
const OPEN: readonly MicrophoneStatus[] = ["asking", "starting", "listening"];
/** Bytes that wait to be sent from which on sound is left out: it would come too late. */
const MOST_UNSENT = 16 * 1024;

/** The microphone of this computer, for the desktop: asked for, shown while it is open, and only then. */
export class MicrophoneDevice implements PageDevice {
  readonly takes = [DeviceDown.MicrophoneState];
  readonly status = new Store<MicrophoneStatus>("closed");
  readonly isMuted = new Store(false);
  /** The loudest of what was heard last, from 0 to 1. */
  readonly level = new Store(0);
  /** The microphone that the person has chosen; "" is that of the system. */
  readonly chosen = keptMicrophone();
  readonly #keptAnswer = keptAnswer();
  readonly #gateway: DeviceGateway;
  #isOff = false;
  /** What the desktop wants to hear, while it does. */
  #format: MicrophoneFormat | undefined;
  #recorder: Recorder | undefined;

  constructor(gateway: DeviceGateway) {
    this.#gateway = gateway;
  }

  lineOpened({ microphone }: DevicePolicy): void {
    this.#isOff = !microphone;
    this.#end();
  }

  lineClosed(): void {
    this.#end();
  }

  received(_type: number, payload: Uint8Array): void {
    const state = decodeJson(payload) as MicrophoneState;
    this.#stop();
    this.#format = undefined;
    if (state.state === "failed") this.#become("failed");
    else if (state.state === "open") this.#opened(state);
    // Why it was not let listen stays to be read.
    else if (OPEN.includes(this.status.value)) this.#become("closed");
  }

  /** The person lets the desktop listen, now and later. */
  allow(): void {
    this.#keptAnswer.value = { session: this.#gateway.session, answer: "allowed" };
    if (this.#format) void this.#start(this.#format);
    else this.#become("closed");
  }

  /** The person does not want to be heard, now or later. */
  refuse(): void {
    this.#keptAnswer.value = { session: this.#gateway.session, answer: "refused" };
    this.#refuse("refused");
  }

  setMuted(isMuted: boolean): void {
    this.isMuted.value = isMuted;
    this.#recorder?.setMuted(isMuted);
  }

  /** The person chooses a microphone. @param id of `enumerateDevices` */
  choose(id: string): void {
    this.chosen.value = id;
    if (this.#recorder && this.#format) void this.#start(this.#format);
  }

  close(): void {
    this.#end();
  }

  #opened(format: MicrophoneFormat): void {
    this.#format = format;
    const { session, answer } = this.#keptAnswer.value;
    const isAnswered = session === this.#gateway.session;
    if (isAnswered && answer === "allowed") void this.#start(format);
    else if (isAnswered && answer === "refused") this.#refuse("refused");
    else this.#become("asking");
  }

  async #start(format: MicrophoneFormat): Promise<void> {
    const isOpen = this.#recorder !== undefined;
    this.#stop();
    this.#become("starting");
    const encoder = makeBlockEncoder(format);
    if (!encoder) return this.#refuse("failed");
    if (!navigator.mediaDevices) return this.#refuse("insecure");
    try {
      const recorder = await Recorder.open({ rate: format.rate, frames: encoder.frames }, this.chosen.value, {
        recorded: (samples) => {
          this.level.value = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
          if (this.#gateway.unsent < MOST_UNSENT) this.#gateway.send(DeviceUp.MicrophoneBlock, encoder.encode(samples));
        },
        ended: () => this.#refuse("missing"),
      });
      // The desktop, or the person, may have changed their mind meanwhile.
      if (this.#format !== format || this.status.value !== "starting") return recorder.stop();
      this.#recorder = recorder;
      recorder.setMuted(this.isMuted.value);
      this.#become("listening");
      if (!isOpen) this.#answer(true);
    } catch (error) {
      if (this.#format === format) this.#refuse(problemOf(error));
    }
  }

  #refuse(status: MicrophoneStatus): void {
    this.#stop();
    this.#become(status);
    if (this.#format) this.#answer(false);
  }

  /** Nobody listens any more. */
  #end(): void {
    this.#stop();
    this.#format = undefined;
    this.#become("closed");
  }

  #become(status: MicrophoneStatus): void {
    this.status.value = this.#isOff ? "off" : status;
  }

  #stop(): void {
    this.#recorder?.stop();
    this.#recorder = undefined;
    this.level.value = 0;
  }

  #answer(isAllowed: boolean): void {
    this.#gateway.send(DeviceUp.MicrophoneAnswer, encodeJson({ isAllowed } satisfies MicrophoneAnswer));
  }
}

/** https://w3c.github.io/mediacapture-main/#methods-5 */
function problemOf(error: unknown): MicrophoneProblem {
  switch (error instanceof DOMException ? error.name : "") {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "missing";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "failed";
  }
}
