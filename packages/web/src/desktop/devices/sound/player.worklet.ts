import { type FromPlayer, PLAYER, type ToPlayer } from "./player-messages.ts";
import { PlayoutBuffer } from "./playout-buffer.ts";

/** Plays what has arrived, beside the page's own work. */
class Player extends AudioWorkletProcessor {
  readonly #buffer = new PlayoutBuffer(sampleRate);
  #latency = 0;
  /** Blocks that are over and not heard yet. */
  #leaving: { readonly ids: FromPlayer; readonly at: number }[] = [];

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<ToPlayer>) => {
      if (data === "pause") this.#buffer.pause();
      else if ("latency" in data) this.#latency = data.latency;
      else this.#buffer.push(data.id, data.planes, data.timestamp);
    };
  }

  process(_inputs: unknown, [output]: readonly [readonly [Float32Array, Float32Array]]): boolean {
    const ids = this.#buffer.pull(...output);
    if (ids.length > 0) this.#leaving.push({ ids, at: currentTime + this.#latency });
    while (this.#leaving[0] && this.#leaving[0].at <= currentTime) {
      this.port.postMessage(this.#leaving.shift()?.ids);
    }
    return true;
  }
}

registerProcessor(PLAYER, Player);
