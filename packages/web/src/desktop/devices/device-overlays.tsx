import type { ReactElement } from "react";
import type { SessionClient } from "../session-client.ts";
import type { DeviceClient } from "./device-client.ts";

interface DeviceOverlaysProps {
  readonly devices: DeviceClient;
  readonly client: SessionClient;
}

/** What devices show over the desktop: notices, what is being dropped, the sign of an open microphone. */
export function DeviceOverlays(_props: DeviceOverlaysProps): ReactElement {
  return <></>;
}
