import type { Answer } from "@passerelle/tunnel";
import { lazy, type ReactElement, type RefObject, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePageTitle } from "../shell/page-title.ts";
import { DesktopStage } from "./desktop-stage.tsx";
import type { DesktopTarget } from "./desktop-target.ts";
import { useDevices } from "./devices/use-devices.ts";
import type { DisplayChoices } from "./display/display-controls.tsx";
import type { Container, Zoom } from "./display/geometry.ts";
import type { Shortcut } from "./keyboard/keyboard-events.ts";
import { MenuBar } from "./menu/menu-bar.tsx";
import { MenuHint } from "./menu/menu-hint.tsx";
import { useNearTop } from "./menu/use-near-top.ts";
import { MessageNotice } from "./messages/message-notice.tsx";
import { MAIN_VIEW } from "./monitors/arrangement.ts";
import { MonitorView } from "./monitors/monitor-view.tsx";
import { MonitorsNotice } from "./monitors/monitors-notice.tsx";
import { useArrangement } from "./monitors/use-arrangement.ts";
import { useMonitors } from "./monitors/use-monitors.ts";
import { ConnectingScreen } from "./screens/connecting-screen.tsx";
import { EndedScreen } from "./screens/ended-screen.tsx";
import { BrokenLine, Reconnecting, Restoring, TakenOver } from "./screens/line-screen.tsx";
import { PromptScreen } from "./screens/prompt-screen.tsx";
import type { SessionClient } from "./session-client.ts";
import type { SessionState } from "./session-state.ts";
import { useStatistics } from "./stats/use-statistics.ts";
import { useSessionState } from "./use-session.ts";

interface DesktopViewProps {
  readonly client: SessionClient;
  readonly page: RefObject<HTMLDivElement | null>;
  readonly target: DesktopTarget;
  readonly name: string;
  readonly onLeave: () => void;
  readonly onReconnect: () => void;
}

/** Loaded when somebody wants to see it. */
const StatsOverlay = lazy(async () => ({ default: (await import("./stats/stats-overlay.tsx")).StatsOverlay }));
/** Loaded once there is a desktop. */
const DeviceOverlays = lazy(async () => ({ default: (await import("./devices/device-overlays.tsx")).DeviceOverlays }));
const Panel = lazy(async () => ({ default: (await import("./panel/panel.tsx")).Panel }));
/** Loaded where a desktop is shared. */
const SharingSign = lazy(async () => ({ default: (await import("./sharing/sharing-sign.tsx")).SharingSign }));
const GuestScreens = lazy(async () => ({ default: (await import("./sharing/guest-screens.tsx")).GuestScreens }));

const isTouch = matchMedia("(hover: none)").matches;

