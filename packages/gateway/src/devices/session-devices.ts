import type { ChannelHandler } from "@passerelle/rdp";
import { type DeviceAttach, DeviceDown, encodeJson, MessageWriter, TunnelFormatError } from "@passerelle/tunnel";
import { type Line, LineClose } from "../sessions/line.ts";
import { takeRecords } from "../sessions/line-records.ts";
import type { GuestFacts } from "../sharing/guest.ts";
import { devicePolicyForGuest } from "../sharing/guest-policy.ts";
import type { Device, DeviceLink, DevicePage } from "./device.ts";
import { policyOf } from "./device-plan.ts";
import { allDevices, type DeviceContext, type Devices, makeDevices } from "./devices.ts";

/** Bytes that may wait for a page at all, which takes nothing then; devices leave out much earlier what can be left out. */
const MOST_UNSENT = 32 * 1024 * 1024;

/** The devices of a session's desktop, and the page's line to them. */
export class SessionDevices {
  readonly devices: Devices;
  readonly #context: DeviceContext;
  #line: Line | undefined;
  /** By the ids of guests. */
  readonly #guests = new Map<string, { readonly line: Line; readonly page: DevicePage }>();
  #isClosed = false;

  constructor(context: DeviceContext) {
    this.#context = context;
    this.devices = makeDevices(context);
  }

  /** The handlers for a new RDP connection. */
  connect(link: DeviceLink): readonly ChannelHandler[] {
    // Timers and promises of devices end here as well.
    const guarded: DeviceLink = { perform: (work) => this.#guard(() => link.perform(work)), room: () => link.room() };
    return this.#all.flatMap((device) => device.connect(guarded));
  }

  disconnected(): void {
    for (const device of this.#all) this.#guard(() => device.disconnected?.());
  }

  /** A page's line takes over. One that comes while another desktop is chosen is closed: the page tries again. */
  attach(line: Line, { decodes }: DeviceAttach): void {
    if (this.#isClosed) {
      line.close(LineClose.Ended);
      return;
    }
    const before = this.#line;
    this.#line = line;
    line.listener = {
      message: (bytes) => this.#received(line, bytes, (device, type, payload) => device.received?.(type, payload)),
      drained: () => {},
      closed: () => this.#closed(line),
    };
    before?.close(LineClose.TakenOver);
    const page = pageOf(line, decodes);
    const { plan, settings } = this.#context;
    page.send(DeviceDown.Policy, encodeJson(policyOf(plan, settings.clipboardFileLimit)));
    for (const device of this.#all) this.#guard(() => device.attached?.(page));
  }

  /** A guest's line to what of the devices a guest may use. It takes over from the line that this guest had. */
  attachGuest(line: Line, { decodes }: DeviceAttach, { id, policy }: GuestFacts): void {
    if (this.#isClosed) {
      line.close(LineClose.Ended);
      return;
    }
    this.detachGuest(id, LineClose.TakenOver);
    const page = pageOf(line, decodes);
    this.#guests.set(id, { line, page });
    line.listener = {
      message: (bytes) =>
        this.#received(line, bytes, (device, type, payload) => device.guestReceived?.(page, type, payload)),
      drained: () => {},
      closed: () => {
        if (this.#guests.get(id)?.line === line) this.#guests.delete(id);
        for (const device of this.#all) this.#guard(() => device.guestDetached?.(page));
      },
    };
    const { plan } = this.#context;
    page.send(DeviceDown.Policy, encodeJson(devicePolicyForGuest(policyOf(plan, 0), policy)));
    for (const device of this.#all) this.#guard(() => device.guestAttached?.(page, policy));
  }

  /** The page of a guest, if it has a line to the devices. */
  guestPage(id: string): DevicePage | undefined {
    return this.#guests.get(id)?.page;
  }

  detachGuest(id: string, why: { readonly code: number; readonly reason: string } = LineClose.Ended): void {
    this.#guests.get(id)?.line.close(why);
  }

  /** The desktop is over. It may be told twice: what was given up once may be somebody else's by then. */
  close(): void {
    const line = this.#line;
    this.#line = undefined;
    line?.close(LineClose.Ended);
    for (const id of this.#guests.keys()) this.detachGuest(id);
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const device of this.#all) this.#guard(() => device.close?.());
  }

  get #all(): readonly Device[] {
    return allDevices(this.devices);
  }

  /** Hands each record to the device that takes such. */
  #received(line: Line, bytes: Uint8Array, take: (device: Device, type: number, payload: Uint8Array) => void): void {
    takeRecords(
      line,
      bytes,
      ({ type, payload }) => {
        const device = this.#all.find(({ takes }) => takes?.includes(type));
        if (device) this.#guard(() => take(device, type, payload));
      },
      (problem) => this.#context.logger.warn({ problem }, "browser broke the device line's format"),
    );
  }

  #closed(line: Line): void {
    if (line !== this.#line) return;
    this.#line = undefined;
    for (const device of this.#all) this.#guard(() => device.detached?.());
  }

  /** An error of ours costs what was being done, not the desktop. */
  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (error instanceof TunnelFormatError) throw error;
      this.#context.logger.error({ err: error }, "error of the gateway in a device");
    }
  }
}

function pageOf(line: Line, decodes: DeviceAttach["decodes"]): DevicePage {
  return {
    decodes,
    send: (type, head, body) => sendRecord(line, type, head, body),
    get unsent() {
      return line.unsent;
    },
  };
}

function sendRecord(line: Line, type: number, head?: Uint8Array, body?: Uint8Array): void {
  const writer = new MessageWriter();
  writer.append(type, head, body);
  line.send(writer.take());
  if (line.unsent > MOST_UNSENT) line.close(LineClose.TooSlow);
}
