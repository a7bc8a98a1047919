import { Button, Loader, Text } from "@mantine/core";
import { IconWindow } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "../../shell/links.tsx";
import { ScreenCard } from "./screen-card.tsx";
import classes from "./screens.module.css";

interface BrokenLineProps {
  /** There was a desktop; it is still running. */
  readonly hasDesktop: boolean;
  readonly onRetry: () => void;
  /** Offered to guests, who have no other desktops. */
  readonly onLeave?: () => void;
}

/** The gateway does not answer; the worker goes on trying. */
export function BrokenLine({ hasDesktop, onRetry, onLeave }: BrokenLineProps): ReactElement {
  const { t } = useTranslation("desktop");
  return (
    <ScreenCard
      title={t(hasDesktop ? "line.waiting" : "line.unreached")}
      icon={<Loader size={24} aria-hidden />}
      isOverlay={hasDesktop}
      role="status"
    >
      {hasDesktop && <Text>{t("line.waitingAdvice")}</Text>}
      <div className={classes.actions}>
        <Button onClick={onRetry}>{t("line.retry")}</Button>
        {onLeave ? (
          <Button variant="default" onClick={onLeave}>
            {t("menu.leave")}
          </Button>
        ) : (
          <LinkButton to="/" variant="default">
            {t("home")}
          </LinkButton>
        )}
      </div>
    </ScreenCard>
  );
}

/** Another window shows this session now. */
export function TakenOver({ onTakeBack }: { onTakeBack: () => void }): ReactElement {
  const { t } = useTranslation("desktop");
  return (
    <ScreenCard title={t("line.takenOver")} icon={<IconWindow />} isOverlay role="alert">
      <Text>{t("line.takenOverAdvice")}</Text>
      <div className={classes.actions}>
        <Button onClick={onTakeBack}>{t("line.takeBack")}</Button>
        <LinkButton to="/" variant="default">
          {t("home")}
        </LinkButton>
      </div>
    </ScreenCard>
  );
}

/** The picture was lost and is painted anew; the user may go on working. */
export function Restoring(): ReactElement {
  const { t } = useTranslation("desktop");
  return (
    <p className={classes.notice} role="status">
      {t("line.restoring")}
    </p>
  );
}

/** The gateway connects to the desktop anew. */
export function Reconnecting(): ReactElement {
  const { t } = useTranslation("desktop");
  return (
    <ScreenCard title={t("line.again")} icon={<Loader size={24} aria-hidden />} isOverlay role="status">
      {null}
    </ScreenCard>
  );
}
