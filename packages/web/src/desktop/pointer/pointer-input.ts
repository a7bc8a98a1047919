import type { Intention } from "@passerelle/tunnel";
import type { Point } from "../display/geometry.ts";
import { type InputChoices, inputChoices } from "../keyboard/input-choices.ts";
import { Contacts } from "./contacts.ts";
import { buttonIntention, MouseInput } from "./mouse-input.ts";
import { isLockedTo } from "./pointer-lock.ts";
import { type Gestures, LONG_PRESS, type TouchAction, TouchGestures } from "./touch.ts";
import { touchState } from "./touch-state.ts";
import { TouchpadGestures } from "./touchpad.ts";
import { WheelAccumulator, type WheelTurn } from "./wheel.ts";

/** The rotation of one notch, [MS-RDPBCGR] 2.2.8.1.1.3.1.1.3. */
const NOTCH = 120;

export interface PointerInputOptions {
  /** Lies over the desktop; must have `touch-action: none`. */
  readonly surface: HTMLElement;
  /** The desktop pixel under a point of the window. */
  readonly desktopPoint: (client: Point) => Point;
  /** Desktop pixels for each CSS pixel. */
  readonly scale: () => number;
  readonly send: (intentions: readonly Intention[]) => void;
  /** What must reach the desktop before a button or the wheel. */
  readonly before: (event: MouseEvent) => readonly Intention[];
  /** A button or a finger went down. */
  readonly touched: () => void;
  /** Two fingers zoom the view. */
  readonly pinched: (pinch: Extract<TouchAction, { kind: "pinch" }>) => void;
  /** Where fingers have moved the pointer to, in the window; undefined: the browser shows it. */
  readonly pointerMoved: (client: Point | undefined) => void;
  /** Ends the listening. */
  readonly signal: AbortSignal;
}

