import type { AttachShare } from "../upstream.ts";

/**
 * Clipboard, sound and the like have a WebSocket of their own beside the tunnel, the device line: sound must not wait behind
 * pictures, and what a broken line has lost of it is not sent again. Its messages hold records as the tunnel's do
 * (`decodeRecords`), uncounted; numbers are little endian. When a line begins, each side says anew how things stand. Long
 * contents (files, pictures, prints) do not come this way: they are fetched and sent over HTTP.
 */
export const DEVICE_SUBPROTOCOL = "passerelle.devices.1";
/** The same for guests: such a line says `share`, and has clipboard (without files) and sound as far as the guest may. */
export const GUEST_DEVICE_SUBPROTOCOL = "passerelle.guest.devices.1";

/** What the gateway sends on a device line. */
export const DeviceDown = {
  /** JSON `DevicePolicy`: first on every line. */
  Policy: 0,
  /** JSON `ClipboardState`. */
  ClipboardState: 1,
  /** JSON `ClipboardOffer`: what can be pasted here. */
  ClipboardOffer: 2,
  /** JSON `ClipboardWanted`: the desktop pastes what the page said it has. */
  ClipboardWanted: 3,
  /** JSON `ClipboardFailed`. */
  ClipboardFailed: 4,
  /** JSON `ClipboardTaken`: an answer to `ClipboardHas`. */
  ClipboardTaken: 5,
  /** JSON `DriveState`. */
  DriveState: 10,
  /** JSON `DriveChanged`. */
  DriveChanged: 11,
  /** JSON `DriveDelivered`: a file in the folder `Download` is complete. */
  DriveDelivered: 12,
  /** JSON `LocalFolderRequest`: the desktop uses the folder that the page shares. */
  LocalFolderRequest: 15,
  /** Binary: u32 request, then bytes to write for it. */
  LocalFolderData: 16,
  /** JSON `PrintJob`, each time that something about it changes, and for each that is there when a line begins. */
  PrintJob: 20,
  /** JSON `SoundState`. */
  SoundState: 30,
  /** JSON `SoundFormat`: what follows is in this format. */
  SoundFormat: 31,
  /** Binary, `encodeSoundBlock`. */
  SoundBlock: 32,
  /** u16 left, u16 right: 0 is silence, 65535 full. */
  SoundVolume: 33,
  /** Empty: what was playing is over; what follows begins anew. */
  SoundClosed: 34,
  /** JSON `MicrophoneState`. */
  MicrophoneState: 40,
  /** JSON `TouchState`. */
  TouchState: 50,
} as const;

/** What the page sends on a device line. */
export const DeviceUp = {
  /** JSON `DeviceAttach`: first on every line. */
  Attach: 0,
  /** JSON `ClipboardHas`: what the desktop can paste. */
  ClipboardHas: 1,
  /** JSON `ClipboardGone`: an answer to `ClipboardWanted`. */
  ClipboardGone: 2,
  /** JSON `LocalFolder`: a folder is shared; null: no longer. */
  LocalFolder: 15,
  /** JSON `LocalFolderAnswer`. */
  LocalFolderAnswer: 16,
  /** Binary: u32 request, then bytes that were read for it. */
  LocalFolderData: 17,
  /** Binary, `encodeSoundPlayed`. */
  SoundPlayed: 30,
  /** Binary: sound of the microphone in the format that `MicrophoneState` asked for, whole blocks. */
  MicrophoneBlock: 40,
  /** JSON `MicrophoneAnswer`. */
  MicrophoneAnswer: 41,
} as const;

/** JSON payload of `DeviceUp.Attach`. */
export interface DeviceAttach {
  readonly protocol: 1;
  /** The session that the tunnel shows; for guests what `Attached.session` says, which is their own id. */
  readonly session: string;
  /** The guest's link. */
  readonly share?: AttachShare;
  /** The codecs of sound that this browser decodes beyond those that every page does. */
  readonly decodes: readonly ("aac" | "opus")[];
}

/** JSON payload of `DeviceDown.Policy`: what the connection allows. */
export interface DevicePolicy {
  /** Looking on only: nothing goes to the desktop. */
  readonly readOnly: boolean;
  readonly clipboard: {
    /** From the desktop to this page. */
    readonly copy: boolean;
    /** From this page to the desktop. */
    readonly paste: boolean;
    /** Bytes that text, HTML or a picture may have. */
    readonly limit: number;
    /** Bytes that a file may have. */
    readonly fileLimit: number;
  };
  readonly drive: boolean;
  readonly printing: boolean;
  /** `server`: it plays there. */
  readonly sound: "browser" | "server" | "off";
  readonly microphone: boolean;
  readonly touch: boolean;
}
