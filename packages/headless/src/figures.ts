import type { DecoderFigures } from "@passerelle/graphics";
import { Downstream } from "@passerelle/tunnel";

const RECORD_NAMES = new Map(Object.entries(Downstream).map(([name, type]) => [type as number, name]));

/** What was seen of a session; times in milliseconds since the line was opened. */
export class Figures {
  readonly #startedAt = performance.now();
  activeAfter: number | undefined;
  firstPictureAfter: number | undefined;
  frames = 0;
  paints = 0;
  readonly bytes: Record<string, number> = {};
  /** Of each decoder that there was, the last one working. */
  readonly #decoders: DecoderFigures[] = [];
  /** Milliseconds from each input that was timed to the picture that followed. */
  readonly inputToPicture: number[] = [];

  /** Milliseconds since the line was opened. */
  get elapsed(): number {
    return performance.now() - this.#startedAt;
  }

  received(type: number, length: number): void {
    const name = RECORD_NAMES.get(type) ?? `record ${type}`;
    this.bytes[name] = (this.bytes[name] ?? 0) + length;
  }

  /** A new decoder takes over. */
  decodesWith(decoder: DecoderFigures): void {
    this.#decoders.push(decoder);
  }

  /** Bitmaps by codec. */
  get codecs(): Record<string, number> {
    const codecs: Record<string, number> = {};
    for (const decoder of this.#decoders) {
      for (const [codec, { bitmaps }] of decoder.codecs) codecs[codec] = (codecs[codec] ?? 0) + bitmaps;
    }
    return codecs;
  }

  /** Milliseconds spent decoding. */
  get decodeTime(): number {
    return this.#decoders.reduce((sum, { time }) => sum + time, 0);
  }

  /** The figures as plain numbers. */
  summary(): Record<string, unknown> {
    return {
      connectMs: rounded(this.activeAfter),
      firstPictureMs: rounded(this.firstPictureAfter),
      seconds: rounded(this.elapsed / 1000),
      frames: this.frames,
      paints: this.paints,
      decodeMs: rounded(this.decodeTime),
      bytes: this.bytes,
      codecs: this.codecs,
      inputToPictureMs: {
        count: this.inputToPicture.length,
        p50: rounded(percentile(this.inputToPicture, 0.5)),
        p95: rounded(percentile(this.inputToPicture, 0.95)),
      },
    };
  }
}

/** The value below which `part` of the values lie; undefined without values. */
export function percentile(values: readonly number[], part: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)];
}

function rounded(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.round(value * 10) / 10;
}
