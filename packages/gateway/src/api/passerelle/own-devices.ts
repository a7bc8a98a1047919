import type { Caller } from "../../database/sign-ins.ts";
import type { Devices } from "../../devices/devices.ts";
import { ApiError } from "../api-error.ts";
import { requireScope } from "../api-key-scopes.ts";
import type { Services } from "../services.ts";

/** The devices of a session of the caller's own. @throws ApiError when there is none, or an API key may not connect. */
export function requireDevices({ sessions }: Services, caller: Caller, id: string): Devices {
  requireScope(caller, "connect");
  const found = sessions.devicesOf(caller.userId, id);
  if (!found) {
    throw new ApiError("NOT_FOUND", "There is no such session.");
  }
  return found.devices;
}
