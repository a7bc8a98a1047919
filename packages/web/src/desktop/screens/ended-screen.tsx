import { Button, Text } from "@mantine/core";
import type { Failure, FailureCode } from "@passerelle/tunnel";
import { IconAlertTriangle, IconPlugConnectedX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { mayOnConnection } from "../../api/permissions.ts";
import { permissionsQuery } from "../../api/queries.ts";
import { LinkButton } from "../../shell/links.tsx";
import { addressOf, type DesktopTarget } from "../desktop-target.ts";
import { ScreenCard } from "./screen-card.tsx";
import classes from "./screens.module.css";

/** Failures that connecting again cannot cure. */
const FINAL: ReadonlySet<FailureCode> = new Set([
  ...(["connection-not-found", "connection-deleted", "not-permitted", "signed-out"] as const),
  ...(["user-deleted", "user-disabled", "user-not-valid"] as const),
]);

interface EndedScreenProps {
  readonly target: DesktopTarget;
  readonly failure: Failure | undefined;
  readonly onReconnect: () => void;
}

/** The session is over: why, and what can be done. */
export function EndedScreen({ target, failure, onReconnect }: EndedScreenProps): ReactElement {
  const { t } = useTranslation("desktop");
  const permissions = useQuery({
    ...permissionsQuery,
    enabled: failure !== undefined && !FINAL.has(failure.code),
  }).data;
  const mayEdit =
    failure &&
    permissions !== undefined &&
    target.kind === "connection" &&
    mayOnConnection(permissions, target.identifier, "UPDATE");
  const icon = failure ? <IconAlertTriangle className={classes.failureIcon} /> : <IconPlugConnectedX />;
  return (
    <ScreenCard title={t(failure ? `failures.${failure.code}.title` : "ended")} icon={icon} role="alert">
      <Text>{t(failure ? `failures.${failure.code}.advice` : "endedAdvice")}</Text>
      {failure && (
        <p className={classes.detail}>
          {t("detail")} <code>{failure.detail ? `${failure.code} · ${failure.detail}` : failure.code}</code>
        </p>
      )}
      <div className={classes.actions}>
        {failure?.code === "signed-out" ? (
          <LinkButton to="/login" search={{ redirect: addressOf(target) }}>
            {t("signIn")}
          </LinkButton>
        ) : (
          (!failure || !FINAL.has(failure.code)) && (
            <Button onClick={onReconnect} autoFocus>
              {t("reconnect")}
            </Button>
          )
        )}
        <LinkButton to="/" variant="default">
          {t("home")}
        </LinkButton>
        {mayEdit && (
          <LinkButton to="/connections/$id/edit" params={{ id: target.identifier }} variant="subtle">
            {t("edit")}
          </LinkButton>
        )}
      </div>
    </ScreenCard>
  );
}
