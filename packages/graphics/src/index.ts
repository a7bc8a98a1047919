export { GraphicsDecodeError } from "./decode-error.ts";
export { GraphicsDecoder } from "./decoder.ts";
export type { GraphicsEvent, PointerShape } from "./events.ts";
export { Framebuffer, MAX_SIDE } from "./framebuffer.ts";
export type { Rect } from "./geometry.ts";
