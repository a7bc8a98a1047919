import type { Rect } from "../geometry.ts";
import type { VideoDecoder, VideoFormat, VideoPicture } from "../video/video-decoder.ts";
import { ByteWriter, concat } from "./byte-writer.ts";
import { seededRandom } from "./pictures.ts";

/** A whole picture, YUV 4:2:0; the chroma planes have half of the sides. */
export interface YuvPicture {
  readonly width: number;
  readonly height: number;
  readonly y: Uint8Array;
  readonly u: Uint8Array;
  readonly v: Uint8Array;
}

/** A picture of random samples; the sides are even. */
export function yuvNoise(width: number, height: number, seed: number): YuvPicture {
  const random = seededRandom(seed);
  const plane = (size: number) => Uint8Array.from({ length: size }, () => random() * 256);
  const chroma = (width * height) / 4;
  return { width, height, y: plane(width * height), u: plane(chroma), v: plane(chroma) };
}

/** A picture of one colour. */
export function yuvPlain(width: number, height: number, y: number, u = 128, v = 128): YuvPicture {
  const plane = (size: number, value: number) => new Uint8Array(size).fill(value);
  const chroma = (width * height) / 4;
  return { width, height, y: plane(width * height, y), u: plane(chroma, u), v: plane(chroma, v) };
}

/** Planes of a rectangle with even edges, as VideoPicture.copyTo has them. */
export function planesOf(picture: YuvPicture, rect: Rect, layout: "I420" | "NV12" = "I420"): Uint8Array {
  const half = { x: rect.x / 2, y: rect.y / 2, width: rect.width / 2, height: rect.height / 2 };
  const luma = cut(picture.y, picture.width, rect);
  const [u, v] = [cut(picture.u, picture.width / 2, half), cut(picture.v, picture.width / 2, half)];
  if (layout === "I420") return concat([luma, u, v]);
  const pairs = Uint8Array.from({ length: u.length * 2 }, (_, i) => (i % 2 === 0 ? u : v)[i >> 1] as number);
  return concat([luma, new Uint8Array(pairs.length).fill(0x77), pairs]);
}

function cut(plane: Uint8Array, stride: number, { x, y, width, height }: Rect): Uint8Array {
  return concat(Array.from({ length: height }, (_, row) => plane.slice((y + row) * stride + x).slice(0, width)));
}

/** The bits of a sequence parameter set of the Baseline profile, level 4, without its NAL header. */
function sequenceParameters(width: number, height: number): Uint8Array {
  const number = (value: number) => {
    const bits = (value + 1).toString(2);
    return "0".repeat(bits.length - 1) + bits;
  };
  const bits = `${number(0)}${number(0)}${number(2)}${number(1)}0${number(width / 16 - 1)}${number(height / 16 - 1)}1100`;
  const padded = `${bits}1`.padEnd(Math.ceil((bits.length + 1) / 8) * 8, "0");
  const bytes = padded.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [];
  return Uint8Array.of(66, 0xc0, 40, ...bytes);
}

/** What looks like an H.264 picture to whoever does not decode it; `id` says which one it is. */
export function fakeUnit(id: number, size?: { readonly width: number; readonly height: number }): Uint8Array {
  const writer = new ByteWriter();
  if (size) writer.u8(0, 0, 0, 1, 0x67).bytes(sequenceParameters(size.width, size.height)).u8(0, 0, 0, 1, 0x68, 0xce);
  return writer.u8(0, 0, 1, size ? 0x65 : 0x41, 0x80, id).toBytes();
}

/** RFX_AVC420_BITMAP_STREAM. */
export function avc420(unit: Uint8Array, ...regions: Rect[]): Uint8Array {
  const writer = new ByteWriter().u32(regions.length);
  for (const { x, y, width, height } of regions) writer.u16(x, y, x + width, y + height);
  for (const _ of regions) writer.u8(22, 100);
  return writer.bytes(unit).toBytes();
}

/** RFX_AVC444_BITMAP_STREAM of one or both views. */
export function avc444(main: Uint8Array | undefined, auxiliary: Uint8Array | undefined): Uint8Array {
  const parts = main ? (auxiliary ? 0 : 1) : 2;
  const info = (parts << 30) | (main?.length ?? 0);
  return new ByteWriter()
    .u32(info >>> 0)
    .bytes(concat([main, auxiliary].filter((view) => view !== undefined)))
    .toBytes();
}

/** A decoder whose pictures the test gives when it likes, by the id of their `fakeUnit`. */
export class FakeVideoDecoder implements VideoDecoder {
  readonly #waiting = new Map<number, PromiseWithResolvers<VideoPicture>>();
  readonly #layout: "I420" | "NV12";
  /** What `decode` was given: ids, in order. */
  readonly units: number[] = [];
  readonly formats: (VideoFormat | undefined)[] = [];
  isClosed = false;
  /** Pictures that were handed over and not closed. */
  open = 0;

  constructor(layout: "I420" | "NV12" = "I420") {
    this.#layout = layout;
  }

  decode(unit: Uint8Array, format?: VideoFormat): Promise<VideoPicture> {
    const id = unit[unit.length - 1] as number;
    const awaited = Promise.withResolvers<VideoPicture>();
    this.units.push(id);
    this.formats.push(format);
    this.#waiting.set(id, awaited);
    return awaited.promise;
  }

  close(): void {
    this.isClosed = true;
    for (const id of this.#waiting.keys()) this.fail(id, "closed");
  }

  /** The picture of a unit is there. `beforeCopy` happens when it is copied, and takes its time. */
  give(id: number, picture: YuvPicture, beforeCopy = async (): Promise<void> => {}): void {
    const layout = this.#layout;
    this.open++;
    this.#take(id).resolve({
      copyTo: async (target, rect) => {
        await beforeCopy();
        if (target.length > 0) target.set(planesOf(picture, rect, layout));
        return layout;
      },
      close: () => {
        this.open--;
      },
    });
  }

  fail(id: number, problem: string): void {
    this.#take(id).reject(new Error(problem));
  }

  #take(id: number): PromiseWithResolvers<VideoPicture> {
    const awaited = this.#waiting.get(id);
    if (!awaited) throw new Error(`nobody waits for picture ${id}`);
    this.#waiting.delete(id);
    return awaited;
  }
}
