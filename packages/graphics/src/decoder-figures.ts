/** What came in one codec. */
interface CodecFigures {
  /** Bitmaps, or pictures of a video. */
  bitmaps: number;
  /** Compressed. */
  bytes: number;
}

/** What a decoder has done since it was made. */
export class DecoderFigures {
  /** By the codec's name. */
  readonly codecs = new Map<string, CodecFigures>();
  /** Milliseconds spent decoding, by the clock that was handed in; what a video decoder does beside is not part of it. */
  time = 0;
  readonly #now: () => number;

  /** @param now a clock, in milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** A bitmap of so many bytes was decoded. */
  count(codec: string, bytes: number): void {
    const figures = this.codecs.get(codec);
    if (figures) {
      figures.bitmaps++;
      figures.bytes += bytes;
    } else this.codecs.set(codec, { bitmaps: 1, bytes });
  }

  /** Does `work` and adds the time that it takes. */
  measure<Result>(work: () => Result): Result {
    const start = this.#now();
    try {
      return work();
    } finally {
      this.time += this.#now() - start;
    }
  }
}
