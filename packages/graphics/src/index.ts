export type { Bitmap } from "./bitmap.ts";
export { GraphicsDecodeError } from "./decode-error.ts";
export { GraphicsDecoder } from "./decoder.ts";
export type { GraphicsEvent, PointerShape } from "./events.ts";
export { MAX_SIDE, type Rect } from "./geometry.ts";
export { Kernels } from "./kernels/kernels.ts";
