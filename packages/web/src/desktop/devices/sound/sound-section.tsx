import { ActionIcon, Input, Text } from "@mantine/core";
import { IconVolume, IconVolumeOff } from "@tabler/icons-react";
import { type ReactElement, useId } from "react";
import { useTranslation } from "react-i18next";
import type { SessionClient } from "../../session-client.ts";
import type { DeviceClient } from "../device-client.ts";
import { MicrophoneControls } from "../microphone/microphone-controls.tsx";
import { useStore } from "../store.ts";
import { DeviceSelect } from "./device-select.tsx";
import classes from "./sound.module.css";
import type { SoundDevice } from "./sound-device.ts";
import { useAudioDevices } from "./use-audio-devices.ts";

interface SoundSectionProps {
  readonly devices: DeviceClient;
  readonly client: SessionClient;
}

/** How loud the desktop is and where it plays, and the microphone that it hears. */
export function SoundSection({ devices: { sound, microphone }, client }: SoundSectionProps): ReactElement {
  const { t } = useTranslation("sound");
  const status = useStore(sound.status);
  const isPlayedHere = status === "ready" || status === "blocked" || status === "waiting";
  return (
    <>
      <Text size="sm" role="status">
        {t(`status.${status}`)}
      </Text>
      {isPlayedHere && (
        <>
          <Volume sound={sound} />
          <Output sound={sound} />
          {status === "ready" && <Facts sound={sound} />}
        </>
      )}
      {!client.isGuest && (
        <>
          <h3 className={classes.heading}>{t("microphone.title")}</h3>
          <MicrophoneControls microphone={microphone} />
        </>
      )}
    </>
  );
}

function Volume({ sound }: { readonly sound: SoundDevice }): ReactElement {
  const { t } = useTranslation("sound");
  const { volume, isMuted } = useStore(sound.settings);
  const id = useId();
  const MuteIcon = isMuted ? IconVolumeOff : IconVolume;
  return (
    <div>
      <Input.Label htmlFor={id}>{t("volume")}</Input.Label>
      <div className={classes.row}>
        <ActionIcon
          variant={isMuted ? "filled" : "default"}
          size="lg"
          aria-label={t("mute")}
          title={t("mute")}
          aria-pressed={isMuted}
          onClick={() => sound.change({ isMuted: !isMuted })}
        >
          <MuteIcon size={18} aria-hidden />
        </ActionIcon>
        <input
          id={id}
          className={classes.slider}
          type="range"
          min={0}
          max={100}
          step={5}
          value={Math.round(volume * 100)}
          onChange={(event) => sound.change({ volume: event.currentTarget.valueAsNumber / 100, isMuted: false })}
        />
        <output className={classes.percent} htmlFor={id}>
          {t("percent", { percent: Math.round(volume * 100) })}
        </output>
      </div>
    </div>
  );
}

function Output({ sound }: { readonly sound: SoundDevice }): ReactElement | null {
  const { t } = useTranslation("sound");
  const { output } = useStore(sound.settings);
  const devices = useAudioDevices("audiooutput", undefined);
  if (!("setSinkId" in AudioContext.prototype)) return null;
  return (
    <DeviceSelect
      label={t("output")}
      devices={devices}
      chosen={output}
      onChoose={(id) => sound.change({ output: id })}
    />
  );
}

/** What is playing, measured anew each second. */
function Facts({ sound }: { readonly sound: SoundDevice }): ReactElement {
  const { t } = useTranslation("sound");
  const playing = useStore(sound.meter.playing);
  const rate = playing && Math.round(playing.kilobitsPerSecond);
  const delay = playing?.delay === undefined ? undefined : Math.round(playing.delay);
  return (
    <Text size="sm" c="dimmed" className={classes.facts}>
      {!playing
        ? t("silent")
        : t(delay === undefined ? "starting" : "playing", { codec: t(`codec.${playing.codec}`), rate, delay })}
    </Text>
  );
}
