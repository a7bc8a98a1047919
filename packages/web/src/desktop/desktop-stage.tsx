import { type ReactElement, type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import classes from "./desktop.module.css";
import { desktopPoint, placeDesktop, type Size, type Zoom } from "./display/geometry.ts";
import { type Container, useContainer } from "./display/use-container.ts";
import { keyboardState, listenToKeyboard } from "./keyboard/keyboard-input.ts";
import { cursorStyle, drawnCursorRect } from "./pointer/cursor-style.ts";
import { listenToPointer } from "./pointer/pointer-input.ts";
import type { SessionClient } from "./session-client.ts";
import type { Cursor } from "./worker/messages.ts";

/** Milliseconds after which a window that was resized has its size. */
const RESIZE_PAUSE = 300;

interface DesktopStageProps {
  readonly client: SessionClient;
  readonly name: string;
  readonly desktop: Size;
  readonly cursor: Cursor;
  readonly zoom: Zoom;
  /** The user works in the desktop; false: it is only shown. */
  readonly isInteractive: boolean;
  /** Takes the keys; to be focused when the desktop shall have them. */
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly onMenu: () => void;
  /** The user clicks into the desktop. */
  readonly onTouched: () => void;
}

/** The desktop's picture, and what keyboard and pointer do there. */
export function DesktopStage(props: DesktopStageProps): ReactElement {
  const { client, name, desktop, cursor, zoom, isInteractive, field, onMenu, onTouched } = props;
  const { t } = useTranslation("desktop");
  const stage = useRef<HTMLElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const container = useContainer(stage);

  useEffect(() => {
    surface.current?.prepend(client.canvas);
  }, [client]);

  useLayoutEffect(() => {
    if (container) placeCanvas(client.canvas, desktop, container, zoom);
  }, [client, container, desktop, zoom]);

  useEffect(() => {
    if (!container) return;
    const timer = setTimeout(() => client.resize(container), RESIZE_PAUSE);
    return () => clearTimeout(timer);
  }, [client, container]);

  useEffect(() => {
    if (!isInteractive || !surface.current || !field.current) return;
    const stop = new AbortController();
    const { keyboard, platform } = client;
    const send = client.input.bind(client);
    listenToPointer({
      surface: surface.current,
      desktopPoint: (at) => desktopPoint(at, client.canvas.getBoundingClientRect(), desktop),
      send,
      before: (event) => keyboard.beforePointer(keyboardState(event, platform)),
      touched: onTouched,
      signal: stop.signal,
    });
    listenToKeyboard({
      field: field.current,
      machine: keyboard,
      platform,
      send,
      openMenu: onMenu,
      signal: stop.signal,
    });
    return () => stop.abort();
  }, [client, desktop, isInteractive, field, onMenu, onTouched]);

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
