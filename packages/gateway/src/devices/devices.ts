import type { SessionLogger } from "../sessions/session-logger.ts";
import type { Device } from "./device.ts";
import type { DevicePlan } from "./device-plan.ts";
import type { DeviceSettings } from "./device-settings.ts";

/** What devices are made for. */
export interface DeviceContext {
  readonly plan: DevicePlan;
  readonly settings: DeviceSettings;
  /** The id of the session. */
  readonly session: string;
  readonly username: string;
  readonly connectionName: string;
  /** Says the session with every line. */
  readonly logger: SessionLogger;
}

/** The devices that a plan allows. */
export interface Devices {
  readonly [name: string]: Device;
}

export function makeDevices(_context: DeviceContext): Devices {
  return {};
}
