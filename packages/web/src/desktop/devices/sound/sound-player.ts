import type { Planes } from "./codecs/planes.ts";
import workletUrl from "./player.worklet.ts?worker&url";
import { type FromPlayer, PLAYER, type ToPlayer } from "./player-messages.ts";

/** `setSinkId` is not in every browser. */
type Context = AudioContext & { setSinkId?(id: string): Promise<void> };

/** Milliseconds without sound after which the loudspeakers are let go, so that the computer may rest. */
const REST_AFTER = 10_000;
/** Messages that wait for the worklet; older ones are left out. */
const MOST_EARLY = 100;
/** Seconds by which it differs when it is told anew. */
const LATENCY_STEP = 0.005;
/** Seconds in which loudness changes, so that nothing clicks. */
const SMOOTH = 0.015;

export interface PlayerListener {
  /** Blocks were heard just now, or left out. */
  heard(ids: readonly number[]): void;
  /** The browser lets it play, or no longer does. */
  changed(): void;
  /** This browser cannot play. */
  failed(): void;
}

/** Plays sound of one rate through an AudioWorklet. */
export class SoundPlayer {
  readonly rate: number;
  readonly #context: Context;
  readonly #listener: PlayerListener;
  readonly #gains: readonly [GainNode, GainNode];
  #node: AudioWorkletNode | undefined;
  /** What came before the worklet was there. */
  #early: ToPlayer[] = [];
  #latency = 0;
  #isClosed = false;
  /** It was let go here, and not by the browser. */
  #isResting = false;
  #restTimer: ReturnType<typeof setTimeout> | undefined;

  /** @param rate samples a second. Throws DOMException where the browser has no such rate. */
  constructor(rate: number, listener: PlayerListener) {
    this.rate = rate;
    this.#listener = listener;
    this.#context = new AudioContext({ sampleRate: rate, latencyHint: "interactive" });
    this.#context.onstatechange = () => {
      if (this.#context.state === "running") this.#isResting = false;
      listener.changed();
    };
    this.#gains = [this.#context.createGain(), this.#context.createGain()];
    this.#connect().catch(() => {
      if (!this.#isClosed) listener.failed();
    });
  }

  /** Whether the browser lets it be heard: not before the person has clicked somewhere. */
  get isRunning(): boolean {
    return this.#isResting || this.#context.state === "running";
  }

  /** To be called when the person does something. */
  resume(): void {
    this.#context.resume().catch(() => {});
  }

  /** @param id is told when it was heard */
  play(id: number | undefined, planes: Planes, timestamp: number): void {
    clearTimeout(this.#restTimer);
    this.#restTimer = setTimeout(() => this.#rest(), REST_AFTER);
    if (this.#isResting) this.resume();
    this.#post({ id, planes: planes.slice(0, 2), timestamp });
  }

  /** What comes next does not follow on what came before. */
  pause(): void {
    this.#post("pause");
  }

  /** @param left 0 is silence, 1 as it is */
  setGain(left: number, right: number): void {
    const { currentTime } = this.#context;
    for (const [at, { gain }] of this.#gains.entries())
      gain.setTargetAtTime([left, right][at] ?? 0, currentTime, SMOOTH);
  }

  /** Lets another device play; one that is gone leaves it where it was. @param id of `enumerateDevices`; "" is that of the system */
  setOutput(id: string): void {
    this.#context.setSinkId?.(id).catch(() => {});
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#restTimer);
    this.#context.onstatechange = null;
    this.#node?.port.close();
    void this.#context.close();
  }

  #rest(): void {
    this.#isResting = true;
    this.#context.suspend().catch(() => {});
  }

  async #connect(): Promise<void> {
    const context = this.#context;
    await context.audioWorklet.addModule(workletUrl);
    if (this.#isClosed) return;
    const node = new AudioWorkletNode(context, PLAYER, { numberOfInputs: 0, outputChannelCount: [2] });
    node.port.onmessage = ({ data }: MessageEvent<FromPlayer>) => {
      this.#listener.heard(data);
      this.#tellLatency();
    };
    const split = context.createChannelSplitter(2);
    const merge = context.createChannelMerger(2);
    node.connect(split);
    for (const [channel, gain] of this.#gains.entries()) split.connect(gain, channel).connect(merge, 0, channel);
    merge.connect(context.destination);
    this.#node = node;
    for (const message of this.#early.splice(0)) this.#post(message);
  }

  #post(message: ToPlayer): void {
    if (!this.#node) this.#early = [...this.#early, message].slice(-MOST_EARLY);
    else if (typeof message === "object" && "planes" in message) {
      this.#node.port.postMessage(
        message,
        message.planes.map(({ buffer }) => buffer),
      );
    } else this.#node.port.postMessage(message);
  }

  /** Loudspeakers change; those by radio take their time. Not every browser knows. */
  #tellLatency(): void {
    const { outputLatency, baseLatency } = this.#context;
    const latency = outputLatency || baseLatency || 0;
    if (Math.abs(latency - this.#latency) < LATENCY_STEP) return;
    this.#latency = latency;
    this.#post({ latency });
  }
}
