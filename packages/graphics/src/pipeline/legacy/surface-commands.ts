import type { Bitmap } from "../../bitmap.ts";
import { decodeNsCodec } from "../../codecs/nscodec.ts";
import { RemoteFxDecoder } from "../../codecs/remotefx.ts";
import { clipToTarget } from "../../codecs/target.ts";
import { type BitsPerPixel, decodeUncompressed } from "../../codecs/uncompressed.ts";
import { GraphicsDecodeError } from "../../decode-error.ts";
import type { DecoderFigures } from "../../decoder-figures.ts";
import type { Rect } from "../../geometry.ts";
import { ByteReader } from "../../reader.ts";
import { BITMAP_WEIGHT, type WorkBudget } from "../../work-budget.ts";

/** cmdType values, [MS-RDPBCGR] 2.2.9.1.2.1.10.1. */
const Command = { SetSurfaceBits: 1, FrameMarker: 4, StreamSurfaceBits: 6 } as const;
const FrameAction = { Begin: 0, End: 1 } as const;
const EX_COMPRESSED_BITMAP_HEADER_PRESENT = 1;
const EX_COMPRESSED_BITMAP_HEADER_LENGTH = 24;

/** The codec ids that the client announces in its Bitmap Codecs capability set ([MS-RDPBCGR] 2.2.7.2.10). */
const Codec = { None: 0, NsCodec: 1, RemoteFx: 3 } as const;

/** What `figures` call them. */
const CODEC_NAMES: Readonly<Record<number, string>> = {
  [Codec.None]: "surface bits uncompressed",
  [Codec.NsCodec]: "surface bits NSCodec",
  [Codec.RemoteFx]: "surface bits RemoteFX",
};

/** What a surface command did, for the pipeline to present. */
export type SurfaceOutcome =
  | { readonly type: "painted"; readonly rects: readonly Rect[] }
  | { readonly type: "frameBegin" }
  | { readonly type: "frameEnd"; readonly id: number };

/** Carries out surface commands, [MS-RDPBCGR] 2.2.9.2. Holds the RemoteFX stream's state. */
export class SurfaceCommands {
  readonly #work: WorkBudget;
  readonly #figures: DecoderFigures;
  readonly #remoteFx: RemoteFxDecoder;

  constructor(work: WorkBudget, figures: DecoderFigures) {
    this.#work = work;
    this.#figures = figures;
    this.#remoteFx = new RemoteFxDecoder(work);
  }

  /** The commands of one update, one outcome each, carried out as they are asked for. Throws GraphicsDecodeError. */
  *run(data: Uint8Array, target: Bitmap): Generator<SurfaceOutcome> {
    const reader = new ByteReader(data, "TS_SURFCMD");
    while (reader.remaining > 0) {
      this.#work.take(0);
      const command = reader.u16();
      if (command === Command.FrameMarker) yield readFrameMarker(reader);
      else if (command === Command.SetSurfaceBits || command === Command.StreamSurfaceBits) {
        yield { type: "painted", rects: this.#paint(reader, target) };
      } else throw new GraphicsDecodeError("TS_SURFCMD", `unknown cmdType ${command}`);
    }
  }

  /** TS_SURFCMD_SET_SURF_BITS, 2.2.9.2.1, with its TS_BITMAP_DATA_EX, 2.2.9.2.1.1. */
  #paint(reader: ByteReader, target: Bitmap): Rect[] {
    const x = reader.u16();
    const y = reader.u16();
    reader.skip(4); // destRight, destBottom: servers disagree on them; the bitmap has its own size
    const bitsPerPixel = reader.u8();
    const flags = reader.u8();
    reader.skip(1); // reserved
    const codec = reader.u8();
    const width = reader.u16();
    const height = reader.u16();
    const length = reader.u32();
    if (flags & EX_COMPRESSED_BITMAP_HEADER_PRESENT) reader.skip(EX_COMPRESSED_BITMAP_HEADER_LENGTH);
    const data = reader.bytes(length);
    this.#figures.count(CODEC_NAMES[codec] ?? `surface bits codec ${codec}`, length);

    if (codec === Codec.RemoteFx) return this.#remoteFx.decode(data, target, x, y);
    const rect = clipToTarget(target, { x, y, width, height });
    if (!rect) return [];
    this.#work.takeArea({ width, height }, BITMAP_WEIGHT);
    const part = target.part(rect.x, rect.y, rect.width, rect.height);
    if (codec === Codec.NsCodec) decodeNsCodec(data, width, height, part, "bottomUp");
    else if (codec === Codec.None) {
      const depth = uncompressedDepth(bitsPerPixel);
      decodeUncompressed(data, depth, width * Math.ceil(depth / 8), width, height, part, "bottomUp");
    } else throw new GraphicsDecodeError("TS_BITMAP_DATA_EX", `codec ${codec} was not announced`);
    return [rect];
  }
}

/** TS_FRAME_MARKER, 2.2.9.2.3. */
function readFrameMarker(reader: ByteReader): SurfaceOutcome {
  const action = reader.u16();
  const id = reader.u32();
  if (action === FrameAction.Begin) return { type: "frameBegin" };
  if (action === FrameAction.End) return { type: "frameEnd", id };
  throw new GraphicsDecodeError("TS_FRAME_MARKER", `unknown frameAction ${action}`);
}

function uncompressedDepth(bitsPerPixel: number): BitsPerPixel {
  if (bitsPerPixel === 15 || bitsPerPixel === 16 || bitsPerPixel === 24 || bitsPerPixel === 32) return bitsPerPixel;
  throw new GraphicsDecodeError("TS_BITMAP_DATA_EX", `${bitsPerPixel} bits per pixel`);
}
