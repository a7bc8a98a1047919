import type { SoundFormat } from "@passerelle/tunnel";
import { Store } from "../store.ts";

/** What is being played. */
export interface Playing {
  readonly codec: SoundFormat["codec"];
  /** Of the line. */
  readonly kilobitsPerSecond: number;
  /** Milliseconds from the arrival of a sound in the page until it is heard; undefined until one was. */
  readonly delay: number | undefined;
}

const PERIOD = 1000;

/** Measures, each second, what is played; undefined while nothing is. */
export class SoundMeter {
  readonly playing = new Store<Playing | undefined>(undefined);
  #codec: SoundFormat["codec"] = "pcm";
  #bytes = 0;
  #delays: number[] = [];
  #timer: ReturnType<typeof setInterval> | undefined;

  received(codec: SoundFormat["codec"], bytes: number): void {
    this.#codec = codec;
    this.#bytes += bytes;
    this.#timer ??= setInterval(() => this.#measure(), PERIOD);
  }

  /** @param delay milliseconds */
  heard(delay: number): void {
    if (this.#timer !== undefined) this.#delays.push(delay);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.playing.value = undefined;
  }

  #measure(): void {
    if (this.#bytes === 0) {
      this.close();
      return;
    }
    const delays = this.#delays.splice(0);
    const delay = delays.length > 0 ? delays.reduce((sum, each) => sum + each) / delays.length : undefined;
    this.playing.value = { codec: this.#codec, kilobitsPerSecond: (this.#bytes * 8) / PERIOD, delay };
    this.#bytes = 0;
  }
}
