import "./device-styles.ts";
import type { ReactElement } from "react";
import { KeyboardOverlay } from "../keyboard/keyboard-overlay.tsx";
import type { SessionClient } from "../session-client.ts";
import { ClipboardOverlay } from "./clipboard/clipboard-overlay.tsx";
import type { DeviceClient } from "./device-client.ts";
import { MicrophoneOverlay } from "./microphone/microphone-overlay.tsx";
import { PrintNotice } from "./prints/print-notice.tsx";
import { SoundOverlay } from "./sound/sound-overlay.tsx";

interface DeviceOverlaysProps {
  readonly devices: DeviceClient;
  readonly client: SessionClient;
}

/** What devices show over the desktop: notices, what is being dropped, the sign of an open microphone. */
export function DeviceOverlays({ devices, client }: DeviceOverlaysProps): ReactElement {
  return (
    <>
      <ClipboardOverlay devices={devices} client={client} />
      <PrintNotice prints={devices.prints} />
      <SoundOverlay devices={devices} />
      <MicrophoneOverlay devices={devices} client={client} />
      <KeyboardOverlay client={client} />
    </>
  );
}
