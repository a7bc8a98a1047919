import type { Planes } from "./codecs/planes.ts";
import { DelayMeter } from "./delay-meter.ts";
import { findSplice } from "./splice.ts";

/** Seconds of sound that there is room for; the delay keeps far below that. */
const CAPACITY = 3;
/** Milliseconds beyond the delay aimed at from which sound is left out at once. */
const TOO_LATE = 150;
/** Milliseconds off the aim that nobody minds. */
const TOLERANCE = 12;
/** Milliseconds between two splices: so the speed changes by a tenth at most. */
const BETWEEN_SPLICES = 100;

/** The end of a block of sound: when the samples up to there were given out, it was heard. */
interface Mark {
  readonly id: number;
  readonly end: number;
}

/**
 * Sound that has arrived and waits to be played, as long as the line asks for (`DelayMeter`). Time is counted in samples that
 * were pulled, so that it does not pass while nothing is played. Places are counted in samples from the first one on.
 */
export class PlayoutBuffer {
  readonly #rate: number;
  readonly #meter = new DelayMeter();
  readonly #left: Float32Array;
  readonly #right: Float32Array;
  readonly #mask: number;
  readonly #marks: Mark[] = [];
  #written = 0;
  #read = 0;
  #clock = 0;
  /** Where playing ought to be is the clock and this. */
  #aim = 0;
  #isPlaying = false;
  #nextSplice = 0;

  /** @param rate samples a second */
  constructor(rate: number) {
    this.#rate = rate;
    const size = 2 ** Math.ceil(Math.log2(rate * CAPACITY));
    this.#left = new Float32Array(size);
    this.#right = new Float32Array(size);
    this.#mask = size - 1;
  }

  /** Samples that wait. */
  get waiting(): number {
    return this.#written - this.#read;
  }

  /** Milliseconds that sound is to wait here. */
  get target(): number {
    return this.#meter.target;
  }

  /**
   * A block has arrived.
   * @param id tells later when it is over; may be left out
   * @param planes one channel, or two
   * @param timestamp the desktop's clock, milliseconds
   */
  push(id: number | undefined, planes: Planes, timestamp: number): void {
    const [left, right = left] = planes;
    if (!left || !right) return;
    const wait = this.#meter.arrived(this.#milliseconds(this.#clock), this.#milliseconds(left.length), timestamp);
    this.#aim = this.#written - this.#clock - this.#samples(wait);
    for (let at = 0; at < left.length; at++) {
      const place = (this.#written + at) & this.#mask;
      this.#left[place] = left[at] ?? 0;
      this.#right[place] = right[at] ?? 0;
    }
    this.#written += left.length;
    this.#read = Math.max(this.#read, this.#written - this.#left.length);
    if (id !== undefined) this.#marks.push({ id, end: this.#written });
  }

  /** What comes next does not follow on what came before. */
  pause(): void {
    this.#meter.pause();
  }

  /**
   * Gives out the next samples, silence if there are none.
   * @returns the ids of the blocks that are over with them
   */
  pull(left: Float32Array, right: Float32Array): readonly number[] {
    const length = left.length;
    if (!this.#isPlaying) this.#start(left, right);
    else if (this.waiting < 2 * length) this.#starve(left, right);
    else this.#play(left, right);
    this.#clock += length;
    return this.#passed();
  }

  /** Silence goes over into sound, if it is time. */
  #start(left: Float32Array, right: Float32Array): void {
    left.fill(0);
    right.fill(0);
    const due = this.#clock + this.#aim;
    if (this.waiting === 0 || due < this.#read) return;
    this.#isPlaying = true;
    this.#nextSplice = this.#clock + this.#samples(BETWEEN_SPLICES);
    this.#read = Math.min(Math.floor(due), this.#written);
    this.#mix(left, right, this.#read, (progress) => progress);
    this.#read = Math.min(this.#read + left.length, this.#written);
  }

  /** There is too little to go on: what is left fades out. */
  #starve(left: Float32Array, right: Float32Array): void {
    left.fill(0);
    right.fill(0);
    this.#mix(left, right, this.#read, (progress) => 1 - progress);
    this.#read = this.#written;
    this.#isPlaying = false;
  }

  #play(left: Float32Array, right: Float32Array): void {
    const length = left.length;
    const jump = this.#jump(length);
    left.fill(0);
    right.fill(0);
    if (jump === 0) {
      this.#mix(left, right, this.#read, () => 1);
    } else {
      this.#mix(left, right, this.#read, (progress) => 1 - progress);
      this.#mix(left, right, this.#read + jump, (progress) => progress);
      this.#nextSplice = this.#clock + this.#samples(BETWEEN_SPLICES);
    }
    this.#read += jump + length;
  }

  /** How far to jump ahead, or back if negative, so that the delay becomes what it is to be. */
  #jump(length: number): number {
    const most = this.waiting - 2 * length;
    const error = Math.floor(Math.min(this.#clock + this.#aim - this.#read, most));
    if (error > this.#samples(TOO_LATE)) return error;
    if (Math.abs(error) < this.#samples(TOLERANCE) || this.#clock < this.#nextSplice) return 0;
    const oldest = Math.max(0, this.#written - this.#left.length);
    const sample = (place: number) => this.#left[place & this.#mask] ?? 0;
    return findSplice(sample, this.#read, Math.max(error, oldest - this.#read), length, this.#rate);
  }

  /** Adds what stands from `place` on, as loud as `gain` says for the part of the way that it is at. */
  #mix(left: Float32Array, right: Float32Array, place: number, gain: (progress: number) => number): void {
    const length = Math.min(left.length, this.#written - place);
    for (let at = 0; at < length; at++) {
      const factor = gain((at + 1) / length);
      left[at] = (left[at] ?? 0) + factor * (this.#left[(place + at) & this.#mask] ?? 0);
      right[at] = (right[at] ?? 0) + factor * (this.#right[(place + at) & this.#mask] ?? 0);
    }
  }

  #passed(): readonly number[] {
    const first = this.#marks.findIndex(({ end }) => end > this.#read);
    return this.#marks.splice(0, first === -1 ? this.#marks.length : first).map(({ id }) => id);
  }

  #milliseconds(samples: number): number {
    return (samples * 1000) / this.#rate;
  }

  #samples(milliseconds: number): number {
    return (milliseconds * this.#rate) / 1000;
  }
}
