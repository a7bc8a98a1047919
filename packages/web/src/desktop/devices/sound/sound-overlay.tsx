import { UnstyledButton } from "@mantine/core";
import { IconVolume } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { DeviceClient } from "../device-client.ts";
import { useStore } from "../store.ts";
import classes from "./sound.module.css";

/** Says over the desktop that the browser waits for a click; any click will do. */
export function SoundOverlay({ devices: { sound } }: { readonly devices: DeviceClient }): ReactElement | null {
  const { t } = useTranslation("sound");
  if (useStore(sound.status) !== "blocked") return null;
  return (
    <div role="status">
      {/* The keyboard stays with the desktop. */}
      <UnstyledButton className={classes.unblock} onMouseDown={(event) => event.preventDefault()}>
        <IconVolume size={16} aria-hidden />
        {t("unblock")}
      </UnstyledButton>
    </div>
  );
}
