import type { Rect, VideoDecoder as StreamDecoder, VideoFormat, VideoPicture } from "@passerelle/graphics";

/** Decodes one H.264 stream with WebCodecs, each picture as soon as it has come. */
export class H264Decoder implements StreamDecoder {
  readonly #decoder: VideoDecoder;
  /** By timestamp, which here counts pictures. */
  readonly #awaited = new Map<number, PromiseWithResolvers<VideoPicture>>();
  #pictures = 0;
  #format: VideoFormat | undefined;

  constructor() {
    this.#decoder = new VideoDecoder({
      output: (frame) => this.#decoded(frame),
      error: (error) => this.#reject(error),
    });
  }

  decode(unit: Uint8Array, format?: VideoFormat): Promise<VideoPicture> {
    const timestamp = this.#pictures++;
    const picture = Promise.withResolvers<VideoPicture>();
    this.#awaited.set(timestamp, picture);
    try {
      if (format) this.#configure(format);
      // Without a description in its configuration, the decoder expects Annex B.
      this.#decoder.decode(new EncodedVideoChunk({ type: format ? "key" : "delta", timestamp, data: unit }));
    } catch (error) {
      this.#awaited.delete(timestamp);
      picture.reject(error);
    }
    return picture.promise;
  }

  close(): void {
    if (this.#decoder.state !== "closed") this.#decoder.close();
    this.#reject(new Error("the decoder was closed"));
  }

  #configure(format: VideoFormat): void {
    const { codec, width, height } = format;
    if (this.#format?.codec === codec && this.#format.width === width && this.#format.height === height) return;
    this.#format = format;
    this.#decoder.configure({ codec, codedWidth: width, codedHeight: height, optimizeForLatency: true });
  }

  #decoded(frame: VideoFrame): void {
    const picture = this.#awaited.get(frame.timestamp);
    this.#awaited.delete(frame.timestamp);
    if (picture) picture.resolve(new FramePicture(frame));
    else frame.close();
  }

  #reject(error: Error): void {
    for (const picture of this.#awaited.values()) picture.reject(error);
    this.#awaited.clear();
  }
}

class FramePicture implements VideoPicture {
  readonly #frame: VideoFrame;

  constructor(frame: VideoFrame) {
    this.#frame = frame;
  }

  async copyTo(target: Uint8Array, { x, y, width, height }: Rect): Promise<"I420" | "NV12"> {
    const { format, codedWidth, codedHeight } = this.#frame;
    if (format !== "I420" && format !== "NV12") throw new Error(`pictures come as ${format ?? "textures"}`);
    const pixels = width * height;
    const chroma =
      format === "I420"
        ? [
            { offset: pixels, stride: width / 2 },
            { offset: (pixels * 5) / 4, stride: width / 2 },
          ]
        : [{ offset: (pixels * 3) / 2, stride: width }];
    // Some decoders cut off what the stream says is not to be seen.
    const rect = { x, y, width: Math.min(width, codedWidth - x), height: Math.min(height, codedHeight - y) };
    await this.#frame.copyTo(target as BufferSource, { rect, layout: [{ offset: 0, stride: width }, ...chroma] });
    return format;
  }

  close(): void {
    this.#frame.close();
  }
}
