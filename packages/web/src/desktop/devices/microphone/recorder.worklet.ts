import { RECORDER, type RecorderOptions } from "./recorder-options.ts";
import { Resampler } from "./resampler.ts";

/** Takes the sound of a microphone, brings it to the rate that is wanted, and hands it out in pieces of the same length. */
class Recorder extends AudioWorkletProcessor {
  readonly #resampler: Resampler;
  #piece: Float32Array<ArrayBuffer>;
  #filled = 0;

  constructor({ processorOptions: { rate, frames } }: { readonly processorOptions: RecorderOptions }) {
    super();
    this.#resampler = new Resampler(sampleRate, rate);
    this.#piece = new Float32Array(frames);
  }

  process([input]: readonly [readonly Float32Array[]]): boolean {
    // Without a microphone there is no channel.
    const [samples] = input;
    if (samples) for (const sample of this.#resampler.push(samples)) this.#add(sample);
    return true;
  }

  #add(sample: number): void {
    this.#piece[this.#filled++] = sample;
    if (this.#filled < this.#piece.length) return;
    const { length } = this.#piece;
    this.port.postMessage(this.#piece, [this.#piece.buffer]);
    this.#piece = new Float32Array(length);
    this.#filled = 0;
  }
}

registerProcessor(RECORDER, Recorder);
