import { type AudioFormat, AudioOutput, type ServerWave } from "@passerelle/rdp";
import {
  DeviceDown,
  DeviceUp,
  decodeSoundPlayed,
  encodeJson,
  encodeSoundBlockHead,
  ImaAdpcmEncoder,
  type SoundFormat,
  type SoundState,
} from "@passerelle/tunnel";
import type { Device, DeviceLink, DevicePage } from "../devices/device.ts";
import type { SessionLogger } from "../sessions/session-logger.ts";

import { type PendingBlock, PendingBlocks } from "./pending-blocks.ts";
import { isLinear, isPlayable, soundFormat, wantedFormats } from "./sound-formats.ts";

/** Milliseconds that a server waits for the page that is to play its sound. */
const PAGE_TIMEOUT = 10_000;
/** Milliseconds after which sound that was not heard shows that the line is full: more of it would only come later. */
const MOST_LAG = 1000;
/** Milliseconds after which a block of which the page says nothing is given up. */
const MOST_SILENCE = 2000;
/** Bytes that wait for the line and make sound come too late. */
const MOST_UNSENT = 32 * 1024;

/** The server's sound in one RDP connection. */
interface Source {
  readonly link: DeviceLink;
  readonly output: AudioOutput;
  /** What it has offered and was not answered. */
  offered: readonly AudioFormat[] | undefined;
}

/** What the page was told that it hears. */
interface Playing {
  readonly format: AudioFormat;
  readonly encoder: ImaAdpcmEncoder | undefined;
}

/**
 * The desktop's sound, for the page. Each block goes on at once or not at all, and the server is told of each when it was heard, so
 * that it keeps in step and never waits: for a page that is away, a line that is full or a codec that the page has not.
 */
export class SoundDevice implements Device {
  readonly takes = [DeviceUp.SoundPlayed];
  readonly #logger: SessionLogger;
  readonly #pending = new PendingBlocks();
  #page: DevicePage | undefined;
  #source: Source | undefined;
  #state: SoundState["state"] = "waiting";
  #volume: readonly [left: number, right: number] | undefined;
  #playing: Playing | undefined;
  #choosing: NodeJS.Timeout | undefined;
  #givingUp: NodeJS.Timeout | undefined;

  constructor(logger: SessionLogger) {
    this.#logger = logger;
  }

  connect(link: DeviceLink): readonly AudioOutput[] {
    this.disconnected();
    const output = new AudioOutput({
      offered: (formats) => this.#offered(formats),
      wave: (wave) => this.#wave(output, wave),
      volume: (left, right) => this.#setVolume(left, right),
      stopped: () => this.#stopped(),
      failed: (error) => {
        this.#logger.warn({ problem: error.message }, "the desktop's sound broke the protocol");
        this.#say("failed");
      },
    });
    this.#source = { link, output, offered: undefined };
    return [output];
  }

