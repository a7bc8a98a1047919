import type { Presenter } from "./presenter.ts";
import { Samples, type Spread } from "./samples.ts";

/** What came in one codec. */
interface CodecShare {
  readonly name: string;
  readonly bitmaps: number;
  /** Compressed. */
  readonly bytes: number;
}

/** What a session was like in the time since the last figures. Times are in milliseconds. */
export interface Figures {
  /** How long that time was. */
  readonly time: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Frames put on the canvas. */
  readonly frames: number;
  /** The most that waited to be decoded. */
  readonly waitingBytes: number;
  readonly waitingRecords: number;
  /** The part of the time, 0 to 1, that was spent decoding and presenting. */
  readonly busy: number;
  /** For a frame, in the last seconds. */
  readonly decoding: Spread | undefined;
  readonly presenting: Spread | undefined;
  /** From a key or a click to the next picture, in the last half minute. */
  readonly answer: Spread | undefined;
  /** Since measuring began. */
  readonly codecs: readonly CodecShare[];
  /** Of the decoder, in bytes. */
  readonly memory: number;
  /** Of the decoder. */
  readonly threads: number;
  readonly method: Presenter["method"];
}

/** What is measured. */
interface Measured {
  readonly figures: DecoderTotals;
  readonly memory: number;
  readonly threads: number;
  readonly method: Presenter["method"];
}

/** What a decoder has done since it was made. */
interface DecoderTotals {
  readonly codecs: ReadonlyMap<string, { readonly bitmaps: number; readonly bytes: number }>;
  /** Milliseconds. */
  readonly time: number;
}

/** How far back samples go, in milliseconds. */
const RECENT = 5_000;
const RECENT_ANSWERS = 30_000;
/** A picture that comes so much later, in milliseconds, is no answer to what the user did. */
const LONGEST_ANSWER = 3_000;

/** Measures a session while somebody looks. */
export class Meter {
  readonly #measured: Measured;
  readonly #now: () => number;
  readonly #decoding = new Samples(RECENT);
  readonly #presenting = new Samples(RECENT);
  readonly #answers = new Samples(RECENT_ANSWERS);
  readonly #codecs = new Map<string, { bitmaps: number; bytes: number }>();
  #totals: DecoderTotals;
  #counted: ReadonlyMap<string, { readonly bitmaps: number; readonly bytes: number }>;
  /** `#totals.time` when the last frame was presented, and when figures were taken last. */
  #timeAtFrame: number;
  #timeAtFigures: number;
  #takenAt: number;
  #presentingSince = 0;
  #inputAt: number | undefined;
  #bytesIn = 0;
  #bytesOut = 0;
  #frames = 0;
  #waitingBytes = 0;
  #waitingRecords = 0;
  #presentTime = 0;

  /** @param now a clock in milliseconds */
  constructor(measured: Measured, now: () => number) {
    this.#measured = measured;
    this.#now = now;
    this.#takenAt = now();
    this.#totals = measured.figures;
    this.#counted = copyOf(this.#totals.codecs);
    this.#timeAtFrame = this.#timeAtFigures = this.#totals.time;
  }

  received(bytes: number): void {
    this.#bytesIn += bytes;
  }

  sent(bytes: number): void {
    this.#bytesOut += bytes;
  }

  /** A key or a button was pressed. */
  pressed(): void {
    this.#inputAt ??= this.#now();
  }

  /** What waits at this moment. */
  waiting(bytes: number, records: number): void {
    this.#waitingBytes = Math.max(this.#waitingBytes, bytes);
    this.#waitingRecords = Math.max(this.#waitingRecords, records);
  }

  /** Something is about to be presented. */
  beginPresenting(): void {
    this.#presentingSince = this.#now();
  }

  /** @param frames that are on the canvas now; 0: a change outside of frames */
  endPresenting(frames: number): void {
    const now = this.#now();
    const took = now - this.#presentingSince;
    const { time } = this.#measured.figures;
    this.#adoptDecoder();
    this.#decoding.add(now, (time - this.#timeAtFrame) / Math.max(1, frames));
    this.#presenting.add(now, took);
    this.#timeAtFrame = time;
    this.#presentTime += took;
    this.#frames += Math.max(1, frames);
    if (this.#inputAt === undefined) return;
    const answer = now - this.#inputAt;
    if (answer < LONGEST_ANSWER) this.#answers.add(now, answer);
    this.#inputAt = undefined;
  }

  /** The figures of the time since the last call. */
  take(): Figures {
    const now = this.#now();
    const time = now - this.#takenAt;
    this.#adoptDecoder();
    this.#countCodecs();
    const { memory, threads, method } = this.#measured;
    const busy = this.#totals.time - this.#timeAtFigures + this.#presentTime;
    const figures = {
      time,
      bytesIn: this.#bytesIn,
      bytesOut: this.#bytesOut,
      frames: this.#frames,
      waitingBytes: this.#waitingBytes,
      waitingRecords: this.#waitingRecords,
      busy: time > 0 ? Math.min(1, busy / time) : 0,
      decoding: this.#decoding.spread(now),
      presenting: this.#presenting.spread(now),
      answer: this.#answers.spread(now),
      codecs: [...this.#codecs].map(([name, share]) => ({ name, ...share })),
      memory,
      threads,
      method,
    };
    this.#takenAt = now;
    this.#timeAtFigures = this.#totals.time;
    this.#bytesIn = this.#bytesOut = this.#frames = this.#waitingBytes = this.#waitingRecords = this.#presentTime = 0;
    return figures;
  }

  /** A picture that is painted from the beginning has a new decoder, which counts from nothing. */
  #adoptDecoder(): void {
    if (this.#totals === this.#measured.figures) return;
    this.#countCodecs();
    this.#totals = this.#measured.figures;
    this.#counted = new Map();
    this.#timeAtFrame = this.#timeAtFigures = 0;
  }

  #countCodecs(): void {
    for (const [name, { bitmaps, bytes }] of this.#totals.codecs) {
      const counted = this.#counted.get(name) ?? { bitmaps: 0, bytes: 0 };
      const share = this.#codecs.get(name) ?? { bitmaps: 0, bytes: 0 };
      if (bitmaps === counted.bitmaps) continue;
      share.bitmaps += bitmaps - counted.bitmaps;
      share.bytes += bytes - counted.bytes;
      this.#codecs.set(name, share);
    }
    this.#counted = copyOf(this.#totals.codecs);
  }
}

function copyOf(codecs: DecoderTotals["codecs"]): DecoderTotals["codecs"] {
  return new Map([...codecs].map(([name, { bitmaps, bytes }]) => [name, { bitmaps, bytes }]));
}
