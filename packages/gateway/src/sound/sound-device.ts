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
  /** Guests hear what the page could: they are neither waited for nor asked what they decode. */
  readonly #guests = new Set<DevicePage>();
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
    if (this.#volume) page.send(DeviceDown.SoundVolume, encodeVolume(this.#volume));
    this.#source?.link.perform(() => this.#choose());
  }

  detached(): void {
    this.#page = undefined;
    this.#giveUp(Number.POSITIVE_INFINITY);
  }

  guestAttached(page: DevicePage): void {
    this.#guests.add(page);
    page.send(DeviceDown.SoundState, encodeJson({ state: this.#state } satisfies SoundState));
    if (this.#volume) page.send(DeviceDown.SoundVolume, encodeVolume(this.#volume));
    if (this.#playing) this.#announce([page], this.#playing);
  }

  guestDetached(page: DevicePage): void {
    this.#guests.delete(page);
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
    const arrived = performance.now();
    const page = this.#page && this.#isInTime(this.#page, arrived) ? this.#page : undefined;
    const guests = [...this.#guests].filter(({ unsent }) => unsent <= MOST_UNSENT);
    const listeners = [...(page ? [page] : []), ...guests].filter(({ decodes }) => isPlayable(format, decodes));
    const sound = listeners.length > 0 ? this.#encoded(format, data) : data;
    if (page && !listeners.includes(page)) this.#say("failed");
    if (listeners.length === 0 || sound.length === 0) {
      output.confirm({ block, timestamp }, 0);
      return;
    }
    for (const listener of listeners) {
      listener.send(DeviceDown.SoundBlock, encodeSoundBlockHead(block, timestamp), sound);
    }
    if (!page || !listeners.includes(page)) {
      output.confirm({ block, timestamp }, 0);
      return;
    }
    const forgotten = this.#pending.add({ block, timestamp, arrived });
    if (forgotten) output.confirm(forgotten, arrived - forgotten.arrived);
    this.#givingUp ??= this.#watch(MOST_SILENCE);
  }

  /** A block that is sent now can be heard soon. */
  #isInTime(page: DevicePage, now: number): boolean {
    const oldest = this.#pending.oldest;
    return page.unsent <= MOST_UNSENT && (oldest === undefined || now - oldest < MOST_LAG);
  }

  /** The sound as pages get it, who are told first what it is. */
  #encoded(format: AudioFormat, data: Uint8Array): Uint8Array {
    if (format !== this.#playing?.format) {
      const encoder = isLinear(format) ? new ImaAdpcmEncoder(format.channels) : undefined;
      this.#playing = { format, encoder };
      this.#announce(this.#pages, this.#playing);
      this.#say("ready");
    }
    return this.#playing.encoder?.encode(data) ?? data;
  }

  /** Says what the following blocks are, to those who can play them. */
  #announce(pages: readonly DevicePage[], { format, encoder }: Playing): void {
    const said = encodeJson(encoder ? compressed(format, encoder) : soundFormat(format));
    for (const page of pages) if (isPlayable(format, page.decodes)) page.send(DeviceDown.SoundFormat, said);
  }

  get #pages(): readonly DevicePage[] {
    return [...(this.#page ? [this.#page] : []), ...this.#guests];
  }

  #setVolume(left: number, right: number): void {
    this.#volume = [left, right];
    for (const page of this.#pages) page.send(DeviceDown.SoundVolume, encodeVolume(this.#volume));
  }

  #stopped(): void {
    if (this.#playing) for (const page of this.#pages) page.send(DeviceDown.SoundClosed);
    this.#playing = undefined;
  }

  #say(state: SoundState["state"]): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const page of this.#pages) page.send(DeviceDown.SoundState, encodeJson({ state } satisfies SoundState));
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

function encodeVolume(volume: readonly [left: number, right: number]): Uint8Array {
  return new Uint8Array(Uint16Array.of(...volume).buffer);
}

function compressed(format: AudioFormat, { blockAlign }: ImaAdpcmEncoder): SoundFormat {
  return { codec: "ima-adpcm", channels: format.channels, rate: format.rate, bits: 4, blockAlign, extra: "" };
}
