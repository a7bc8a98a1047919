import type { Canvas, Color } from "../drawing/canvas.ts";
import { BOLD_TEXT, SMALL_TEXT, TEXT } from "../drawing/glyphs.ts";
import type { Rect } from "../drawing/rect.ts";

export const TASKBAR_HEIGHT = 44;
const BACKGROUND: Color = 0xff1a2233;
const NAME: Color = 0xfff2f4fa;
const FAINT: Color = 0xff93a0bd;
const LAMP: Color = 0xfff2c53d;
const LAMP_OFF: Color = 0xff3a4560;
const MARGIN = 16;

/** What the bar at the bottom tells. */
export interface TaskbarContent {
  readonly time: string;
  readonly capsLock: boolean;
}

export function taskbarRect(width: number, height: number): Rect {
  return { x: 0, y: height - TASKBAR_HEIGHT, width, height: TASKBAR_HEIGHT };
}

export function clockRect({ x, y, width, height }: Rect): Rect {
  const clockWidth = 5 * TEXT.width;
  return { x: x + width - MARGIN - clockWidth, y, width: clockWidth, height };
}

export function lampRect(taskbar: Rect): Rect {
  const clock = clockRect(taskbar);
  return { ...clock, x: clock.x - 60, width: 40 };
}

export function drawTaskbar(canvas: Canvas, rect: Rect, { time, capsLock }: TaskbarContent): void {
  canvas.fill(rect, BACKGROUND);
  const top = rect.y + (rect.height - TEXT.height) / 2;
  canvas.text(rect.x + MARGIN, top, "Passerelle", NAME, BOLD_TEXT);
  canvas.text(rect.x + MARGIN + 11 * TEXT.width, top + 8, "demo desktop", FAINT, SMALL_TEXT);
  canvas.text(clockRect(rect).x, top, time, NAME, TEXT);
  const lamp = lampRect(rect);
  canvas.text(lamp.x, top + 8, "CAPS", FAINT, SMALL_TEXT);
  canvas.roundRect({ x: lamp.x + 28, y: top + 10, width: 8, height: 8 }, 4, capsLock ? LAMP : LAMP_OFF);
}
