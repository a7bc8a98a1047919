import type { InputEvent } from "@passerelle/rdp";
import { Canvas } from "../drawing/canvas.ts";
import { PaintLog } from "../drawing/paint-log.ts";
import { contains, intersection, type Rect, union, without } from "../drawing/rect.ts";
import { type Pointer, SYSTEM_POINTER } from "../graphics/pointers.ts";
import { Keyboard } from "./keyboard.ts";
import { NotesWindow } from "./notes-window.ts";
import { PaintWindow } from "./paint-window.ts";
import { clockRect, drawTaskbar, lampRect, TASKBAR_HEIGHT, taskbarRect } from "./taskbar.ts";
import { wallpaper } from "./wallpaper.ts";
import { CORNER, TITLE_HEIGHT, type Window } from "./window.ts";

const NOTCH = 120;
/** How much of a title stays on the desktop, so that it can be taken again. */
const TITLE_GRIP = 60;

/** What the left button has taken hold of. */
interface Grab {
  readonly window: Window;
  /** From the window's corner to the pointer, when it is moved by its title. */
  readonly moving: { readonly x: number; readonly y: number } | undefined;
}

/** The demo desktop: a picture, and what keyboard and mouse do to it. */
export class Desktop {
  readonly #now: () => Date;
  readonly #keyboard = new Keyboard();
  readonly #notes: NotesWindow;
  readonly #paint: PaintWindow;
  /** From the lowest to the one on top. */
  #windows: Window[];
  #canvas: Canvas;
  #log: PaintLog;
  #grab: Grab | undefined;
  #pointer: Pointer = SYSTEM_POINTER;
  /** Where the pointer is. */
  #place = { x: 0, y: 0 };
  #time: string;

  /** @param now tells the time for the clock */
  constructor(width: number, height: number, now: () => Date) {
    this.#now = now;
    this.#time = timeOf(now());
    const invalidate = (rect: Rect) => this.redraw(rect);
    this.#paint = new PaintWindow(invalidate);
    this.#notes = new NotesWindow(invalidate);
    this.#windows = [this.#paint, this.#notes];
    this.#canvas = new Canvas(width, height);
    this.#log = new PaintLog(this.#canvas);
    this.resize(width, height);
  }

  get canvas(): Canvas {
    return this.#canvas;
  }

  /** What has changed on the canvas. */
  get log(): PaintLog {
    return this.#log;
  }

  get pointer(): Pointer {
    return this.#pointer;
  }

  /** TS_SYNC_EVENT bits of the lock keys that are on. */
  get lockKeys(): number {
    return this.#keyboard.lockKeys;
  }

  /** What was typed. */
  get text(): string {
    return this.#notes.text;
  }

