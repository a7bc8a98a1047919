export type { Bitmap } from "./bitmap.ts";
export { GraphicsDecodeError } from "./decode-error.ts";
export { GraphicsDecoder, type VideoSupport } from "./decoder.ts";
export type { DecoderFigures } from "./decoder-figures.ts";
export type { GraphicsEvent, PointerShape } from "./events.ts";
export { MAX_SIDE, type Rect } from "./geometry.ts";
export { Kernels } from "./kernels/kernels.ts";
export { DirtyRegion } from "./pipeline/dirty-region.ts";
export type { VideoDecoder, VideoFormat, VideoPicture } from "./video/video-decoder.ts";
