import {
  decodeDeviceList,
  decodeDeviceRemoval,
  decodeIoCompletion,
  encodeAnnouncement,
  encodeDeviceReply,
  encodeIoRequest,
  encodeRedirectionCapabilities,
  encodeUserLoggedOn,
  type IoCompletion,
  type IoOperation,
  type IoRequest,
  NtStatus,
  type NumberedDevice,
  openRedirectionMessage,
  REDIRECTION_CHANNEL,
  RedirectionPacketId,
} from "@passerelle/rdp";
import type { ServerChannel } from "../protocol/server-channel.ts";

/** Of Windows 10 ([MS-RDPEFS] 2.2.2.2). */
const VERSION = { versionMajor: 1, versionMinor: 0x000d };
const CLIENT_ID = 7;

type Answer = (completion: IoCompletion) => void;

/** The devices of the client as Windows uses them ([MS-RDPEFS] 3.3). */
export class RedirectionServer implements ServerChannel {
  readonly name = REDIRECTION_CHANNEL;
  readonly kind = "static";
  /** Those that the client has announced and not removed. */
  readonly devices: NumberedDevice[] = [];
  readonly #asked = new Map<number, { readonly request: IoRequest; readonly answer: Answer }>();
  readonly #waiting: { readonly type: NumberedDevice["type"]; readonly found: (device: NumberedDevice) => void }[] = [];
  #send: (message: Uint8Array) => void = () => {};
  #lastCompletion = 0;

  opened(send: (message: Uint8Array) => void): void {
    this.#send = send;
    send(encodeAnnouncement(RedirectionPacketId.ServerAnnounce, { ...VERSION, clientId: CLIENT_ID }));
  }

  received(message: Uint8Array): void {
    const { packetId, body } = openRedirectionMessage(message);
    switch (packetId) {
      case RedirectionPacketId.ClientName:
        this.#begin();
        return;
      case RedirectionPacketId.DeviceListAnnounce:
        for (const device of decodeDeviceList(body)) this.#take(device);
        return;
      case RedirectionPacketId.DeviceListRemove:
        this.#remove(decodeDeviceRemoval(body));
        return;
      case RedirectionPacketId.IoCompletion: {
        const completion = decodeIoCompletion(body, (id) => this.#asked.get(id)?.request.type ?? "close");
        this.#asked.get(completion.completionId)?.answer(completion);
        this.#asked.delete(completion.completionId);
      }
    }
  }

  /** The client's device of that type, as soon as there is one. */
  device(type: NumberedDevice["type"]): Promise<NumberedDevice> {
    const device = this.devices.find((known) => known.type === type);
    if (device) return Promise.resolve(device);
    return new Promise((found) => this.#waiting.push({ type, found }));
  }

  /** Asks something of a device; answers what the client makes of it. @param fileId as `create` was answered; 0 for that */
  ask(deviceId: number, fileId: number, operation: IoOperation): Promise<IoCompletion> {
    const request: IoRequest = { deviceId, fileId, completionId: ++this.#lastCompletion, ...operation };
    return new Promise((answer) => {
      this.#asked.set(request.completionId, { request, answer });
      this.#send(encodeIoRequest(request));
    });
  }

  /** Sends a message as it is. */
  say(message: Uint8Array): void {
    this.#send(message);
  }

  #begin(): void {
    const capabilities = { tellsLogon: true, removesDevices: true };
    this.#send(encodeRedirectionCapabilities(RedirectionPacketId.ServerCapability, capabilities, VERSION.versionMinor));
    this.#send(encodeAnnouncement(RedirectionPacketId.ClientIdConfirm, { ...VERSION, clientId: CLIENT_ID }));
    this.#send(encodeUserLoggedOn());
  }

  #take(device: NumberedDevice): void {
    const copy = { ...device, data: device.data.slice() };
    this.devices.push(copy);
    this.#send(encodeDeviceReply({ deviceId: device.id, status: NtStatus.SUCCESS }));
    for (const { type, found } of this.#waiting) if (type === device.type) found(copy);
  }

  #remove(ids: readonly number[]): void {
    for (const id of ids) {
      const index = this.devices.findIndex((device) => device.id === id);
      if (index >= 0) this.devices.splice(index, 1);
    }
  }
}