  /** Begins a canvas of another size, with the windows in their first places. */
  resize(width: number, height: number): void {
    this.#canvas = new Canvas(width, height);
    this.#log = new PaintLog(this.#canvas);
    this.#grab = undefined;
    const room = height - TASKBAR_HEIGHT;
    this.#paint.place(frameWithin(width, room, { x: 0.04, y: 0.06, width: 0.56, height: 0.8 }));
    this.#notes.place(frameWithin(width, room, { x: 0.63, y: 0.14, width: 0.33, height: 0.56 }));
    this.redraw(this.#canvas.bounds);
  }

  /** Sets the clock. */
  tick(): void {
    const time = timeOf(this.#now());
    if (time === this.#time) return;
    this.#time = time;
    this.redraw(clockRect(this.#taskbar));
  }

  input(event: InputEvent): void {
    switch (event.type) {
      case "scancode":
        this.#changeLocks(() => this.#edit(this.#keyboard.take(event)));
        return;
      case "unicode":
        if (!event.released) this.#edit({ kind: "insert", text: String.fromCharCode(event.codeUnit) });
        return;
      case "synchronize":
        this.#changeLocks(() => this.#keyboard.synchronize(event.toggles));
        return;
      case "relativeMove": {
        const { width, height } = this.#canvas;
        const x = Math.min(Math.max(this.#place.x + event.x, 0), width - 1);
        this.input({ type: "move", x, y: Math.min(Math.max(this.#place.y + event.y, 0), height - 1) });
        return;
      }
      case "relativeButton":
        this.input({ type: "button", button: event.button, pressed: event.pressed, ...this.#place });
        return;
      case "move":
        this.#move(event.x, event.y);
        break;
      case "button":
        if (event.button === "left") this.#press(event.x, event.y, event.pressed);
        break;
      case "wheel":
        if (event.axis === "vertical") this.#windowAt(event.x, event.y)?.wheel(Math.sign(event.rotation / NOTCH));
        break;
    }
    this.#place = { x: event.x, y: event.y };
    this.#pointer = this.#pointerAt(event.x, event.y);
  }

  /** Draws a part of the picture anew. */
  redraw(rect: Rect): void {
    this.#canvas.clipped(rect, () => {
      this.#canvas.draw(wallpaper(this.#canvas.width, this.#canvas.height), 0, 0);
      for (const window of this.#windows) window.draw(this.#canvas);
      drawTaskbar(this.#canvas, this.#taskbar, { time: this.#time, capsLock: this.#keyboard.capsLock });
    });
    this.#log.changed(rect);
  }

  get #taskbar(): Rect {
    return taskbarRect(this.#canvas.width, this.#canvas.height);
  }

  #edit(edit: ReturnType<Keyboard["take"]>): void {
    if (!edit) return;
    this.#notes.edit(edit);
    if (this.#pointer.kind === "picture" && this.#pointer.name === "text") {
      this.#pointer = { kind: "system", hidden: true };
    }
  }

  #changeLocks(change: () => void): void {
    const before = this.#keyboard.capsLock;
    change();
    if (this.#keyboard.capsLock !== before) this.redraw(lampRect(this.#taskbar));
  }

  #windowAt(x: number, y: number): Window | undefined {
    if (contains(this.#taskbar, x, y)) return undefined;
    return this.#windows.findLast(({ frame }) => contains(frame, x, y));
  }

  #pointerAt(x: number, y: number): Pointer {
    if (this.#grab?.moving) return SYSTEM_POINTER;
    return (this.#grab?.window ?? this.#windowAt(x, y))?.pointerAt(x, y) ?? SYSTEM_POINTER;
  }

  #press(x: number, y: number, pressed: boolean): void {
    if (!pressed) {
      const grab = this.#grab;
      this.#grab = undefined;
      if (!grab?.moving) grab?.window.release(x, y);
      return;
    }
    const window = this.#windowAt(x, y);
    if (!window) return;
    this.#raise(window);
    const moving = window.isTitleAt(x, y) ? { x: x - window.frame.x, y: y - window.frame.y } : undefined;
    this.#grab = { window, moving };
    if (!moving) window.press(x, y);
  }

  #move(x: number, y: number): void {
    if (!this.#grab) return;
    const { window, moving } = this.#grab;
    if (moving) this.#moveWindow(window, x - moving.x, y - moving.y);
    else window.drag(x, y);
  }

  #raise(window: Window): void {
    if (this.#windows.at(-1) === window) return;
    this.#windows = [...this.#windows.filter((other) => other !== window), window];
    this.redraw(window.reach);
  }

  /** Copies what is seen of the window on top, and draws the rest around it. */
  #moveWindow(window: Window, x: number, y: number): void {
    const before = window.frame;
    const { width, height } = this.#canvas;
    const left = Math.min(Math.max(x, TITLE_GRIP - before.width), width - TITLE_GRIP);
    const top = Math.min(Math.max(y, 0), height - TASKBAR_HEIGHT - TITLE_HEIGHT);
    const stepX = left - before.x;
    const stepY = top - before.y;
    if (stepX === 0 && stepY === 0) return;
    const damage = union(window.reach, shifted(window.reach, stepX, stepY));
    window.place(shifted(before, stepX, stepY));

    const room = { x: 0, y: 0, width, height: height - TASKBAR_HEIGHT };
    const seen = intersection(before, room);
    const target = seen && intersection(shifted(seen, stepX, stepY), room);
    if (!target) {
      this.redraw(damage);
      return;
    }
    const source = shifted(target, -stepX, -stepY);
    this.#log.copying(source, target.x, target.y);
    this.#canvas.copy(source, target.x, target.y);
    for (const rect of [...without(damage, target), ...corners(window.frame)]) this.redraw(rect);
  }
}

function shifted(rect: Rect, x: number, y: number): Rect {
  return { ...rect, x: rect.x + x, y: rect.y + y };
}

/** Where something of what is behind a window can be seen within its frame. */
function corners({ x, y, width, height }: Rect): Rect[] {
  const corner = { width: CORNER, height: CORNER };
  const right = x + width - CORNER;
  const bottom = y + height - CORNER;
  return [
    { ...corner, x, y },
    { ...corner, x: right, y },
    { ...corner, x, y: bottom },
    { ...corner, x: right, y: bottom },
  ];
}

/** @param shares of the room, 0 to 1 */
function frameWithin(width: number, height: number, shares: Rect): Rect {
  return {
    x: Math.round(width * shares.x),
    y: Math.round(height * shares.y),
    width: Math.round(width * shares.width),
    height: Math.round(height * shares.height),
  };
}

function timeOf(date: Date): string {
  return date.toTimeString().slice(0, 5);
}
