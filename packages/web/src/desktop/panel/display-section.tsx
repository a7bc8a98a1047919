import { Group, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type DisplayChoices, DisplayControls } from "../display/display-controls.tsx";
import type { SessionClient } from "../session-client.ts";
import { useSessionState } from "../use-session.ts";

interface DisplaySectionProps {
  readonly client: SessionClient;
  readonly display: DisplayChoices;
}

/** How large the desktop is, and how it is shown. */
export function DisplaySection({ client, display }: DisplaySectionProps): ReactElement {
  const { t } = useTranslation("panel");
  const { desktop, phase } = useSessionState(client);
  const mostMonitors = phase.kind === "active" ? phase.mostMonitors : 1;
  return (
    <>
      {desktop && <Text size="sm">{t("display.size", { ...desktop, scale: client.scale })}</Text>}
      <Group gap="xs">
        <DisplayControls {...display} onFullScreen={() => {}} />
      </Group>
      {mostMonitors <= 1 && !client.isGuest && (
        <Text size="sm" c="dimmed">
          {t("display.oneMonitor")}
        </Text>
      )}
    </>
  );
}
