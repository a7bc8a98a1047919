import type { Intention } from "@passerelle/tunnel";
import type { Point } from "../display/geometry.ts";
import { type ButtonChange, buttonChanges } from "./buttons.ts";
import { LONG_PRESS, type TouchAction, TouchGestures } from "./touch.ts";
import { WheelAccumulator, type WheelTurn } from "./wheel.ts";

/** The rotation of one notch, [MS-RDPBCGR] 2.2.8.1.1.3.1.1.3. */
const NOTCH = 120;

export interface PointerInputOptions {
  /** Lies over the desktop; must have `touch-action: none`. */
  readonly surface: HTMLElement;
  /** The desktop pixel under a point of the window. */
  readonly desktopPoint: (client: Point) => Point;
  readonly send: (intentions: readonly Intention[]) => void;
  /** What must reach the desktop before a button or the wheel. */
  readonly before: (event: MouseEvent) => readonly Intention[];
  /** A button or a finger went down. */
  readonly touched: () => void;
  /** Ends the listening. */
  readonly signal: AbortSignal;
}

/** Turns the events of mouse, pen and fingers over `surface` into intentions. */
export function listenToPointer({ surface, desktopPoint, send, before, touched, signal }: PointerInputOptions): void {
  const wheel = new WheelAccumulator();
  const touch = new TouchGestures();
  let buttons = 0;
  let last: Point = { x: -1, y: -1 };
  let longPress: ReturnType<typeof setTimeout> | undefined;

  const clientPoint = (event: MouseEvent): Point => ({ x: event.clientX, y: event.clientY });

  function turnWheel(turn: WheelTurn, client: Point): Intention[] {
    const at = desktopPoint(client);
    // Notch by notch: X servers take a record for one notch, however far it turns.
    return wheel.turn(turn).flatMap(({ horizontal, notches }) =>
      Array.from({ length: Math.abs(notches) }, () => ({
        kind: "wheel" as const,
        horizontal,
        rotation: Math.sign(notches) * NOTCH,
        ...at,
      })),
    );
  }

  function onMouse(event: PointerEvent): void {
    const at = desktopPoint(clientPoint(event));
    const changes = buttonChanges(buttons, event.buttons);
    buttons = event.buttons;
    const hasMoved = at.x !== last.x || at.y !== last.y;
    last = at;
    // A button's record says where the pointer is.
    if (changes.length > 0) send([...before(event), ...changes.map((change) => buttonIntention(change, at))]);
    else if (hasMoved) send([...before(event), { kind: "pointer-move", ...at }]);
  }

  function intentionsOf(action: TouchAction): Intention[] {
    if (action.kind === "scroll") {
      return turnWheel({ ...action, deltaMode: WheelEvent.DOM_DELTA_PIXEL, shiftKey: false }, action.at);
    }
    const at = desktopPoint(action.at);
    return [action.kind === "move" ? { kind: "pointer-move", ...at } : buttonIntention(action, at)];
  }

  function act(actions: readonly TouchAction[]): void {
    send(actions.flatMap(intentionsOf));
    if (!touch.isTouching) clearTimeout(longPress);
  }

  function onDown(event: PointerEvent): void {
    event.preventDefault();
    surface.setPointerCapture(event.pointerId);
    touched();
    if (event.pointerType !== "touch") {
      onMouse(event);
      return;
    }
    touch.down(event.pointerId, clientPoint(event));
    clearTimeout(longPress);
    if (touch.isTouching) longPress = setTimeout(() => act(touch.longPress()), LONG_PRESS);
  }

  function onMove(event: PointerEvent): void {
    if (event.pointerType === "touch") act(touch.move(event.pointerId, clientPoint(event)));
    else onMouse(event);
  }

  function onUp(event: PointerEvent): void {
    if (event.pointerType === "touch") act(touch.up(event.pointerId, clientPoint(event)));
    else onMouse(event);
  }

  function onCancel(event: PointerEvent): void {
    if (event.pointerType === "touch") act(touch.cancel(event.pointerId, clientPoint(event)));
    else releaseButtons(desktopPoint(clientPoint(event)));
  }

  function onWheel(event: WheelEvent): void {
    event.preventDefault();
    const turned = turnWheel(event, clientPoint(event));
    if (turned.length > 0) send([...before(event), ...turned]);
  }

  function releaseButtons(at: Point): void {
    send(buttonChanges(buttons, 0).map((change) => buttonIntention(change, at)));
    buttons = 0;
  }

  /** Without this, browsers go back and forward, scroll, select text and open their own menu. */
  function suppress(event: Event): void {
    event.preventDefault();
  }

  surface.addEventListener("pointerdown", onDown, { signal });
  surface.addEventListener("pointermove", onMove, { signal });
  surface.addEventListener("pointerup", onUp, { signal });
  surface.addEventListener("pointercancel", onCancel, { signal });
  surface.addEventListener("wheel", onWheel, { signal, passive: false });
  for (const type of ["mousedown", "mouseup", "auxclick", "contextmenu", "dragstart"]) {
    surface.addEventListener(type, suppress, { signal });
  }
  signal.addEventListener("abort", () => {
    clearTimeout(longPress);
    releaseButtons(last);
  });
}

function buttonIntention({ button, pressed }: ButtonChange, at: Point): Intention {
  return { kind: "pointer-button", button, pressed, ...at };
}
