import type { DecodeError } from "../../wire/decode-error.ts";
import type { Reader } from "../../wire/reader.ts";
import type { ChannelHandler, OpenChannel } from "../channel-handler.ts";
import { type AnnouncedDevice, encodeDeviceList, encodeDeviceRemoval, type NumberedDevice } from "./device-list.ts";
import { type Completion, encodeIoCompletion } from "./io-completion.ts";
import { decodeIoRequest, type IoRequest } from "./io-request.ts";
import { NtStatus } from "./nt-status.ts";
import { decodeRedirectionCapabilities, encodeRedirectionCapabilities } from "./redirection-capabilities.ts";
import { Component, openRedirectionMessage, PacketId, REDIRECTION_CHANNEL } from "./redirection-header.ts";
import {
  type Announcement,
  decodeAnnouncement,
  decodeDeviceReply,
  encodeAnnouncement,
  encodeClientName,
} from "./redirection-pdus.ts";

/** What the owner of redirected devices hears. */
export interface RedirectionListener {
  /** The server begins, or begins anew: it knows no device and no file any more. */
  restarted(): void;
  /** Whether the server has taken a device. @param status NTSTATUS */
  announced(deviceId: number, status: number): void;
  /** Answer it with `complete`, at any time. */
  request(request: IoRequest): void;
  failed(error: DecodeError): void;
}

/** Version 1.13, that of Windows 10 ([MS-RDPEFS] 2.2.2.3). */
const VERSION_MINOR = 0x000d;
/** Servers of this version do not tell when somebody has logged on, whatever they say. */
const VERSION_WITHOUT_LOGON = 0x0005;

/** The client side of device redirection ([MS-RDPEFS] 3.2): says which devices there are, and carries requests and answers. */
export class DeviceRedirection implements ChannelHandler {
  readonly staticChannel = REDIRECTION_CHANNEL;
  readonly #clientName: string;
  readonly #listener: RedirectionListener;
  readonly #devices = new Map<number, AnnouncedDevice>();
  /** Those that the server knows of. */
  readonly #announced = new Set<number>();
  readonly #pending = new Set<IoRequest>();
  #serverVersion = 0;
  #channel: OpenChannel | undefined;
  #nextId = 1;
  #server: Announcement | undefined;
  #tellsLogon: boolean | undefined;
  #isConfirmed = false;
  #isLoggedOn = false;

  /** @param clientName what the server calls this client */
  constructor(clientName: string, listener: RedirectionListener) {
    this.#clientName = clientName;
    this.#listener = listener;
  }

  /** Adds a device; `announce` follows. Answers its id. */
  add(device: AnnouncedDevice): number {
    const id = this.#nextId++;
    this.#devices.set(id, device);
    return id;
  }

  /** Takes a device away; `announce` follows. What was asked of it needs no answer any more. */
  remove(id: number): void {
    this.#devices.delete(id);
    for (const request of this.#pending) if (request.deviceId === id) this.#pending.delete(request);
  }

  /**
   * Tells the server which devices have come and gone, as soon as it wants to know ([MS-RDPEFS] 3.2.5.1.7): those that need a person
   * wait for the logon, where the server tells of it.
   */
  announce(): void {
    const isReady = this.#isConfirmed && (this.#isLoggedOn || this.#tellsLogon === false);
    if (!isReady) return;
    const gone = [...this.#announced].filter((id) => !this.#devices.has(id));
    const come = [...this.#devices].filter(([id]) => !this.#announced.has(id));
    for (const id of gone) this.#announced.delete(id);
    for (const [id] of come) this.#announced.add(id);
    if (gone.length > 0) this.#channel?.send(encodeDeviceRemoval(gone));
    if (come.length > 0) this.#channel?.send(encodeDeviceList(come.map(([id, device]) => this.#numbered(id, device))));
  }

  /** Answers a request; one that was answered already, or that the server has forgotten with its device, goes nowhere. */
  complete(request: IoRequest, completion: Completion): void {
    if (this.#pending.delete(request)) this.#channel?.send(encodeIoCompletion(request, completion));
  }

  connected(version: number): void {
    this.#serverVersion = version;
  }

  opened(channel: OpenChannel): void {
    this.#channel = channel;
  }

  received(message: Uint8Array): void {
    const { component, packetId, body } = openRedirectionMessage(message);
    // Printing's own messages tell how Windows has set a printer up, which nobody here wants to keep.
    if (component !== Component.Core) return;
    switch (packetId) {
      case PacketId.ServerAnnounce:
        this.#begin(decodeAnnouncement(body));
        return;
      case PacketId.ServerCapability:
        this.#agree(body);
        return;
      case PacketId.ClientIdConfirm:
        this.#isConfirmed = true;
        this.announce();
        return;
      case PacketId.UserLoggedOn:
        this.#isLoggedOn = true;
        this.announce();
        return;
      case PacketId.DeviceReply: {
        const { deviceId, status } = decodeDeviceReply(body);
        if (this.#announced.has(deviceId)) this.#listener.announced(deviceId, status);
        return;
      }
      case PacketId.IoRequest:
        this.#request(body);
    }
  }

  failed(error: DecodeError): void {
    this.#listener.failed(error);
  }

  /** Windows does so too when the desktop changes to a session that is already there. */
  #begin(server: Announcement): void {
    this.#server = server;
    this.#tellsLogon = undefined;
    this.#isConfirmed = false;
    this.#isLoggedOn = false;
    this.#announced.clear();
    this.#pending.clear();
    this.#listener.restarted();
    const reply = { versionMajor: 1, versionMinor: VERSION_MINOR, clientId: server.clientId };
    this.#channel?.send(encodeAnnouncement(PacketId.ClientIdConfirm, reply));
    this.#channel?.send(encodeClientName(this.#clientName));
  }

  #agree(body: Reader): void {
    const { tellsLogon } = decodeRedirectionCapabilities(body);
    this.#tellsLogon = tellsLogon && this.#server?.versionMinor !== VERSION_WITHOUT_LOGON;
    const ours = { tellsLogon: true, removesDevices: true };
    this.#channel?.send(encodeRedirectionCapabilities(PacketId.ClientCapability, ours, VERSION_MINOR));
    this.announce();
  }

  #numbered(id: number, { type, dosName, data }: AnnouncedDevice): NumberedDevice {
    return { id, type, dosName, data: typeof data === "function" ? data(this.#serverVersion) : data };
  }

  #request(body: Reader): void {
    const request = decodeIoRequest(body);
    this.#pending.add(request);
    const isKnown = this.#announced.has(request.deviceId) && this.#devices.has(request.deviceId);
    if (isKnown) this.#listener.request(request);
    else this.complete(request, { status: NtStatus.NO_SUCH_DEVICE });
  }
}
