import { Button, Group, Text } from "@mantine/core";
import { IconMicrophone, IconMicrophoneOff, IconPlayerStop } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { DeviceSelect } from "../sound/device-select.tsx";
import { useAudioDevices } from "../sound/use-audio-devices.ts";
import { useStore } from "../store.ts";
import classes from "./microphone.module.css";
import type { MicrophoneDevice, MicrophoneStatus } from "./microphone-device.ts";

interface MicrophoneControlsProps {
  readonly microphone: MicrophoneDevice;
}

/** The microphone in the panel: what it does, and what can be done about it. */
export function MicrophoneControls({ microphone }: MicrophoneControlsProps): ReactElement {
  const { t } = useTranslation("sound");
  const status = useStore(microphone.status);
  return (
    <>
      <Text size="sm" role="status">
        {t(`microphone.status.${status}`)}
      </Text>
      {status === "listening" && <Level microphone={microphone} />}
      <Buttons microphone={microphone} status={status} />
      {status !== "off" && <Choice microphone={microphone} status={status} />}
    </>
  );
}

function Buttons({ microphone, status }: MicrophoneControlsProps & { status: MicrophoneStatus }): ReactElement | null {
  const { t } = useTranslation("sound");
  const isMuted = useStore(microphone.isMuted);
  switch (status) {
    case "asking":
      return (
        <Group gap="xs">
          <Button size="xs" onClick={() => microphone.allow()}>
            {t("microphone.allow")}
          </Button>
          <Button size="xs" variant="default" onClick={() => microphone.refuse()}>
            {t("microphone.refuse")}
          </Button>
        </Group>
      );
    case "refused":
      return (
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => microphone.allow()}>
            {t("microphone.letListen")}
          </Button>
        </Group>
      );
    case "listening":
      return (
        <Group gap="xs">
          <Button
            size="xs"
            variant={isMuted ? "filled" : "default"}
            leftSection={isMuted ? <IconMicrophoneOff size={16} /> : <IconMicrophone size={16} />}
            onClick={() => microphone.setMuted(!isMuted)}
          >
            {t(isMuted ? "microphone.unmute" : "microphone.mute")}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlayerStop size={16} />}
            onClick={() => microphone.refuse()}
          >
            {t("microphone.stop")}
          </Button>
        </Group>
      );
    default:
      return null;
  }
}

function Choice({ microphone, status }: MicrophoneControlsProps & { status: MicrophoneStatus }): ReactElement {
  const { t } = useTranslation("sound");
  const devices = useAudioDevices("audioinput", status);
  return (
    <DeviceSelect
      label={t("microphone.choose")}
      devices={devices}
      chosen={useStore(microphone.chosen)}
      onChoose={(id) => microphone.choose(id)}
    />
  );
}

function Level({ microphone }: MicrophoneControlsProps): ReactElement {
  const { t } = useTranslation("sound");
  const level = useStore(microphone.level);
  return <meter className={classes.level} aria-label={t("microphone.level")} value={Math.sqrt(level)} />;
}
