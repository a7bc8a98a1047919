import { Input } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { type ReactElement, useId } from "react";
import { useTranslation } from "react-i18next";
import type { AudioDevice } from "./use-audio-devices.ts";

interface DeviceSelectProps {
  readonly label: string;
  readonly devices: readonly AudioDevice[];
  /** "" is that of the system. */
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

/** Chooses a loudspeaker or a microphone; nothing where there is no choice. */
export function DeviceSelect({ label, devices, chosen, onChoose }: DeviceSelectProps): ReactElement | null {
  const { t } = useTranslation("sound");
  const id = useId();
  if (devices.length === 0) return null;
  return (
    <Input.Wrapper label={label} id={id}>
      <Input
        component="select"
        id={id}
        size="sm"
        pointer
        rightSection={<IconChevronDown size={14} aria-hidden />}
        value={devices.some((device) => device.id === chosen) ? chosen : ""}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        <option value="">{t("systemDevice")}</option>
        {devices.map((device) => (
          <option key={device.id} value={device.id}>
            {device.name}
          </option>
        ))}
      </Input>
    </Input.Wrapper>
  );
}
