/** Zero crossings of the sinc function on each side: about 70 dB, and a millisecond's delay at 16 kHz. */
const CROSSINGS = 16;
/** Values of the table between two zero crossings. */
const STEPS = 2048;

/** Sinc under a Blackman window, from its middle to its end. */
const KERNEL = Float32Array.from({ length: CROSSINGS * STEPS + 1 }, (_, at) => {
  const x = (at / STEPS) * Math.PI;
  const window = 0.42 + 0.5 * Math.cos(x / CROSSINGS) + 0.08 * Math.cos((2 * x) / CROSSINGS);
  return x === 0 ? 1 : (Math.sin(x) / x) * window;
});

/** Makes sound of one rate from sound of another, piece by piece; what the lower rate cannot hold is filtered out. */
export class Resampler {
  /** Samples of the input for one of the output. */
  readonly #step: number;
  /** The part of the input's band that the output holds. */
  readonly #cutoff: number;
  readonly #reach: number;
  #input = new Float32Array(0);
  /** Where the next sample of the output stands in `#input`. */
  #position: number;

  /** @param from samples a second, as `to` */
  constructor(from: number, to: number) {
    this.#step = from / to;
    this.#cutoff = Math.min(1, to / from);
    this.#reach = Math.ceil(CROSSINGS / this.#cutoff);
    this.#input = new Float32Array(this.#reach);
    this.#position = this.#reach;
  }

  /** The output that is complete with this piece of the input. */
  push(samples: Float32Array): Float32Array {
    const input = new Float32Array(this.#input.length + samples.length);
    input.set(this.#input);
    input.set(samples, this.#input.length);
    const count = Math.max(0, Math.ceil((input.length - this.#reach - this.#position) / this.#step));
    const output = Float32Array.from({ length: count }, (_, at) =>
      this.#sample(input, this.#position + at * this.#step),
    );
    this.#position += count * this.#step;
    const done = Math.max(0, Math.floor(this.#position) - this.#reach);
    this.#input = input.slice(done);
    this.#position -= done;
    return output;
  }

  #sample(input: Float32Array, position: number): number {
    const scale = this.#cutoff * STEPS;
    let sum = 0;
    for (let at = Math.ceil(position - this.#reach); at <= position + this.#reach; at++) {
      sum += (input[at] ?? 0) * (KERNEL[Math.round(Math.abs(at - position) * scale)] ?? 0);
    }
    return sum * this.#cutoff;
  }
}
