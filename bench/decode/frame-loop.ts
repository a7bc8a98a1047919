import { GraphicsDecoder, Kernels } from "../../packages/graphics/src/index.ts";
import { type DecoderRecord, decodeRecords } from "./records.ts";

/** Paints one frame again and again, in Node or in a browser's worker. */
export class FrameLoop {
  readonly #decoder: GraphicsDecoder;
  readonly #frame: readonly DecoderRecord[];

  /** @param setup makes the surfaces; @param frame, both as `encodeRecords` writes them */
  constructor(kernels: WebAssembly.Module, width: number, height: number, setup: Uint8Array, frame: Uint8Array) {
    this.#decoder = new GraphicsDecoder({ kernels: new Kernels(kernels), present: () => {} });
    this.#decoder.resize(width, height);
    this.#feed(decodeRecords(setup));
    this.#frame = decodeRecords(frame);
  }

  paint(): void {
    this.#feed(this.#frame);
  }

  #feed(records: readonly DecoderRecord[]): void {
    for (const { type, data } of records) {
      if (type === "message") this.#decoder.pipeline(data, true, true);
      else this.#decoder.update(data);
    }
  }
}
