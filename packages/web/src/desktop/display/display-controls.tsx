import { Button } from "@mantine/core";
import { IconChartBar, IconDevices, IconMaximize, IconMinimize } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../devices/store.ts";
import { useFullScreen } from "../full-screen.ts";
import { inputChoices } from "../keyboard/input-choices.ts";
import type { Zoom } from "./geometry.ts";

const ZOOMS = ["fit", "actual"] as const satisfies readonly Zoom[];

/** How the desktop is shown, and how that can be changed. */
export interface DisplayChoices {
  readonly zoom: Zoom;
  readonly onZoom: (zoom: Zoom) => void;
  readonly hasStatistics: boolean;
  /** Shows the statistics, or hides them. */
  readonly onStatistics: () => void;
  /** Shows the desktop on all screens; absent where that is not possible. */
  readonly onAllScreens: (() => void) | undefined;
  /** Goes back to one screen; absent while there is one. */
  readonly onOneScreen: (() => void) | undefined;
}

interface DisplayControlsProps extends DisplayChoices {
  /** The desktop went into full screen, or out of it. */
  readonly onFullScreen: () => void;
}

/** Buttons for the size of the picture, the screens that it is on, and how fast it is. */
export function DisplayControls(props: DisplayControlsProps): ReactElement {
  const { zoom, onZoom, hasStatistics, onStatistics, onAllScreens, onOneScreen, onFullScreen } = props;
  const { t } = useTranslation("desktop");
  const fullScreen = useFullScreen();
  const { shortcut } = useStore(inputChoices);
  const onScreens = onOneScreen ?? onAllScreens;
  return (
    <>
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
            onFullScreen();
          }}
        >
          {t(fullScreen.isFull ? "menu.leaveFullScreen" : "menu.fullScreen")}
        </Button>
      )}
      {onScreens && (
        <Button variant="default" size="compact-sm" leftSection={<IconDevices size={16} />} onClick={onScreens}>
          {t(onOneScreen ? "menu.oneScreen" : "menu.allScreens")}
        </Button>
      )}
      <Button
        variant={hasStatistics ? "filled" : "default"}
        size="compact-sm"
        leftSection={<IconChartBar size={16} />}
        title={shortcut === "none" ? undefined : t("menu.statisticsKeys")}
        aria-pressed={hasStatistics}
        onClick={onStatistics}
      >
        {t("menu.statistics")}
      </Button>
    </>
  );
}
