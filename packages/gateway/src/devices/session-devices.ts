import type { ChannelHandler } from "@passerelle/rdp";
import {
  type DeviceAttach,
  DeviceDown,
  decodeRecords,
  encodeJson,
  MessageWriter,
  TunnelFormatError,
} from "@passerelle/tunnel";
import { type Line, LineClose } from "../sessions/line.ts";
import type { Device, DeviceLink, DevicePage } from "./device.ts";
import { policyOf } from "./device-plan.ts";
import { allDevices, type DeviceContext, type Devices, makeDevices } from "./devices.ts";

/** The devices of a session's desktop, and the page's line to them. */
export class SessionDevices {
  readonly devices: Devices;
  readonly #context: DeviceContext;
  #line: Line | undefined;
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
      message: (bytes) => this.#received(line, bytes),
      drained: () => {},
      closed: () => this.#closed(line),
    };
    before?.close(LineClose.TakenOver);
    const page: DevicePage = {
      decodes,
      send: (type, head, body) => sendRecord(line, type, head, body),
      get unsent() {
        return line.unsent;
      },
    };
    const { plan, settings } = this.#context;
    page.send(DeviceDown.Policy, encodeJson(policyOf(plan, settings.clipboardFileLimit)));
    for (const device of this.#all) this.#guard(() => device.attached?.(page));
  }

  /** The desktop is over. It may be told twice: what was given up once may be somebody else's by then. */
  close(): void {
    const line = this.#line;
    this.#line = undefined;
    line?.close(LineClose.Ended);
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const device of this.#all) this.#guard(() => device.close?.());
  }

  get #all(): readonly Device[] {
    return allDevices(this.devices);
  }

  #received(line: Line, bytes: Uint8Array): void {
    try {
      for (const { type, payload } of decodeRecords(bytes)) {
        const device = this.#all.find(({ takes }) => takes?.includes(type));
        this.#guard(() => device?.received?.(type, payload));
      }
    } catch (error) {
      if (!(error instanceof TunnelFormatError)) throw error;
      this.#context.logger.warn({ problem: error.message }, "browser broke the device line's format");
      line.close(LineClose.BadRecord);
    }
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

function sendRecord(line: Line, type: number, head?: Uint8Array, body?: Uint8Array): void {
  const writer = new MessageWriter();
  writer.append(type, head, body);
  line.send(writer.take());
}
