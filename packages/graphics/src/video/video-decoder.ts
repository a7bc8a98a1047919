import type { Rect } from "../geometry.ts";

/** What a decoder has to know of an H.264 stream before its first picture. */
export interface VideoFormat {
  /** As RFC 6381 writes it: `avc1.640028`. */
  readonly codec: string;
  /** Of the coded pictures: multiples of 16, before any cropping. */
  readonly width: number;
  readonly height: number;
}

/** A decoded picture, 8 bits a sample, YUV 4:2:0. It holds a decoder's memory until it is closed. */
export interface VideoPicture {
  /**
   * Copies the samples of a rectangle, whose edges are multiples of 16: `width * height` of Y; then, "I420", U and V of a
   * quarter of that each; or, "NV12", leaves out as much and then writes pairs of both.
   * @returns which of the two; rejects if the picture cannot be read
   */
  copyTo(target: Uint8Array, rect: Rect): Promise<"I420" | "NV12">;
  close(): void;
}

/** Decodes one H.264 stream that has no pictures to be shown in another order than they come in. */
export interface VideoDecoder {
  /**
   * @param unit one picture in the byte stream format of [ITU-H.264] Annex B; not kept
   * @param format given for each picture that begins the stream anew: it refers to none before it
   * @returns the picture; rejects when the stream cannot be decoded (nothing more comes then) or the decoder is closed
   */
  decode(unit: Uint8Array, format?: VideoFormat): Promise<VideoPicture>;
  /** Ends it; what is still being decoded is dropped. */
  close(): void;
}
