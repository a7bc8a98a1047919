import { ClipboardDevice } from "../clipboard/clipboard-device.ts";
import { DriveDevice } from "../drives/drive-device.ts";
import { LocalFolderDevice } from "../local-folder/local-folder-device.ts";
import { PrintsDevice } from "../printing/prints-device.ts";
import { makeRedirection } from "../redirection/make-redirection.ts";
import type { RedirectionDevice } from "../redirection/redirection-device.ts";
import type { SessionLogger } from "../sessions/session-logger.ts";
import { MicrophoneDevice } from "../sound/microphone-device.ts";
import { SoundDevice } from "../sound/sound-device.ts";
import { TouchDevice } from "../touch/touch-device.ts";
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
  /** What the desktop calls the machine of its user. */
  readonly clientName: string;
  /** Says the session with every line. */
  readonly logger: SessionLogger;
}

/** The devices that a plan allows. */
export interface Devices {
  readonly redirection: RedirectionDevice;
  readonly clipboard?: ClipboardDevice;
  readonly drive: DriveDevice;
  readonly localFolder?: LocalFolderDevice;
  readonly prints?: PrintsDevice;
  readonly sound?: SoundDevice;
  readonly microphone?: MicrophoneDevice;
  readonly touch?: TouchDevice;
}

export function makeDevices({ plan, settings, clientName, logger }: DeviceContext): Devices {
  const { clipboard } = plan;
  const drive = new DriveDevice({ plan: plan.drive, settings, logger });
  const prints = plan.printer && new PrintsDevice(plan.printer.name, settings.printLimit, logger);
  const redirection = makeRedirection(drive, prints, { clientName, logger });
  return {
    // It ends before what it gives to the desktop.
    redirection,
    ...((clipboard.copy || clipboard.paste) && {
      clipboard: new ClipboardDevice(clipboard, settings.clipboardFileLimit, logger),
    }),
    drive,
    ...(plan.drive && { localFolder: new LocalFolderDevice(plan.drive, redirection) }),
    ...(prints && { prints }),
    ...(plan.sound === "browser" && { sound: new SoundDevice(logger) }),
    ...(plan.microphone && { microphone: new MicrophoneDevice(logger) }),
    ...(plan.touch && { touch: new TouchDevice(logger) }),
  };
}

/** All of them that there are. */
export function allDevices(devices: Devices): readonly Device[] {
  return Object.values(devices);
}
