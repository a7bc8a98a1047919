import { useEffect, useState } from "react";

export interface AudioDevice {
  readonly id: string;
  readonly name: string;
}

const DEFAULT_IDS = ["", "default", "communications"];

/**
 * The loudspeakers or microphones of this computer, beside that of the system. Browsers tell their names only to pages that may
 * use a microphone; without names there is nothing to choose.
 * @param key something that changes when the page may know more
 */
export function useAudioDevices(kind: "audioinput" | "audiooutput", key: unknown): readonly AudioDevice[] {
  const [devices, setDevices] = useState<readonly AudioDevice[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new key asks again.
  useEffect(() => {
    const { mediaDevices } = navigator;
    if (!mediaDevices) return;
    let isLeft = false;
    const ask = async () => {
      const all = await mediaDevices.enumerateDevices();
      if (isLeft) return;
      const named = all.filter((device) => device.kind === kind && device.label !== "");
      setDevices(
        named
          .filter(({ deviceId }) => !DEFAULT_IDS.includes(deviceId))
          .map(({ deviceId, label }) => ({ id: deviceId, name: label })),
      );
    };
    const asked = () => void ask().catch(reportError);
    asked();
    mediaDevices.addEventListener("devicechange", asked);
    return () => {
      isLeft = true;
      mediaDevices.removeEventListener("devicechange", asked);
    };
  }, [kind, key]);
  return devices;
}
