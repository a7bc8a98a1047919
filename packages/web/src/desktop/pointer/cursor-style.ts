import type { Cursor } from "../worker/messages.ts";

type CursorImage = Extract<Cursor, { kind: "image" }>;

/** Browsers show no cursor that is larger, in CSS pixels. */
const LARGEST = 128;

/**
 * The CSS `cursor` that shows a pointer in the desktop's own pixels.
 * @param ratio device pixels per CSS pixel
 * @returns undefined if the browser cannot: it must be drawn
 */
export function cursorStyle(cursor: Cursor, ratio: number): string | undefined {
  if (cursor.kind === "default") return "default";
  if (cursor.kind === "hidden") return "none";
  if (Math.max(cursor.width, cursor.height) / ratio > LARGEST) return undefined;
  const [x, y] = [Math.round(cursor.hotspotX / ratio), Math.round(cursor.hotspotY / ratio)];
  if (ratio === 1) return `url("${cursor.url}") ${x} ${y}, default`;
  const style = `image-set(url("${cursor.url}") ${ratio}x) ${x} ${y}, default`;
  return CSS.supports("cursor", style) ? style : undefined;
}

/** Where a drawn cursor lies when the pointer is at `x`, `y`; all in CSS pixels. */
export function drawnCursorRect(
  { width, height, hotspotX, hotspotY }: CursorImage,
  ratio: number,
  x: number,
  y: number,
) {
  return { left: x - hotspotX / ratio, top: y - hotspotY / ratio, width: width / ratio, height: height / ratio };
}
