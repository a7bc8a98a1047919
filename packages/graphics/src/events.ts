import type { Rect } from "./geometry.ts";

export type PointerShape =
  | { readonly kind: "default" }
  | { readonly kind: "hidden" }
  | {
      readonly kind: "image";
      readonly width: number;
      readonly height: number;
      readonly hotspotX: number;
      readonly hotspotY: number;
      /** RGBA, not premultiplied, top row first. */
      readonly pixels: Uint8ClampedArray<ArrayBuffer>;
    };

/** What a decoder wants shown, in wire order. */
export type GraphicsEvent =
  /** The framebuffer is new and black. */
  | { readonly type: "resize"; readonly width: number; readonly height: number }
  /** Rectangles of the framebuffer changed, outside any frame: present them. */
  | { readonly type: "paint"; readonly dirty: readonly Rect[] }
  /** A frame is complete: present `dirty`, then acknowledge `id` (u32) to `source`. */
  | {
      readonly type: "frame";
      readonly source: "surfaceCommands" | "pipeline";
      readonly id: number;
      readonly dirty: readonly Rect[];
    }
  | { readonly type: "pointer"; readonly shape: PointerShape }
  | {
      readonly type: "pointerPosition";
      readonly x: number;
      readonly y: number;
    };
