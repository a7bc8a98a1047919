import { Downstream } from "@passerelle/tunnel";

const RECORD_NAMES = new Map(Object.entries(Downstream).map(([name, type]) => [type as number, name]));

/** What was seen of a session; times in milliseconds since the line was opened. */
export class Figures {
  readonly #startedAt = performance.now();
  activeAfter: number | undefined;
  firstPictureAfter: number | undefined;
  frames = 0;
  paints = 0;
  decodeTime = 0;
  readonly bytes: Record<string, number> = {};
  readonly codecs: Record<string, number> = {};
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

  saw(codec: string): void {
    this.codecs[codec] = (this.codecs[codec] ?? 0) + 1;
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
