import type { Avc420Bitmap } from "../codecs/avc420.ts";
import { GraphicsDecodeError } from "../decode-error.ts";
import type { Rect } from "../geometry.ts";
import type { Kernels } from "../kernels/kernels.ts";
import { ArrivingPicture } from "./arriving-picture.ts";
import { readH264Unit } from "./h264-unit.ts";
import type { PictureMemory } from "./picture-memory.ts";
import type { VideoDecoder, VideoFormat } from "./video-decoder.ts";

const MACROBLOCK = 16;

/** The pictures of one H.264 stream on their way through a decoder. */
export class VideoStream {
  readonly #kernels: Kernels;
  readonly #memory: PictureMemory;
  readonly #decoder: VideoDecoder;
  readonly #arriving = new Set<ArrivingPicture>();
  #format: VideoFormat | undefined;
  #isEnded = false;

  constructor(kernels: Kernels, memory: PictureMemory, decoder: VideoDecoder) {
    this.#kernels = kernels;
    this.#memory = memory;
    this.#decoder = decoder;
  }

  /**
   * Has a picture decoded, of which the regions will be wanted.
   * @param isWide whether they will be wanted with all that lies beside them
   * @throws GraphicsDecodeError
   */
  decode({ unit, regions }: Avc420Bitmap, isWide = false): ArrivingPicture {
    const { hasPicture, isKey, format = this.#format, bytes } = readH264Unit(unit);
    if (!hasPicture) throw new GraphicsDecodeError("H.264", "a unit without a picture");
    if (!format) throw new GraphicsDecodeError("H.264", "a stream that does not begin with its parameters");
    this.#format = format;
    const box = boxOf(regions, format, isWide);
    const decode = () => this.#decoder.decode(bytes, isKey ? format : undefined);
    const picture = new ArrivingPicture(this.#kernels, this.#memory, box, decode);
    this.#arriving.add(picture);
    picture.settled.then(() => this.#settled(picture));
    return picture;
  }

  /** No more pictures come; the decoder is closed after the last one. */
  end(): void {
    this.#isEnded = true;
    if (this.isOver) this.#decoder.close();
  }

  /** Whether no more pictures come, and all have come. */
  get isOver(): boolean {
    return this.#isEnded && this.#arriving.size === 0;
  }

  /** Nobody wants any of its pictures. */
  abort(): void {
    for (const picture of this.#arriving) picture.drop();
    this.#decoder.close();
  }

  #settled(picture: ArrivingPicture): void {
    this.#arriving.delete(picture);
    if (this.isOver) this.#decoder.close();
  }
}

/** The macroblocks that all regions lie in. */
function boxOf(regions: readonly Rect[], { width, height }: VideoFormat, isWide: boolean): Rect {
  let [left, top, right, bottom] = isWide && regions.length > 0 ? [0, height, width, 0] : [width, height, 0, 0];
  for (const region of regions) {
    left = Math.min(left, region.x);
    top = Math.min(top, region.y);
    right = Math.max(right, region.x + region.width);
    bottom = Math.max(bottom, region.y + region.height);
  }
  if (right > width || bottom > height) {
    throw new GraphicsDecodeError("H.264", `regions up to ${right}, ${bottom} of a picture of ${width} x ${height}`);
  }
  if (left >= right || top >= bottom) return { x: 0, y: 0, width: 0, height: 0 };
  const [x, y] = [roundDown(left), roundDown(top)];
  return { x, y, width: roundUp(right) - x, height: roundUp(bottom) - y };
}

function roundDown(length: number): number {
  return Math.floor(length / MACROBLOCK) * MACROBLOCK;
}

function roundUp(length: number): number {
  return Math.ceil(length / MACROBLOCK) * MACROBLOCK;
}
