import { Button, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconKeyboard, IconLayoutSidebarRight, IconPlugConnectedX, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactElement, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type DisplayChoices, DisplayControls } from "../display/display-controls.tsx";
import { COMBINATIONS, type Combination } from "../keyboard/combinations.ts";
import { lineQuality } from "./line-quality.ts";
import classes from "./menu-bar.module.css";

interface MenuBarProps {
  readonly isOpen: boolean;
  /** The handle is to be seen although the menu is closed. */
  readonly isNear: boolean;
  readonly name: string;
  readonly readOnly: boolean;
  /** The desktop is somebody else's. */
  readonly isGuest: boolean;
  readonly display: DisplayChoices;
  /** Milliseconds. */
  readonly roundTrip: number | undefined;
  readonly onOpen: () => void;
  readonly onClose: () => void;
  readonly onCombination: (codes: readonly string[]) => void;
  /** Shows the panel, or hides it; absent until it can be shown. */
  readonly onPanel: (() => void) | undefined;
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
  const { name, readOnly, isGuest, display, roundTrip, onClose } = props;
  const { onCombination, onPanel, onKeyboard, onDisconnect } = props;
  const { t } = useTranslation("desktop");
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
        <DisplayControls {...display} onFullScreen={onClose} />
        {onPanel && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconLayoutSidebarRight size={16} />}
            title={isGuest ? undefined : t("menu.panelHelp")}
            onClick={onPanel}
          >
            {t("menu.panel")}
          </Button>
        )}
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
          {t(isGuest ? "menu.leave" : "menu.disconnect")}
        </Button>
      </div>
    </div>
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
