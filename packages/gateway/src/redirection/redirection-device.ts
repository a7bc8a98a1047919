import {
  type ChannelHandler,
  type Completion,
  DecodeError,
  DeviceRedirection,
  type IoOperation,
  type IoRequest,
  NtStatus,
} from "@passerelle/rdp";
import type { Device, DeviceLink } from "../devices/device.ts";
import type { SessionLogger } from "../sessions/session-logger.ts";
import type { RedirectedDevice } from "./redirected-device.ts";
import { RequestBounds } from "./request-bounds.ts";
import { Turns } from "./turns.ts";

/** They wait for something to happen, not for the disk: what comes after them is not held up. */
const WAITING: readonly IoOperation["type"][] = ["notifyChange", "lockControl"];

/** Bytes of requests that were refused and wait to be told so, because the server does not read. */
const MOST_REFUSED = 64 << 20;
/** Bytes that any request takes. */
const REQUEST_BYTES = 1024;

/** One RDP connection, and the devices by their ids on it. */
interface Connection {
  readonly link: DeviceLink;
  readonly redirection: DeviceRedirection;
  readonly mounts: Map<number, Mount>;
  /** The answer before: each waits until the server has taken most of what was sent. */
  sent: Promise<void>;
  /** Bytes of requests that were refused, and this not told yet. */
  refused: number;
}

interface Mount {
  readonly device: RedirectedDevice;
  /** By open file. */
  readonly turns: Turns<number>;
  readonly bounds: RequestBounds;
}

export interface RedirectionOptions {
  /** What the desktop calls the machine of its user. */
  readonly clientName: string;
  readonly logger: SessionLogger;
}

/** The drives and printers of a desktop: announces them, and has each request answered once, whatever happens. */
export class RedirectionDevice implements Device {
  readonly #options: RedirectionOptions;
  readonly #devices = new Set<RedirectedDevice>();
  #connection: Connection | undefined;

  constructor(options: RedirectionOptions) {
    this.#options = options;
  }

  /** Gives the desktop a further device. */
  add(device: RedirectedDevice): void {
    this.#devices.add(device);
    const connection = this.#connection;
    if (!connection) return;
    mount(connection, device);
    connection.link.perform(() => connection.redirection.announce());
  }

  /** Takes a device away from the desktop. */
  remove(device: RedirectedDevice): void {
    this.#devices.delete(device);
    const connection = this.#connection;
    if (!connection) return;
    for (const [id, mounted] of connection.mounts) {
      if (mounted.device !== device) continue;
      connection.mounts.delete(id);
      connection.redirection.remove(id);
      forget(device);
    }
    connection.link.perform(() => connection.redirection.announce());
  }

  connect(link: DeviceLink): readonly ChannelHandler[] {
    this.disconnected();
    const redirection: DeviceRedirection = new DeviceRedirection(this.#options.clientName, {
      restarted: () => forgetAll(connection),
      announced: (id, status) => this.#announced(connection.mounts.get(id)?.device, status),
      request: (request) => this.#requested(connection, request),
      failed: (error) => {
        this.#options.logger.warn({ problem: error.message }, "server broke the protocol of redirected devices");
        forgetAll(connection);
      },
    });
    const connection: Connection = { link, redirection, mounts: new Map(), sent: Promise.resolve(), refused: 0 };
    this.#connection = connection;
    for (const device of this.#devices) mount(connection, device);
    return [redirection];
  }

  disconnected(): void {
    if (this.#connection) forgetAll(this.#connection);
    this.#connection = undefined;
  }

  close(): void {
    this.disconnected();
    for (const device of this.#devices) device.close?.();
    this.#devices.clear();
  }

  #announced(device: RedirectedDevice | undefined, status: number): void {
    const isMounted = status === NtStatus.SUCCESS;
    if (!isMounted) {
      const facts = { device: device?.announcement.dosName, status: `0x${status.toString(16)}` };
      this.#options.logger.warn(facts, "the desktop did not take a device");
    }
    device?.mounted?.(isMounted);
  }

  #requested(connection: Connection, request: IoRequest): void {
    const mounted = connection.mounts.get(request.deviceId);
    if (!mounted?.bounds.enter(request)) {
      this.#refuse(connection, request);
      return;
    }
    const { device, turns, bounds } = mounted;
    turns
      .run(request.fileId, () => device.request(request), !WAITING.includes(request.type))
      .catch((error: unknown) => {
        this.#options.logger.error(
          { err: error, request: request.type },
          "error of the gateway in a redirected device",
        );
        return { status: NtStatus.UNSUCCESSFUL };
      })
      .then((completion) => this.#answer(connection, request, completion))
      .finally(() => bounds.leave(request));
  }

  /** Throws DecodeError for a server that goes on asking. */
  #refuse(connection: Connection, request: IoRequest): void {
    const bytes = REQUEST_BYTES + carriedBy(request);
    if (connection.refused + bytes > MOST_REFUSED) {
      throw new DecodeError("DR_DEVICE_IOREQUEST", "the server asks, and does not take the answers", 0);
    }
    connection.refused += bytes;
    const told = this.#answer(connection, request, { status: NtStatus.INSUFFICIENT_RESOURCES });
    void told.then(() => {
      connection.refused -= bytes;
    });
  }

  #answer(connection: Connection, request: IoRequest, completion: Completion): Promise<void> {
    const { link, redirection } = connection;
    const send = async () => {
      await link.room();
      link.perform(() => redirection.complete(request, completion));
    };
    connection.sent = connection.sent.then(send).catch((error: unknown) => {
      this.#options.logger.error(
        { err: error, request: request.type },
        "error of the gateway in an answer to the desktop",
      );
    });
    return connection.sent;
  }
}

function mount(connection: Connection, device: RedirectedDevice): void {
  const id = connection.redirection.add(device.announcement);
  connection.mounts.set(id, { device, turns: new Turns(), bounds: new RequestBounds() });
}

function forgetAll({ mounts }: Connection): void {
  for (const { device } of mounts.values()) forget(device);
}

function forget(device: RedirectedDevice): void {
  device.forget();
  device.mounted?.(false);
}

function carriedBy(request: IoRequest): number {
  if ("data" in request) return request.data.length;
  return "input" in request ? request.input.length : 0;
}
