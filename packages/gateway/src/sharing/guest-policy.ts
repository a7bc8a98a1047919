import type { DevicePolicy, Status } from "@passerelle/tunnel";
import type { DevicePlan } from "../devices/device-plan.ts";

/** What a sharing profile takes away from its guests. */
export interface Restrictions {
  readonly readOnly: boolean;
  readonly copy: boolean;
  readonly paste: boolean;
}

/** What a guest may. Files, prints, the microphone and touch are the owner's alone. */
export interface GuestPolicy {
  /** Looking on only: no key, no pointer, no paste. */
  readonly readOnly: boolean;
  /** From the desktop to the guest. */
  readonly copy: boolean;
  /** From the guest to the desktop. */
  readonly paste: boolean;
}

/** Reads the parameters of a sharing profile; what it does not know takes nothing away. */
export function restrictionsOf(parameters: Readonly<Record<string, string>>): Restrictions {
  const isSet = (name: string) => parameters[name] === "true";
  return { readOnly: isSet("read-only"), copy: !isSet("disable-copy"), paste: !isSet("disable-paste") };
}

/** What the connection allows, and the profile as well. */
export function guestPolicy({ readOnly, clipboard }: DevicePlan, profile: Restrictions): GuestPolicy {
  const isReadOnly = readOnly || profile.readOnly;
  return {
    readOnly: isReadOnly,
    copy: clipboard.copy && profile.copy,
    paste: clipboard.paste && profile.paste && !isReadOnly,
  };
}

/** What of a connection's devices a guest has: clipboard without files, and sound. */
export function devicePolicyForGuest(policy: DevicePolicy, { readOnly, copy, paste }: GuestPolicy): DevicePolicy {
  return {
    readOnly,
    clipboard: { copy, paste, limit: policy.clipboard.limit, fileLimit: 0 },
    drive: false,
    printing: false,
    sound: policy.sound,
    microphone: false,
    touch: false,
  };
}

/** What a guest is told of a status; nothing of credentials, other desktops, and why something failed. */
export function statusForGuest(status: Status, { readOnly }: GuestPolicy): Status | undefined {
  switch (status.kind) {
    case "step":
      return { kind: "step", step: status.step };
    case "prompt":
      return { kind: "step", step: "authenticating" };
    case "active":
      return { ...status, readOnly, mostMonitors: 1 };
    case "reconnecting":
      return status;
    case "ended":
      return { kind: "ended" };
    case "guests":
    case "message":
      return undefined;
  }
}
