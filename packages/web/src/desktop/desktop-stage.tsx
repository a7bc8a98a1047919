import { type ReactElement, type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import classes from "./desktop.module.css";
import { useStore } from "./devices/store.ts";
import { type Container, desktopPoint, type Point, placeDesktop, type Size, type Zoom } from "./display/geometry.ts";
import { useContainer } from "./display/use-container.ts";
import type { PageShortcut } from "./keyboard/keyboard-events.ts";
import { keyboardState, listenToKeyboard } from "./keyboard/keyboard-input.ts";
import { keyboardTool } from "./keyboard/keyboard-tools.ts";
import { useTyping } from "./keyboard/use-typing.ts";
import { cursorStyle, drawnCursorRect } from "./pointer/cursor-style.ts";
import { NOT_MAGNIFIED, pinched } from "./pointer/magnifier.ts";
import { listenToPointer } from "./pointer/pointer-input.ts";
import { offerPointerLock, togglePointerLock } from "./pointer/pointer-lock.ts";
import type { SessionClient } from "./session-client.ts";
import type { Cursor } from "./worker/messages.ts";

interface DesktopStageProps {
  readonly client: SessionClient;
  /** Whose canvas shows the desktop here. */
  readonly view: { readonly canvas: HTMLCanvasElement };
  readonly name: string;
  readonly desktop: Size;
  /** What of it the canvas shows; absent: all. */
  readonly part: (Point & Size) | undefined;
  readonly cursor: Cursor;
  readonly zoom: Zoom;
  /** The user works in the desktop; false: it is only shown. */
  readonly isInteractive: boolean;
  /** Takes the keys; to be focused when the desktop shall have them. */
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** The room for the desktop has changed. */
  readonly onContainer: (container: Container) => void;
  readonly onShortcut: (shortcut: PageShortcut) => void;
  /** The user clicks into the desktop. */
  readonly onTouched: () => void;
}

/** The desktop's picture, and what keyboard and pointer do there. */
export function DesktopStage(props: DesktopStageProps): ReactElement {
  const { client, view, name, desktop, cursor, zoom, isInteractive, field, onContainer, onShortcut, onTouched } = props;
  const { part = { x: 0, y: 0, ...desktop } } = props;
  const { x, y, width, height } = part;
  const { t } = useTranslation("desktop");
  const stage = useRef<HTMLElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const pointer = useRef<HTMLDivElement>(null);
  const magnification = useRef(NOT_MAGNIFIED);
  const container = useContainer(stage);
  const tool = useStore(keyboardTool);
  useTyping(client);

  useEffect(() => {
    surface.current?.prepend(view.canvas);
  }, [view]);

  useLayoutEffect(() => {
    if (container) placeCanvas(view.canvas, { width, height }, container, zoom);
  }, [view, container, width, height, zoom]);

  useEffect(() => {
    if (container) onContainer(container);
  }, [container, onContainer]);

  useEffect(() => {
    if (!isInteractive || !surface.current || !field.current) return;
    const stop = new AbortController();
    const { keyboard, platform } = client;
    const send = client.input.bind(client);
    const shown = { x, y, width, height };
    const { current: area } = surface;
    const withdraw = offerPointerLock({ surface: area, focus: onTouched });
    listenToPointer({
      surface: area,
      desktopPoint: (at) => desktopPoint(at, view.canvas.getBoundingClientRect(), shown, desktop),
      send,
      before: (event) => keyboard.beforePointer(keyboardState(event, platform)),
      scale: () => width / view.canvas.getBoundingClientRect().width,
      touched: onTouched,
      pinched: ({ factor, at, deltaX, deltaY }) => {
        const corner = stage.current?.getBoundingClientRect();
        if (!corner) return;
        const place = { x: at.x - corner.x, y: at.y - corner.y };
        magnification.current = pinched(magnification.current, corner, factor, place, { x: deltaX, y: deltaY });
        magnify(area, magnification.current);
      },
      pointerMoved: (client) => showPointer(pointer.current, client),
      signal: stop.signal,
    });
    listenToKeyboard({
      field: field.current,
      machine: keyboard,
      platform,
      send,
      pasteGate: client.pasteGate,
      onShortcut: (shortcut) => (shortcut === "pointer-lock" ? togglePointerLock(area) : onShortcut(shortcut)),
      signal: stop.signal,
    });
    return () => {
      withdraw();
      stop.abort();
    };
  }, [client, view, desktop, x, y, width, height, isInteractive, field, onShortcut, onTouched]);

  useEffect(() => {
    // What had the focus is gone.
    if (tool === "none" && document.activeElement === document.body) field.current?.focus({ preventScroll: true });
  }, [tool, field]);

  useEffect(() => {
    if (!isInteractive) return;
    // Ctrl+W, which pages cannot take, was most likely meant for a window of the desktop.
    const ask = (event: BeforeUnloadEvent) => {
      if (client.keyboard.isShortcut) event.preventDefault();
    };
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [client, isInteractive]);

  return (
    <section ref={stage} className={classes.stage} data-zoom={zoom} aria-label={name}>
      <div ref={surface} className={classes.surface}>
        <DesktopCursor surface={surface} cursor={isInteractive ? cursor : DEFAULT} ratio={container?.ratio ?? 1} />
      </div>
      <div ref={pointer} className={classes.touchPointer} hidden aria-hidden />
      <textarea
        ref={field}
        className={classes.field}
        aria-label={t("screen", { name })}
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        inputMode="none"
        rows={1}
        tabIndex={isInteractive ? 0 : -1}
      />
    </section>
  );
}

/** Shows the desktop as large as fingers want it. */
function magnify(surface: HTMLElement, { scale, x, y }: typeof NOT_MAGNIFIED): void {
  surface.style.transform = scale === 1 ? "" : `translate(${x}px, ${y}px) scale(${scale})`;
}

/** Draws the pointer where fingers have moved it; the browser shows none for them. */
function showPointer(pointer: HTMLElement | null, at: Point | undefined): void {
  if (!pointer) return;
  pointer.hidden = at === undefined;
  if (at) pointer.style.translate = `${at.x}px ${at.y}px`;
}

const DEFAULT: Cursor = { kind: "default" };

function placeCanvas(canvas: HTMLCanvasElement, desktop: Size, container: Container, zoom: Zoom): void {
  const { x, y, width, height, sharp } = placeDesktop(desktop, container, container.ratio, zoom);
  Object.assign(canvas.style, {
    left: `${x}px`,
    top: `${y}px`,
    width: `${width}px`,
    height: `${height}px`,
    imageRendering: sharp ? "pixelated" : "auto",
  });
}

interface DesktopCursorProps {
  readonly surface: RefObject<HTMLElement | null>;
  readonly cursor: Cursor;
  readonly ratio: number;
}

/** The desktop's pointer: the browser's own cursor where it can be, else drawn where the pointer is. */
function DesktopCursor({ surface, cursor, ratio }: DesktopCursorProps): ReactElement | null {
  const drawn = useRef<HTMLImageElement>(null);
  const style = cursorStyle(cursor, ratio);
  const isDrawn = style === undefined && cursor.kind === "image";

  useEffect(() => {
    if (surface.current) surface.current.style.cursor = style ?? "none";
  }, [surface, style]);

  useEffect(() => {
    if (!isDrawn) return;
    const follow = ({ clientX, clientY }: PointerEvent) => {
      const { left, top, width, height } = drawnCursorRect(cursor, ratio, clientX, clientY);
      Object.assign(drawn.current?.style ?? {}, {
        translate: `${left}px ${top}px`,
        width: `${width}px`,
        height: `${height}px`,
        visibility: "visible",
      });
    };
    const target = surface.current;
    target?.addEventListener("pointermove", follow);
    return () => target?.removeEventListener("pointermove", follow);
  }, [surface, cursor, ratio, isDrawn]);

  return isDrawn ? <img ref={drawn} className={classes.drawnCursor} src={cursor.url} alt="" /> : null;
}
