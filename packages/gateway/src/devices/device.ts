import type { ChannelHandler } from "@passerelle/rdp";
import type { DeviceAttach } from "@passerelle/tunnel";
import type { GuestPolicy } from "../sharing/guest-policy.ts";

/** The RDP connection of the moment, as devices use it. */
export interface DeviceLink {
  /** Runs `work`, in which channel handlers send. It does nothing once the connection is gone. */
  perform(work: () => void): void;
  /** Waits until the server has taken most of what was sent, or the connection is gone: ask before sending much. */
  room(): Promise<void>;
}

/** The page of the moment, on its device line. */
export interface DevicePage {
  /** The codecs of sound that its browser decodes beyond those that every page does. */
  readonly decodes: DeviceAttach["decodes"];
  /** @param type of `DeviceDown` */
  send(type: number, head?: Uint8Array, body?: Uint8Array): void;
  /** Bytes that wait to be sent: what is only worth hearing now is left out when there are many. */
  readonly unsent: number;
}

/**
 * A device of a desktop: something beside picture, keyboard and pointer. It lives as long as its session's desktop, over RDP
 * connections that break and pages that come and go. What it throws is logged and ends neither the desktop nor another device.
 */
export interface Device {
  /** Records of `DeviceUp` that it takes. */
  readonly takes?: readonly number[];
  /** The handlers of its channels, for a new RDP connection; those of the connection before hear no more. */
  connect(link: DeviceLink): readonly ChannelHandler[];
  /** The RDP connection is gone; another may follow. */
  disconnected?(): void;
  /** A page is there, and knows nothing: tell it how things stand. */
  attached?(page: DevicePage): void;
  /** The page is gone. */
  detached?(): void;
  /** A guest's page is there, and may this much: tell it how things stand. A device without this is none for guests. */
  guestAttached?(page: DevicePage, policy: GuestPolicy): void;
  guestDetached?(page: DevicePage): void;
  /** A record of a guest's page. Throws TunnelFormatError, which closes the line. */
  guestReceived?(page: DevicePage, type: number, payload: Uint8Array): void;
  /** A record of the page. Throws TunnelFormatError, which closes the line. */
  received?(type: number, payload: Uint8Array): void;
  /** The desktop is over: give up what is held. */
  close?(): void;
}
