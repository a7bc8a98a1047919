import {
  DeviceDown,
  type DevicePolicy,
  DeviceUp,
  decodeJson,
  decodeSoundBlock,
  encodeSoundPlayed,
  type SoundBlock,
  type SoundFormat,
  type SoundState,
} from "@passerelle/tunnel";
import type { DeviceGateway, PageDevice } from "../page-device.ts";
import { Store } from "../store.ts";
import { type BlockDecoder, makeBlockDecoder } from "./block-decoder.ts";
import type { Planes } from "./codecs/planes.ts";
import { onGesture } from "./gestures.ts";
import { SoundMeter } from "./sound-meter.ts";
import { SoundPlayer } from "./sound-player.ts";
import { gainOf, keptSoundSettings, type SoundSettings } from "./sound-settings.ts";

export type SoundStatus =
  /** Not known yet, or the desktop has not offered sound. */
  | "waiting"
  /** The connection has no sound, or it plays at the server. */
  | "off"
  | "server"
  /** The desktop may play. */
  | "ready"
  /** The browser wants a click first. */
  | "blocked"
  /** There is no format that both sides know. */
  | "failed"
  /** The browser has no AudioWorklet, or gives none to a page without HTTPS. */
  | "unsupported";

interface PendingBlock {
  readonly block: number;
  readonly timestamp: number;
  /** `performance.now()` */
  readonly arrived: number;
}

/** As many as the desktop has numbers for. */
const MOST_PENDING = 256;
const FULL_VOLUME = 0xffff;

/** The desktop's sound: decoded here, played as far behind as the line asks for, and confirmed when it was heard. */
export class SoundDevice implements PageDevice {
  readonly takes = [
    DeviceDown.SoundState,
    DeviceDown.SoundFormat,
    DeviceDown.SoundBlock,
    DeviceDown.SoundVolume,
    DeviceDown.SoundClosed,
  ];
  readonly status = new Store<SoundStatus>("waiting");
  readonly settings = keptSoundSettings();
  readonly meter = new SoundMeter();
  readonly #gateway: DeviceGateway;
  readonly #left = new AbortController();
  #policy: DevicePolicy["sound"] | undefined;
  #state: SoundState["state"] = "waiting";
  #isUnplayable = false;
  #format: SoundFormat | undefined;
  #decoder: BlockDecoder | undefined;
  #player: SoundPlayer | undefined;
  /** The desktop's own volume, left and right. */
  #volume: readonly [number, number] = [1, 1];
  readonly #pending = new Map<number, PendingBlock>();
  #nextId = 0;

  constructor(gateway: DeviceGateway) {
    this.#gateway = gateway;
    onGesture(() => this.#resume(), this.#left.signal);
  }

  lineOpened({ sound }: DevicePolicy): void {
    this.#policy = sound;
    this.#update();
  }

  lineClosed(): void {
    this.#state = "waiting";
    this.#closeFormat();
    this.#update();
  }

  received(type: number, payload: Uint8Array): void {
    switch (type) {
      case DeviceDown.SoundState:
        this.#state = (decodeJson(payload) as SoundState).state;
        break;
      case DeviceDown.SoundFormat:
        this.#openFormat(decodeJson(payload) as SoundFormat);
        break;
      case DeviceDown.SoundBlock:
        this.#receivedBlock(decodeSoundBlock(payload));
        break;
      case DeviceDown.SoundVolume:
        this.#receivedVolume(payload);
        break;
      case DeviceDown.SoundClosed:
        this.#player?.pause();
        break;
    }
    this.#update();
  }

  /** The person turns a knob. */
  change(settings: Partial<SoundSettings>): void {
    this.settings.value = { ...this.settings.value, ...settings };
    this.#applySettings();
  }

  close(): void {
    this.#left.abort();
    this.#closeFormat();
    this.#player?.close();
    this.meter.close();
  }

  #openFormat(format: SoundFormat): void {
    this.#closeFormat();
    this.#format = format;
    this.#decoder = makeBlockDecoder(format, {
      decoded: (id, planes, rate) => this.#decoded(id, planes, rate),
      skipped: (id) => this.#confirm(id),
      failed: () => this.#setUnplayable(),
    });
    this.#isUnplayable = !this.#decoder;
    if (this.#decoder) this.#playerFor(format.rate);
  }

  #closeFormat(): void {
    this.#decoder?.close();
    this.#decoder = undefined;
    this.#format = undefined;
    this.#isUnplayable = false;
    this.#player?.pause();
  }

  #receivedBlock({ block, timestamp, data }: SoundBlock): void {
    const id = this.#nextId++;
    this.#pending.set(id, { block, timestamp, arrived: performance.now() });
    const [oldest] = this.#pending.keys();
    if (oldest !== undefined && this.#pending.size > MOST_PENDING) this.#pending.delete(oldest);
    if (this.#format && this.#decoder && this.#player?.isRunning) {
      this.meter.received(this.#format.codec, data.length);
      this.#decoder.decode(id, data);
    } else {
      this.#confirm(id);
    }
  }

  #receivedVolume(payload: Uint8Array): void {
    const [leftLow = 0, leftHigh = 0, rightLow = 0, rightHigh = 0] = payload;
    this.#volume = [(leftLow | (leftHigh << 8)) / FULL_VOLUME, (rightLow | (rightHigh << 8)) / FULL_VOLUME];
    this.#applySettings();
  }

  #decoded(id: number | undefined, planes: Planes, rate: number): void {
    const timestamp = (id !== undefined && this.#pending.get(id)?.timestamp) || 0;
    this.#playerFor(rate)?.play(id, planes, timestamp);
  }

  /** A player of that rate: browsers resample better than we would. */
  #playerFor(rate: number): SoundPlayer | undefined {
    if (this.#player?.rate === rate) return this.#player;
    this.#player?.close();
    this.#player = undefined;
    if (!isSupported()) return undefined;
    try {
      this.#player = new SoundPlayer(rate, {
        heard: (ids) => this.#heard(ids),
        changed: () => this.#update(),
        failed: () => this.#setUnplayable(),
      });
      this.#applySettings();
    } catch {
      this.#setUnplayable();
    }
    return this.#player;
  }

  #heard(ids: readonly number[]): void {
    for (const id of ids) {
      const pending = this.#pending.get(id);
      if (pending) this.meter.heard(performance.now() - pending.arrived);
      this.#confirm(id);
    }
  }

  /** It was heard just now, or is left out. */
  #confirm(id: number): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    const { block, timestamp } = pending;
    this.#gateway.send(DeviceUp.SoundPlayed, encodeSoundPlayed({ block, timestamp }));
  }

  #applySettings(): void {
    const gain = gainOf(this.settings.value);
    const [left, right] = this.#volume;
    this.#player?.setGain(left * gain, right * gain);
    this.#player?.setOutput(this.settings.value.output);
  }

  #resume(): void {
    if (this.#player && !this.#player.isRunning) this.#player.resume();
  }

  #setUnplayable(): void {
    this.#isUnplayable = true;
    this.#update();
  }

  #update(): void {
    this.status.value = this.#statusNow();
  }

  #statusNow(): SoundStatus {
    if (this.#policy === undefined) return "waiting";
    if (this.#policy !== "browser") return this.#policy;
    if (!isSupported()) return "unsupported";
    if (this.#state === "failed" || this.#isUnplayable) return "failed";
    if (this.#player && !this.#player.isRunning) return "blocked";
    return this.#state;
  }
}

function isSupported(): boolean {
  return "AudioContext" in globalThis && "AudioWorkletNode" in globalThis;
}