/** Turns the events of mouse, pen and fingers over `surface` into intentions. */
export function listenToPointer(options: PointerInputOptions): void {
  const { surface, desktopPoint, scale, send, before, touched, pinched, pointerMoved, signal } = options;
  const wheel = new WheelAccumulator();
  const mouse = new MouseInput();
  const contacts = new Contacts();
  let gestures = gesturesFor(inputChoices.value);
  let longPress: ReturnType<typeof setTimeout> | undefined;

  const clientPoint = (event: MouseEvent): Point => ({ x: event.clientX, y: event.clientY });

  function gesturesFor({ touch }: InputChoices): Gestures {
    const { left, top, width, height } = surface.getBoundingClientRect();
    const within = ({ x, y }: Point) => ({
      x: Math.min(Math.max(x, left), left + width - 1),
      y: Math.min(Math.max(y, top), top + height - 1),
    });
    const isTouchpad = touch === "touchpad";
    return isTouchpad
      ? new TouchpadGestures({ x: left + width / 2, y: top + height / 2 }, within)
      : new TouchGestures();
  }

  function turnWheel(turn: WheelTurn, client: Point): Intention[] {
    const at = desktopPoint(client);
    return wheel.turn(turn).map(({ horizontal, notches }) => ({
      kind: "wheel" as const,
      horizontal,
      rotation: notches * NOTCH,
      ...at,
    }));
  }

  function onMouse(event: PointerEvent): void {
    const moved = { x: Math.round(event.movementX * scale()), y: Math.round(event.movementY * scale()) };
    const intentions = isLockedTo(surface)
      ? mouse.by(event.buttons, event.type === "pointermove" ? moved : { x: 0, y: 0 })
      : mouse.at(event.buttons, desktopPoint(clientPoint(event)));
    if (intentions.length > 0) send([...before(event), ...intentions]);
    pointerMoved(undefined);
  }

  function intentionsOf(action: TouchAction): Intention[] {
    switch (action.kind) {
      case "pinch":
        pinched(action);
        return [];
      case "scroll":
        return turnWheel({ ...action, deltaMode: WheelEvent.DOM_DELTA_PIXEL, shiftKey: false }, action.at);
      case "move":
        return [{ kind: "pointer-move", ...desktopPoint(action.at) }];
      case "button":
        return [buttonIntention(action, desktopPoint(action.at))];
    }
  }

  function act(actions: readonly TouchAction[]): void {
    send(actions.flatMap(intentionsOf));
    if (gestures instanceof TouchpadGestures) pointerMoved(gestures.pointer);
    if (!gestures.isTouching) clearTimeout(longPress);
  }

  /** The desktop takes this finger or pen itself. */
  function isContact({ pointerType }: PointerEvent): boolean {
    const { mostContacts, pen } = touchState.value;
    if (pointerType === "pen") return pen;
    return pointerType === "touch" && inputChoices.value.touch === "touch" && mostContacts > 0;
  }

  function onContact(event: PointerEvent): void {
    const at = desktopPoint(clientPoint(event));
    const isOver = event.type === "pointerup" || event.type === "pointercancel";
    const isCancelled = event.type === "pointercancel";
    if (event.pointerType === "pen") send([contacts.pen(event, at, isCancelled || event.type === "pointerleave")]);
    else {
      const intention = isOver ? contacts.lift(event, isCancelled) : contacts.touch(event, at, scale());
      if (intention) send([intention]);
    }
  }

  function onGesture(event: PointerEvent): void {
    const [finger, at] = [event.pointerId, clientPoint(event)];
    switch (event.type) {
      case "pointerdown":
        gestures.down(finger, at);
        clearTimeout(longPress);
        if (gestures.isTouching) longPress = setTimeout(() => act(gestures.longPress()), LONG_PRESS);
        act([]);
        return;
      case "pointermove":
        act(gestures.move(finger, at));
        return;
      case "pointerup":
        act(gestures.up(finger, at));
        return;
      case "pointercancel":
        act(gestures.cancel(finger, at));
    }
  }

  function onPointer(event: PointerEvent): void {
    if (event.type === "pointerdown") {
      event.preventDefault();
      // A locked mouse is at the surface in any case, and browsers refuse to capture it.
      if (!isLockedTo(surface)) surface.setPointerCapture(event.pointerId);
      touched();
    }
    // A finger that does not touch tells nothing.
    const isIdleFinger = event.pointerType === "touch" && event.type === "pointermove" && event.buttons === 0;
    if (isIdleFinger) return;
    if (isContact(event)) onContact(event);
    else if (event.pointerType === "touch") onGesture(event);
    else if (event.type === "pointercancel") send(mouse.release());
    else onMouse(event);
  }

  function onLeave(event: PointerEvent): void {
    if (event.pointerType === "pen" && isContact(event)) onContact(event);
  }

  function onWheel(event: WheelEvent): void {
    event.preventDefault();
    const turned = turnWheel(event, clientPoint(event));
    if (turned.length > 0) send([...before(event), ...turned]);
  }

  /** Without this, browsers go back and forward, scroll, select text and open their own menu. */
  function suppress(event: Event): void {
    event.preventDefault();
  }

  for (const type of ["pointerdown", "pointermove", "pointerup", "pointercancel"] as const) {
    surface.addEventListener(type, onPointer, { signal });
  }
  surface.addEventListener("pointerleave", onLeave, { signal });
  surface.addEventListener("wheel", onWheel, { signal, passive: false });
  for (const type of ["mousedown", "mouseup", "auxclick", "contextmenu", "dragstart"]) {
    surface.addEventListener(type, suppress, { signal });
  }
  const forget = inputChoices.subscribe(() => {
    gestures = gesturesFor(inputChoices.value);
    pointerMoved(undefined);
  });
  signal.addEventListener("abort", () => {
    forget();
    clearTimeout(longPress);
    const lifted = contacts.cancelAll();
    send([...mouse.release(), ...(lifted ? [lifted] : [])]);
  });
}
