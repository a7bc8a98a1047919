import { useEffect, useState } from "react";
import type { SessionClient } from "../session-client.ts";
import type { DeviceClient } from "./device-client.ts";

/** The devices of a session, loaded once it is known and its desktop is there. */
export function useDevices(
  { shareKey }: SessionClient,
  session: string | undefined,
  isThere: boolean,
): DeviceClient | undefined {
  const [devices, setDevices] = useState<DeviceClient>();
  const [wasThere, setWasThere] = useState(false);
  if (isThere && !wasThere) setWasThere(true);
  useEffect(() => {
    if (session === undefined || !wasThere) return;
    let client: DeviceClient | undefined;
    let isLeft = false;
    import("./device-client.ts").then(({ DeviceClient }) => {
      if (isLeft) return;
      client = new DeviceClient(session, shareKey);
      setDevices(client);
    }, reportError);
    return () => {
      isLeft = true;
      client?.close();
      setDevices(undefined);
    };
  }, [session, shareKey, wasThere]);
  return devices;
}
