import { FrameSource, type Intention, PipelineFlag } from "@passerelle/tunnel";
import { MessageAssembler } from "../../packages/graphics/src/pipeline/egfx/message-assembler.ts";
import { decodePdus } from "../../packages/graphics/src/pipeline/egfx/pdu.ts";
import { ZgfxDecompressor } from "../../packages/graphics/src/pipeline/zgfx.ts";
import { newKernels } from "../../packages/graphics/src/testing/kernels.ts";

/** RDPGFX_CODECID ([MS-RDPEGFX] 2.2.2.1, 2.2.2.2). */
const CODECS: Readonly<Record<number, string>> = {
  0: "uncompressed",
  3: "RemoteFX",
  8: "ClearCodec",
  9: "progressive",
  10: "planar",
  11: "AVC420",
  14: "AVC444",
  15: "AVC444v2",
};

/** Looks at what comes on a graphics channel, and draws nothing. */
export class PipelineWatch {
  /** In the order in which they were first seen. */
  readonly codecs = new Set<string>();
  /** Frames that have ended. */
  frames = 0;
  readonly #assembler = new MessageAssembler();
  readonly #decompressor = new ZgfxDecompressor(newKernels());

  /** The channel was opened anew. */
  reset(): void {
    this.#decompressor.reset();
  }

  /** Takes the payload of a PipelineData record; answers what a browser says of the frames that end. */
  look(payload: Uint8Array): Intention[] {
    const flags = payload[0] ?? 0;
    const isFirst = (flags & PipelineFlag.First) !== 0;
    const whole = this.#assembler.add(payload.subarray(1), isFirst, (flags & PipelineFlag.Last) !== 0);
    if (!whole) return [];
    const shown: Intention[] = [];
    for (const pdu of decodePdus(this.#decompressor.decompress(whole))) {
      if (pdu.type === "wireToSurface1" || pdu.type === "wireToSurface2") {
        this.codecs.add(CODECS[pdu.codecId] ?? `codec ${pdu.codecId}`);
      }
      if (pdu.type !== "endFrame") continue;
      this.frames++;
      shown.push({ kind: "frame-shown", source: FrameSource.Pipeline, frame: pdu.frameId, pending: 0 });
    }
    return shown;
  }
}
