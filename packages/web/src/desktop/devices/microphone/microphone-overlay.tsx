import { ActionIcon, Button, Group } from "@mantine/core";
import { IconMicrophone, IconMicrophoneOff, IconPlayerStop } from "@tabler/icons-react";
import type { MouseEvent, ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { SessionClient } from "../../session-client.ts";
import { useSessionState } from "../../use-session.ts";
import type { DeviceClient } from "../device-client.ts";
import { useStore } from "../store.ts";
import classes from "./microphone.module.css";
import type { MicrophoneDevice } from "./microphone-device.ts";

interface MicrophoneOverlayProps {
  readonly devices: DeviceClient;
  readonly client: SessionClient;
}

/** Asks over the desktop whether it may listen, and shows there as long as it does. */
export function MicrophoneOverlay({ devices: { microphone }, client }: MicrophoneOverlayProps): ReactElement | null {
  const status = useStore(microphone.status);
  const { phase } = useSessionState(client);
  if (status === "asking") {
    return <Question microphone={microphone} name={phase.kind === "active" ? phase.name : ""} />;
  }
  return status === "listening" ? <Sign microphone={microphone} /> : null;
}

/** Buttons over the desktop leave it the keyboard. */
const keepFocus = (event: MouseEvent) => event.preventDefault();

function Question({ microphone, name }: { microphone: MicrophoneDevice; name: string }): ReactElement {
  const { t } = useTranslation("sound");
  return (
    <section className={classes.question} role="alert" aria-label={t("microphone.title")}>
      <IconMicrophone className={classes.icon} size={22} aria-hidden />
      <div>
        <strong>{t("microphone.ask", { name })}</strong>
        <p className={classes.advice}>{t("microphone.askAdvice")}</p>
        <Group gap="xs">
          <Button size="xs" onMouseDown={keepFocus} onClick={() => microphone.allow()}>
            {t("microphone.allow")}
          </Button>
          <Button size="xs" variant="default" onMouseDown={keepFocus} onClick={() => microphone.refuse()}>
            {t("microphone.refuse")}
          </Button>
        </Group>
      </div>
    </section>
  );
}

function Sign({ microphone }: { microphone: MicrophoneDevice }): ReactElement {
  const { t } = useTranslation("sound");
  const isMuted = useStore(microphone.isMuted);
  const muteLabel = t(isMuted ? "microphone.unmute" : "microphone.mute");
  const SignIcon = isMuted ? IconMicrophoneOff : IconMicrophone;
  return (
    <section className={classes.sign} data-muted={isMuted} aria-label={t("microphone.title")}>
      <span role="status">{t(isMuted ? "microphone.muted" : "microphone.on")}</span>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={muteLabel}
        title={muteLabel}
        onMouseDown={keepFocus}
        onClick={() => microphone.setMuted(!isMuted)}
      >
        <SignIcon size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t("microphone.stop")}
        title={t("microphone.stop")}
        onMouseDown={keepFocus}
        onClick={() => microphone.refuse()}
      >
        <IconPlayerStop size={16} aria-hidden />
      </ActionIcon>
    </section>
  );
}
