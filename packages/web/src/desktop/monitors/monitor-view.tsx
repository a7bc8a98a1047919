import { type ReactElement, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import classes from "../desktop.module.css";
import { DesktopStage } from "../desktop-stage.tsx";
import type { Container, Size } from "../display/geometry.ts";
import type { PageShortcut } from "../keyboard/keyboard-events.ts";
import type { SessionClient } from "../session-client.ts";
import type { Cursor } from "../worker/messages.ts";
import type { Part } from "./arrangement.ts";
import { type OpenMonitor, showFullScreen } from "./monitor-window.ts";
import monitorClasses from "./monitors.module.css";

interface MonitorViewProps {
  readonly client: SessionClient;
  readonly monitor: OpenMonitor;
  readonly name: string;
  readonly desktop: Size;
  readonly parts: readonly Part[];
  readonly cursor: Cursor;
  readonly isInteractive: boolean;
  readonly onContainer: (view: number, container: Container) => void;
  readonly onShortcut: (shortcut: PageShortcut) => void;
}

/** One monitor of the desktop, in a window of its own. */
export function MonitorView(props: MonitorViewProps): ReactElement {
  const { client, monitor, name, desktop, parts, cursor, isInteractive, onContainer, onShortcut } = props;
  const { t } = useTranslation("desktop");
  const field = useRef<HTMLTextAreaElement>(null);
  const page = useRef<HTMLDivElement>(null);
  const view = useMonitorCanvas(client, monitor);
  const title = t("monitors.window", { name, number: monitor.view + 1 });
  const part = parts.find((one) => one.view === monitor.view);

  useEffect(() => {
    monitor.window.document.title = title;
  }, [monitor, title]);

  const focusField = useCallback(() => field.current?.focus({ preventScroll: true }), []);
  const tellContainer = useCallback(
    (container: Container) => onContainer(monitor.view, container),
    [monitor, onContainer],
  );

  return createPortal(
    <div ref={page} className={classes.page}>
      {view && (
        <DesktopStage
          client={client}
          view={view}
          name={title}
          desktop={desktop}
          part={part}
          cursor={cursor}
          zoom="fit"
          isInteractive={isInteractive && part !== undefined}
          field={field}
          onContainer={tellContainer}
          onShortcut={onShortcut}
          onTouched={focusField}
        />
      )}
      {!part && <p className={monitorClasses.empty}>{t(parts.length > 0 ? "monitors.unused" : "monitors.waiting")}</p>}
      <FullScreenButton monitor={monitor} page={page} />
    </div>,
    monitor.window.document.body,
  );
}

/** A canvas of the monitor's window, which the worker paints. */
function useMonitorCanvas(
  client: SessionClient,
  monitor: OpenMonitor,
): { readonly canvas: HTMLCanvasElement } | undefined {
  const [view, setView] = useState<{ readonly canvas: HTMLCanvasElement }>();
  useEffect(() => {
    const canvas = monitor.window.document.createElement("canvas");
    setView({ canvas });
    const remove = client.addView(monitor.view, canvas);
    return () => {
      remove();
      canvas.remove();
    };
  }, [client, monitor]);
  return view;
}

interface FullScreenButtonProps {
  readonly monitor: OpenMonitor;
  readonly page: RefObject<HTMLElement | null>;
}

/** Browsers fill a screen only by a gesture in the window itself. It goes as soon as the user works in the desktop. */
function FullScreenButton({ monitor, page }: FullScreenButtonProps): ReactElement | null {
  const { t } = useTranslation("desktop");
  const [isShown, setShown] = useState(true);

  useEffect(() => {
    const { document } = monitor.window;
    const hide = () => setShown(false);
    const change = () => setShown(document.fullscreenElement === null);
    const target = page.current?.querySelector("section");
    target?.addEventListener("pointerdown", hide);
    document.addEventListener("fullscreenchange", change);
    return () => {
      target?.removeEventListener("pointerdown", hide);
      document.removeEventListener("fullscreenchange", change);
    };
  });

  if (!isShown) return null;
  return (
    <button type="button" className={monitorClasses.fullScreen} onClick={() => void showFullScreen(monitor)}>
      {t("monitors.fullScreen")}
    </button>
  );
}
