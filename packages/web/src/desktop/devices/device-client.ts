import {
  DEVICE_SUBPROTOCOL,
  type DeviceAttach,
  DeviceDown,
  type DevicePolicy,
  decodeJson,
  decodeRecords,
  GUEST_DEVICE_SUBPROTOCOL,
  TunnelFormatError,
} from "@passerelle/tunnel";
import { TouchDevice } from "../pointer/touch-device.ts";
import { ClipboardDevice } from "./clipboard/clipboard-device.ts";
import { DeviceLine } from "./device-line.ts";
import { FilesDevice } from "./files/files-device.ts";
import { LocalFolderDevice } from "./local-folder/local-folder-device.ts";
import { MicrophoneDevice } from "./microphone/microphone-device.ts";
import type { DeviceGateway, PageDevice } from "./page-device.ts";
import { PrintsDevice } from "./prints/prints-device.ts";
import { SoundDevice } from "./sound/sound-device.ts";
import { decodableCodecs } from "./sound/web-codecs.ts";
import { Store } from "./store.ts";

/** What the page has beside the picture of a desktop: clipboard, files, prints, sound. Loaded once there is a desktop. */
export class DeviceClient {
  /** What the connection allows; undefined until the gateway has said so. */
  readonly policy = new Store<DevicePolicy | undefined>(undefined);
  readonly clipboard: ClipboardDevice;
  readonly files: FilesDevice;
  readonly localFolder: LocalFolderDevice;
  readonly sound: SoundDevice;
  readonly microphone: MicrophoneDevice;
  readonly prints: PrintsDevice;
  readonly touch = new TouchDevice();
  readonly #line: DeviceLine;
  readonly #devices: readonly PageDevice[];
  #decodes: DeviceAttach["decodes"] = [];
  #isClosed = false;

  /**
   * @param session the id of a live session of this person, or of this guest of another's
   * @param key of the guest's link
   */
  constructor(session: string, key?: string) {
    const url = new URL("tunnel", document.baseURI);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    url.hash = "";
    const share = key === undefined ? undefined : { key };
    this.#line = new DeviceLine(url.href, share ? GUEST_DEVICE_SUBPROTOCOL : DEVICE_SUBPROTOCOL, {
      attach: () => ({ protocol: 1, session, ...(share && { share }), decodes: this.#decodes }),
      message: (bytes) => this.#received(bytes),
      closed: () => {
        for (const device of this.#devices) device.lineClosed?.();
      },
    });
    const line = this.#line;
    const gateway: DeviceGateway = {
      session,
      address: `api/passerelle/${share ? "guests" : "sessions"}/${session}`,
      headers: share ? { "Passerelle-Share-Key": share.key } : {},
      send: (type, payload) => line.send(type, payload),
      get unsent() {
        return line.unsent;
      },
    };
    this.clipboard = new ClipboardDevice(gateway);
    this.files = new FilesDevice(gateway);
    this.localFolder = new LocalFolderDevice(gateway);
    this.sound = new SoundDevice(gateway);
    this.microphone = new MicrophoneDevice(gateway);
    this.prints = new PrintsDevice(gateway);
    this.#devices = [
      this.prints,
      this.clipboard,
      this.files,
      this.localFolder,
      this.sound,
      this.microphone,
      this.touch,
    ];
    void this.#open();
  }

  /** The desktop is left. */
  close(): void {
    this.#isClosed = true;
    this.#line.close();
    for (const device of this.#devices) device.close?.();
  }

  async #open(): Promise<void> {
    this.#decodes = await decodableCodecs();
    if (!this.#isClosed) this.#line.open();
  }

  #received(bytes: Uint8Array): void {
    try {
      for (const { type, payload } of decodeRecords(bytes)) {
        if (type === DeviceDown.Policy) this.#opened(decodeJson(payload) as DevicePolicy);
        else this.#devices.find(({ takes }) => takes.includes(type))?.received(type, payload);
      }
    } catch (error) {
      if (!(error instanceof TunnelFormatError)) throw error;
      reportError(error);
    }
  }

  #opened(policy: DevicePolicy): void {
    this.policy.value = policy;
    for (const device of this.#devices) device.lineOpened?.(policy);
  }
}
