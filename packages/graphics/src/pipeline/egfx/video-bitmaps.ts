import { type Avc420Bitmap, readAvc420 } from "../../codecs/avc420.ts";
import { readAvc444 } from "../../codecs/avc444.ts";
import { GraphicsDecodeError } from "../../decode-error.ts";
import type { Rect } from "../../geometry.ts";
import type { Kernels } from "../../kernels/kernels.ts";
import type { ArrivingPicture } from "../../video/arriving-picture.ts";
import { PictureMemory } from "../../video/picture-memory.ts";
import type { VideoDecoder } from "../../video/video-decoder.ts";
import { VideoStream } from "../../video/video-stream.ts";
import { Codec, decodePdus, type EgfxPdu, type Pdu } from "./pdu.ts";

/** Each monitor has a surface with a stream. */
const MAX_STREAMS = 16;

/** The only PDUs that video streams are concerned with: CreateSurface, DeleteSurface and CapsConfirm end them. */
const CONCERNED = new Set([0x01, 0x09, 0x0a, 0x13]);

type WireToSurface1 = Pdu<"wireToSurface1">;

/** Whether there is H.264 in a PDU. */
export function isVideo(pdu: EgfxPdu): pdu is WireToSurface1 {
  return (
    pdu.type === "wireToSurface1" &&
    (pdu.codecId === Codec.avc420 || pdu.codecId === Codec.avc444 || pdu.codecId === Codec.avc444v2)
  );
}

/** One view of a video bitmap: a picture on its way, and where it is to be seen. */
interface VideoView {
  readonly regions: readonly Rect[];
  readonly picture: ArrivingPicture;
}

/** What a PDU with H.264 in it paints on its surface, when its turn comes. */
export interface VideoBitmap {
  readonly main?: VideoView | undefined;
  /** Of a YUV 4:4:4 picture. */
  readonly auxiliary?: VideoView | undefined;
}

/** The H.264 streams of a channel's surfaces. They are fed as soon as a message has come, ahead of the PDUs' turn. */
export class VideoBitmaps {
  readonly #kernels: Kernels;
  readonly #memory: PictureMemory;
  readonly #openDecoder: () => VideoDecoder;
  /** By the surface that is the last one of its id as of the message that has come last. */
  readonly #streams = new Map<number, VideoStream>();
  /** Those of surfaces that are gone, whose last pictures are still to come. */
  #ending: VideoStream[] = [];

  constructor(kernels: Kernels, openDecoder: () => VideoDecoder) {
    this.#kernels = kernels;
    this.#memory = new PictureMemory(kernels);
    this.#openDecoder = openDecoder;
  }

  /** Pictures that are being decoded, or wait for their turn. */
  get pictures(): number {
    return this.#memory.pictures;
  }

  /** Feeds the streams with what a message has for them; answers that in order. Throws GraphicsDecodeError. */
  read(message: Uint8Array): VideoBitmap[] {
    const bitmaps: VideoBitmap[] = [];
    for (const pdu of decodePdus(message, CONCERNED)) {
      if (isVideo(pdu)) bitmaps.push(this.#decode(pdu));
      else if (pdu.type === "createSurface" || pdu.type === "deleteSurface") this.#end(pdu.surfaceId);
      else if (pdu.type === "capsConfirm") for (const surfaceId of this.#streams.keys()) this.#end(surfaceId);
    }
    return bitmaps;
  }

  /** Drops all pictures and ends all streams. */
  clear(): void {
    for (const stream of [...this.#streams.values(), ...this.#ending]) stream.abort();
    this.#streams.clear();
    this.#ending = [];
    this.#memory.clear();
  }

  #decode({ surfaceId, codecId, data }: WireToSurface1): VideoBitmap {
    if (codecId === Codec.avc420) return { main: this.#view(surfaceId, readAvc420(data), false) };
    const { main, auxiliary } = readAvc444(data);
    return {
      main: main && this.#view(surfaceId, main, false),
      // In version 2 the auxiliary view of a region lies all over its rows.
      auxiliary: auxiliary && this.#view(surfaceId, auxiliary, codecId === Codec.avc444v2),
    };
  }

  #view(surfaceId: number, bitmap: Avc420Bitmap, isWide: boolean): VideoView {
    const stream = this.#streams.get(surfaceId) ?? this.#begin(surfaceId);
    return { regions: bitmap.regions, picture: stream.decode(bitmap, isWide) };
  }

  #begin(surfaceId: number): VideoStream {
    this.#ending = this.#ending.filter((stream) => !stream.isOver);
    if (this.#streams.size + this.#ending.length >= MAX_STREAMS) {
      throw new GraphicsDecodeError("H.264", `more than ${MAX_STREAMS} streams`);
    }
    const stream = new VideoStream(this.#kernels, this.#memory, this.#openDecoder());
    this.#streams.set(surfaceId, stream);
    return stream;
  }

  #end(surfaceId: number): void {
    const stream = this.#streams.get(surfaceId);
    if (!stream) return;
    stream.end();
    this.#ending.push(stream);
    this.#streams.delete(surfaceId);
  }
}