/** One session from its first step to its end. */
export function DesktopView(props: DesktopViewProps): ReactElement {
  const { client, page, name, onLeave } = props;
  const { isGuest } = client;
  const { t } = useTranslation("desktop");
  const state = useSessionState(client);
  const { phase, line, desktop, parts, cursor, roundTrip } = state;
  const [zoom, setZoom] = useState<Zoom>("fit");
  const [isMenuOpen, setMenuOpen] = useState(false);
  const [isPanelOpen, setPanelOpen] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const isNear = useNearTop(page);
  const statistics = useStatistics();
  const isWorking = phase.kind === "active" && line === "open" && desktop !== undefined;
  const monitors = useMonitors(
    phase.kind === "active" && !isGuest ? phase.mostMonitors : 1,
    isWorking ? parts.length > 0 : undefined,
  );
  const { closeAll } = monitors;
  const isOver = phase.kind === "ended" || line === "taken-over";
  const devices = useDevices(client, isOver ? undefined : state.session, isWorking);
  useEffect(() => {
    if (isOver) closeAll();
  }, [isOver, closeAll]);
  const measured = useArrangement(client, monitors);
  const measuredHere = useCallback((container: Container) => measured(MAIN_VIEW, container), [measured]);
  const shownName = phase.kind === "active" ? phase.name : name;
  usePageTitle(t("title", { name: shownName }));

  const focusDesktop = useCallback(() => field.current?.focus({ preventScroll: true }), []);
  const openMenu = useCallback(() => {
    // The shortcut may have been struck in the window of another monitor.
    window.focus();
    setMenuOpen(true);
  }, []);
  const closeMenu = useCallback(() => {
    setMenuOpen(false);
    focusDesktop();
  }, [focusDesktop]);
  const { toggle: toggleStatistics } = statistics;
  const onShortcut = useCallback(
    (shortcut: Shortcut) => (shortcut === "menu" ? openMenu() : toggleStatistics()),
    [openMenu, toggleStatistics],
  );
  useEffect(() => {
    if (isWorking) focusDesktop();
    else setMenuOpen(false);
  }, [isWorking, focusDesktop]);

  useEffect(() => {
    // What had the focus is gone.
    if (!statistics.isShown && document.activeElement === document.body) focusDesktop();
  }, [statistics.isShown, focusDesktop]);

  function showKeyboard(): void {
    setMenuOpen(false);
    if (!field.current) return;
    field.current.inputMode = "text";
    // Phones look at the mode when the field gets the focus.
    field.current.blur();
    focusDesktop();
  }

  function showStatistics(): void {
    setMenuOpen(false);
    statistics.showFocused();
  }

  function leave(): void {
    client.abandon();
    onLeave();
  }

  function closing(act: () => void): () => void {
    return () => {
      closeMenu();
      act();
    };
  }

  const display: DisplayChoices = {
    zoom,
    onZoom: setZoom,
    hasStatistics: statistics.isShown,
    onStatistics: statistics.isShown ? closing(statistics.hide) : showStatistics,
    onAllScreens: monitors.openAll && closing(monitors.openAll),
    onOneScreen: monitors.open.length > 0 ? closing(monitors.closeAll) : undefined,
  };

  return (
    <>
      {desktop && phase.kind !== "ended" && (
        <DesktopStage
          client={client}
          view={client}
          name={shownName}
          desktop={desktop}
          part={parts.find(({ view }) => view === MAIN_VIEW)}
          cursor={cursor}
          zoom={zoom}
          isInteractive={isWorking && !phase.readOnly}
          field={field}
          onContainer={measuredHere}
          onShortcut={onShortcut}
          onTouched={focusDesktop}
        />
      )}
      {desktop &&
        monitors.open.map((monitor) => (
          <MonitorView
            key={`${monitor.view} ${state.workers}`}
            client={client}
            monitor={monitor}
            name={shownName}
            desktop={desktop}
            parts={parts}
            cursor={cursor}
            isInteractive={isWorking && !phase.readOnly}
            onContainer={measured}
            onShortcut={onShortcut}
          />
        ))}
      {isWorking && (
        <>
          <MenuBar
            isOpen={isMenuOpen}
            isNear={isNear}
            name={shownName}
            readOnly={phase.readOnly}
            isGuest={isGuest}
            display={display}
            roundTrip={roundTrip}
            onOpen={openMenu}
            onClose={closeMenu}
            onCombination={(codes) => {
              client.input(client.keyboard.combination(codes));
              closeMenu();
            }}
            onPanel={devices && closing(() => setPanelOpen((isOpen) => !isOpen))}
            onKeyboard={isTouch ? showKeyboard : undefined}
            onDisconnect={isGuest ? leave : () => client.disconnect()}
          />
          <MenuHint hasKeys={!isTouch && !phase.readOnly} />
          {statistics.isShown && (
            <Suspense>
              <StatsOverlay
                client={client}
                state={state}
                name={shownName}
                desktop={desktop}
                takesFocus={statistics.takesFocus}
                onClose={closing(statistics.hide)}
              />
            </Suspense>
          )}
          {devices && (
            <Suspense>
              <DeviceOverlays devices={devices} client={client} />
              {isPanelOpen && (
                <Panel
                  devices={devices}
                  client={client}
                  display={display}
                  onClose={() => {
                    setPanelOpen(false);
                    focusDesktop();
                  }}
                />
              )}
            </Suspense>
          )}
          {(isGuest || state.guests > 0) && (
            <Suspense>
              <SharingSign client={client} onLeave={leave} onShow={() => setPanelOpen(true)} />
            </Suspense>
          )}
          {monitors.problem && <MonitorsNotice problem={monitors.problem} onClose={monitors.dismiss} />}
        </>
      )}
      <Suspense>
        {isGuest ? (
          <GuestScreens {...props} state={state} onLeave={leave} />
        ) : (
          <Screens {...props} state={state} onLeave={leave} />
        )}
      </Suspense>
      <MessageNotice messages={state.messages} onClose={() => client.closeMessage()} />
    </>
  );
}

export interface ScreensProps extends Omit<DesktopViewProps, "page"> {
  readonly state: SessionState;
}

/** What stands in place of the desktop, or over it. */
function Screens({ state, client, target, name, onLeave, onReconnect }: ScreensProps): ReactElement | null {
  const { phase, line, desktop } = state;
  const [entered, setEntered] = useState<Answer>({});
  const age = useCallback(() => client.age, [client]);

  if (phase.kind === "ended") {
    return <EndedScreen target={target} failure={phase.failure} onReconnect={onReconnect} />;
  }
  if (line === "taken-over") return <TakenOver onTakeBack={() => client.retry()} />;
  if (line === "waiting") return <BrokenLine hasDesktop={desktop !== undefined} onRetry={() => client.retry()} />;
  switch (phase.kind) {
    case "connecting":
      return <ConnectingScreen name={name} desktop={phase.desktop} steps={phase.steps} age={age} onCancel={onLeave} />;
    case "prompt":
      return (
        <PromptScreen
          name={name}
          fields={phase.fields}
          failure={phase.failure}
          entered={entered}
          onAnswer={(answer) => {
            setEntered({ ...answer, password: "" });
            client.answer(answer);
          }}
          onCancel={onLeave}
        />
      );
    case "reconnecting":
      return <Reconnecting />;
    case "active":
      return state.isRestoring ? <Restoring /> : null;
  }
}