  disconnected(): void {
    clearTimeout(this.#choosing);
    clearTimeout(this.#givingUp);
    this.#givingUp = undefined;
    this.#pending.takeOld();
    this.#source = undefined;
    this.#volume = undefined;
    this.#stopped();
    this.#say("waiting");
  }

  attached(page: DevicePage): void {
    this.#giveUp(Number.POSITIVE_INFINITY);
    this.#page = page;
    this.#playing = undefined;
    page.send(DeviceDown.SoundState, encodeJson({ state: this.#state } satisfies SoundState));
    if (this.#volume) this.#sendVolume(page, this.#volume);
    this.#source?.link.perform(() => this.#choose());
  }

  detached(): void {
    this.#page = undefined;
    this.#giveUp(Number.POSITIVE_INFINITY);
  }

  received(_type: number, payload: Uint8Array): void {
    const { block, timestamp } = decodeSoundPlayed(payload);
    const heard = this.#pending.take(block, timestamp);
    if (heard) this.#confirm([heard]);
  }

  close(): void {
    this.#page = undefined;
    this.disconnected();
  }

  #offered(formats: readonly AudioFormat[]): void {
    if (!this.#source) return;
    this.#source.offered = formats;
    clearTimeout(this.#choosing);
    if (this.#page) this.#choose();
    else this.#choosing = setTimeout(() => this.#source?.link.perform(() => this.#choose()), PAGE_TIMEOUT);
  }

  /** Answers what the server has offered, if it has. To be called where handlers may send. */
  #choose(): void {
    const source = this.#source;
    if (!source?.offered) return;
    clearTimeout(this.#choosing);
    const wanted = wantedFormats(source.offered, this.#page?.decodes ?? []);
    source.offered = undefined;
    source.output.choose(wanted);
    this.#say(wanted.length > 0 ? "ready" : "failed");
  }

  #wave(output: AudioOutput, { format, block, timestamp, data }: ServerWave): void {
    const page = this.#page;
    const arrived = performance.now();
    if (!page || !this.#isInTime(page, arrived) || !this.#play(page, format)) {
      output.confirm({ block, timestamp }, 0);
      return;
    }
    const encoder = this.#playing?.encoder;
    const sound = encoder ? encoder.encode(data) : data;
    if (sound.length === 0) {
      output.confirm({ block, timestamp }, 0);
      return;
    }
    page.send(DeviceDown.SoundBlock, encodeSoundBlockHead(block, timestamp), sound);
    const forgotten = this.#pending.add({ block, timestamp, arrived });
    if (forgotten) output.confirm(forgotten, arrived - forgotten.arrived);
    this.#givingUp ??= this.#watch(MOST_SILENCE);
  }

  /** A block that is sent now can be heard soon. */
  #isInTime(page: DevicePage, now: number): boolean {
    const oldest = this.#pending.oldest;
    return page.unsent <= MOST_UNSENT && (oldest === undefined || now - oldest < MOST_LAG);
  }

  /** Says what the following blocks are. False: the page cannot play them. */
  #play(page: DevicePage, format: AudioFormat): boolean {
    if (format === this.#playing?.format) return true;
    if (!isPlayable(format, page.decodes)) {
      this.#say("failed");
      return false;
    }
    const encoder = isLinear(format) ? new ImaAdpcmEncoder(format.channels) : undefined;
    this.#playing = { format, encoder };
    page.send(DeviceDown.SoundFormat, encodeJson(encoder ? compressed(format, encoder) : soundFormat(format)));
    this.#say("ready");
    return true;
  }

  #setVolume(left: number, right: number): void {
    this.#volume = [left, right];
    if (this.#page) this.#sendVolume(this.#page, this.#volume);
  }

  #sendVolume(page: DevicePage, volume: readonly [left: number, right: number]): void {
    page.send(DeviceDown.SoundVolume, new Uint8Array(Uint16Array.of(...volume).buffer));
  }

  #stopped(): void {
    if (this.#playing) this.#page?.send(DeviceDown.SoundClosed);
    this.#playing = undefined;
  }

  #say(state: SoundState["state"]): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#page?.send(DeviceDown.SoundState, encodeJson({ state } satisfies SoundState));
  }

  /** Gives up blocks that the page is silent about, as long as there are any. @param wait milliseconds */
  #watch(wait: number): NodeJS.Timeout {
    return setTimeout(() => {
      const now = performance.now();
      this.#giveUp(now - MOST_SILENCE);
      const { oldest } = this.#pending;
      this.#givingUp = oldest === undefined ? undefined : this.#watch(oldest + MOST_SILENCE - now + 1);
    }, wait);
  }

  /** @param time blocks that came before are confirmed, though nobody may have heard them */
  #giveUp(time: number): void {
    this.#confirm(this.#pending.takeOld(time));
  }

  #confirm(blocks: readonly PendingBlock[]): void {
    const source = this.#source;
    if (!source || blocks.length === 0) return;
    const now = performance.now();
    source.link.perform(() => {
      for (const pending of blocks) source.output.confirm(pending, now - pending.arrived);
    });
  }
}

function compressed(format: AudioFormat, { blockAlign }: ImaAdpcmEncoder): SoundFormat {
  return { codec: "ima-adpcm", channels: format.channels, rate: format.rate, bits: 4, blockAlign, extra: "" };
}
