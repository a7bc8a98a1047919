import { Button, UnstyledButton } from "@mantine/core";
import {
  IconChartBar,
  IconChevronDown,
  IconDevices,
  IconKeyboard,
  IconMaximize,
  IconMinimize,
  IconPlugConnectedX,
  IconX,
} from "@tabler/icons-react";
import { type KeyboardEvent, type ReactElement, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Zoom } from "../display/geometry.ts";
import { useFullScreen } from "../full-screen.ts";
import { COMBINATIONS, type Combination } from "./combinations.ts";
import { lineQuality } from "./line-quality.ts";
import classes from "./menu-bar.module.css";

const ZOOMS = ["fit", "actual"] as const satisfies readonly Zoom[];

interface MenuBarProps {
  readonly isOpen: boolean;
  /** The handle is to be seen although the menu is closed. */
  readonly isNear: boolean;
  readonly name: string;
  readonly readOnly: boolean;
  readonly zoom: Zoom;
  /** Milliseconds. */
  readonly roundTrip: number | undefined;
  readonly onOpen: () => void;
  readonly onClose: () => void;
  readonly onCombination: (codes: readonly string[]) => void;
  readonly onZoom: (zoom: Zoom) => void;
  readonly hasStatistics: boolean;
  /** Shows the statistics, or hides them. */
  readonly onStatistics: () => void;
  /** Shows the desktop on all screens; absent where that is not possible. */
  readonly onAllScreens: (() => void) | undefined;
  /** Goes back to one screen; absent while there is one. */
  readonly onOneScreen: (() => void) | undefined;
  /** Shows the keyboard of a phone; absent where there is none. */
  readonly onKeyboard: (() => void) | undefined;
  readonly onDisconnect: () => void;
}

/** The menu at the top edge: a handle, and the tools behind it. */
export function MenuBar(props: MenuBarProps): ReactElement {
  const { isOpen, isNear, onOpen, onClose } = props;
  const { t } = useTranslation("desktop");
  return (
    <nav className={classes.bar} data-near={isNear} aria-label={t("menu.label")}>
      {isOpen ? (
        <Tools {...props} />
      ) : (
        <UnstyledButton className={classes.handle} aria-label={t("menu.open")} aria-expanded={false} onClick={onOpen}>
          <IconChevronDown size={16} aria-hidden />
        </UnstyledButton>
      )}
      {isOpen && <div className={classes.outside} aria-hidden onPointerDown={onClose} />}
    </nav>
  );
}

function Tools(props: MenuBarProps): ReactElement {
  const { name, readOnly, zoom, roundTrip, onClose, onCombination, onZoom, onKeyboard, onDisconnect } = props;
  const { t } = useTranslation("desktop");
  const fullScreen = useFullScreen();
  const tools = useRef<HTMLDivElement>(null);

  useEffect(() => tools.current?.querySelector<HTMLElement>(":not(header) > button")?.focus(), []);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape") onClose();
  }

  return (
    <div ref={tools} className={classes.tools} role="toolbar" aria-label={t("menu.label")} onKeyDown={onKeyDown}>
      <header className={classes.header}>
        <strong className={classes.name}>{name}</strong>
        {readOnly && <span className={classes.readOnly}>{t("menu.readOnly")}</span>}
        <LineIndicator roundTrip={roundTrip} />
        <UnstyledButton className={classes.close} aria-label={t("menu.close")} onClick={onClose}>
          <IconX size={16} aria-hidden />
        </UnstyledButton>
      </header>
      {!readOnly && (
        <fieldset className={classes.keys} aria-label={t("menu.keys")}>
          {(Object.keys(COMBINATIONS) as Combination[]).map((combination) => (
            <Button
              key={combination}
              variant="default"
              size="compact-sm"
              onClick={() => onCombination(COMBINATIONS[combination])}
            >
              {t(`menu.combinations.${combination}`)}
            </Button>
          ))}
        </fieldset>
      )}
      <div className={classes.controls}>
        <Button.Group aria-label={t("menu.zoom")}>
          {ZOOMS.map((value) => (
            <Button
              key={value}
              variant={value === zoom ? "filled" : "default"}
              size="compact-sm"
              aria-pressed={value === zoom}
              onClick={() => onZoom(value)}
            >
              {t(`menu.${value}`)}
            </Button>
          ))}
        </Button.Group>
        {fullScreen.isPossible && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={fullScreen.isFull ? <IconMinimize size={16} /> : <IconMaximize size={16} />}
            onClick={() => {
              fullScreen.toggle();
              onClose();
            }}
          >
            {t(fullScreen.isFull ? "menu.leaveFullScreen" : "menu.fullScreen")}
          </Button>
        )}
        <ScreensButton {...props} />
        <Button
          variant={props.hasStatistics ? "filled" : "default"}
          size="compact-sm"
          leftSection={<IconChartBar size={16} />}
          title={t("menu.statisticsKeys")}
          aria-pressed={props.hasStatistics}
          onClick={props.onStatistics}
        >
          {t("menu.statistics")}
        </Button>
        {onKeyboard && !readOnly && (
          <Button variant="default" size="compact-sm" leftSection={<IconKeyboard size={16} />} onClick={onKeyboard}>
            {t("menu.keyboard")}
          </Button>
        )}
        <Button
          variant="light"
          color="red"
          size="compact-sm"
          leftSection={<IconPlugConnectedX size={16} />}
          onClick={onDisconnect}
        >
          {t("menu.disconnect")}
        </Button>
      </div>
    </div>
  );
}

function ScreensButton({ onAllScreens, onOneScreen }: MenuBarProps): ReactElement | null {
  const { t } = useTranslation("desktop");
  const toggle = onOneScreen ?? onAllScreens;
  if (!toggle) return null;
  return (
    <Button variant="default" size="compact-sm" leftSection={<IconDevices size={16} />} onClick={toggle}>
      {t(onOneScreen ? "menu.oneScreen" : "menu.allScreens")}
    </Button>
  );
}

function LineIndicator({ roundTrip }: { roundTrip: number | undefined }): ReactElement {
  const { t } = useTranslation("desktop");
  const quality = lineQuality(roundTrip);
  const milliseconds = Math.round(roundTrip ?? 0);
  const title = roundTrip === undefined ? undefined : t("menu.roundTrip", { milliseconds });
  return (
    <span className={classes.line} data-quality={quality} title={title}>
      <span className={classes.bars} aria-hidden>
        <i />
        <i />
        <i />
      </span>
      {t(`menu.quality.${quality}`)}
      {roundTrip !== undefined && <span className={classes.roundTrip}>{milliseconds} ms</span>}
    </span>
  );
}
