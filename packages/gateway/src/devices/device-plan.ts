import type { DevicePolicy } from "@passerelle/tunnel";
import type { ConnectionParameters } from "../sessions/connection-parameters.ts";

/** What a stored connection says of its devices. */
export interface DevicePlan {
  readonly readOnly: boolean;
  readonly clipboard: {
    readonly copy: boolean;
    readonly paste: boolean;
    readonly newlines: "preserve" | "unix" | "windows";
    /** Bytes that text, HTML or a picture may have. */
    readonly limit: number;
  };
  /** Absent: there is none. */
  readonly drive?: DrivePlan;
  /** Absent: there is none. */
  readonly printer?: { readonly name: string };
  readonly sound: DevicePolicy["sound"];
  readonly microphone: boolean;
  readonly touch: boolean;
}

export interface DrivePlan {
  /** As Windows shows it. */
  readonly name: string;
  /** As stored, tokens replaced; see `DeviceSettings.driveFolder` for what it may be. */
  readonly path: string;
  /** Make the last folder of the path. */
  readonly create: boolean;
  readonly download: boolean;
  readonly upload: boolean;
}

const NEWLINES = ["preserve", "unix", "windows"] as const;
/** Guacamole's bounds for `clipboard-buffer-size`; it begins with the least, which is little for a picture. */
const LEAST_CLIPBOARD = 262_144;
const MOST_CLIPBOARD = 52_428_800;
const DEFAULT_CLIPBOARD = 10_485_760;
const MAX_INTEGER = 2_147_483_647;

/** Reads the parameters of devices. Throws MisconfiguredError. */
export function planDevices(parameters: ConnectionParameters): DevicePlan {
  const readOnly = parameters.flag("read-only");
  const limit = parameters.integer("clipboard-buffer-size", 0, MAX_INTEGER) ?? DEFAULT_CLIPBOARD;
  const drive = driveOf(parameters, readOnly);
  return {
    readOnly,
    clipboard: {
      copy: !parameters.flag("disable-copy"),
      paste: !parameters.flag("disable-paste") && !readOnly,
      newlines: parameters.choice("normalize-clipboard", NEWLINES) ?? "preserve",
      limit: Math.min(Math.max(limit, LEAST_CLIPBOARD), MOST_CLIPBOARD),
    },
    ...(drive && { drive }),
    ...(parameters.flag("enable-printing") && {
      printer: { name: parameters.text("printer-name") ?? "Passerelle" },
    }),
    sound: parameters.flag("console-audio") ? "server" : parameters.flag("disable-audio") ? "off" : "browser",
    microphone: parameters.flag("enable-audio-input") && !readOnly,
    touch: parameters.flag("enable-touch") && !readOnly,
  };
}

function driveOf(parameters: ConnectionParameters, readOnly: boolean): DrivePlan | undefined {
  if (!parameters.flag("enable-drive")) return undefined;
  return {
    name: parameters.text("drive-name") ?? "Passerelle",
    path: parameters.text("drive-path") ?? "",
    create: parameters.flag("create-drive-path"),
    download: !parameters.flag("disable-download"),
    upload: !parameters.flag("disable-upload") && !readOnly,
  };
}

/** What the page may know of a plan. @param fileLimit bytes that a file in the clipboard may have */
export function policyOf(plan: DevicePlan, fileLimit: number): DevicePolicy {
  const { copy, paste, limit } = plan.clipboard;
  return {
    readOnly: plan.readOnly,
    clipboard: { copy, paste, limit, fileLimit },
    drive: plan.drive !== undefined,
    printing: plan.printer !== undefined,
    sound: plan.sound,
    microphone: plan.microphone,
    touch: plan.touch,
  };
}
