import { Button, Loader, Text } from "@mantine/core";
import type { Failure, FailureCode } from "@passerelle/tunnel";
import { IconAlertTriangle, IconPlugConnectedX } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { ScreensProps } from "../desktop-view.tsx";
import { BrokenLine, Reconnecting, Restoring } from "../screens/line-screen.tsx";
import { ScreenCard } from "../screens/screen-card.tsx";
import classes from "../screens/screens.module.css";

/** A link that has no desktop now has none later. */
const FINAL: FailureCode = "share-unknown";

/** What stands in place of a shared desktop, or over it. */
export function GuestScreens({ state, client, onLeave, onReconnect }: ScreensProps): ReactElement | null {
  const { phase, line, desktop } = state;
  if (phase.kind === "ended") {
    const mayJoin = phase.failure !== undefined && phase.failure.code !== FINAL;
    return <GuestEnded failure={phase.failure} onJoin={mayJoin ? onReconnect : undefined} />;
  }
  if (line === "waiting") {
    return <BrokenLine hasDesktop={desktop !== undefined} onRetry={() => client.retry()} onLeave={onLeave} />;
  }
  if (phase.kind === "reconnecting") return <Reconnecting />;
  if (phase.kind === "active" && desktop) return state.isRestoring ? <Restoring /> : null;
  return <Joining isOpening={phase.kind === "connecting" && phase.steps.length > 0} onLeave={onLeave} />;
}

interface JoiningProps {
  /** The desktop itself is just being opened. */
  readonly isOpening: boolean;
  readonly onLeave: () => void;
}

function Joining({ isOpening, onLeave }: JoiningProps): ReactElement {
  const { t } = useTranslation("sharing");
  return (
    <ScreenCard title={t("guest.joining")} icon={<Loader size={24} aria-hidden />} role="status">
      {isOpening && <Text>{t("guest.authenticating")}</Text>}
      <div className={classes.actions}>
        <Button variant="default" onClick={onLeave}>
          {t("guest.leave")}
        </Button>
      </div>
    </ScreenCard>
  );
}

interface GuestEndedProps {
  /** Undefined: the desktop is closed, and guests are not told why. */
  readonly failure: Failure | undefined;
  /** Undefined where that cannot help. */
  readonly onJoin?: (() => void) | undefined;
}

/** The guest sees the desktop no more: why, and what can be done. */
export function GuestEnded({ failure, onJoin }: GuestEndedProps): ReactElement {
  const { t } = useTranslation(["sharing", "desktop"]);
  const icon = failure ? <IconAlertTriangle className={classes.failureIcon} /> : <IconPlugConnectedX />;
  return (
    <ScreenCard title={t(failure ? `desktop:failures.${failure.code}.title` : "guest.ended")} icon={icon} role="alert">
      <Text>{t(failure ? `desktop:failures.${failure.code}.advice` : "guest.endedAdvice")}</Text>
      {onJoin && <JoinAgain onJoin={onJoin} />}
    </ScreenCard>
  );
}

/** The guest has left of their own will. */
export function GuestLeft({ onJoin }: { readonly onJoin: () => void }): ReactElement {
  const { t } = useTranslation("sharing");
  return (
    <ScreenCard title={t("guest.left")} icon={<IconPlugConnectedX />}>
      <Text>{t("guest.leftAdvice")}</Text>
      <JoinAgain onJoin={onJoin} />
    </ScreenCard>
  );
}

function JoinAgain({ onJoin }: { readonly onJoin: () => void }): ReactElement {
  const { t } = useTranslation("sharing");
  return (
    <div className={classes.actions}>
      <Button onClick={onJoin} autoFocus>
        {t("guest.join")}
      </Button>
    </div>
  );
}
