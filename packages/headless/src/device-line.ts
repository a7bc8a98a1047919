import {
  DEVICE_SUBPROTOCOL,
  type DeviceAttach,
  DeviceUp,
  decodeRecords,
  encodeJson,
  MessageWriter,
  type TunnelRecord,
} from "@passerelle/tunnel";
import { WebSocket } from "ws";
import { addressOf, GatewayError, signIn } from "./gateway-client.ts";

export interface DeviceLineOptions {
  /** The gateway's address, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** The session whose devices are meant: `HeadlessDesktop.session`. */
  readonly session: string;
  readonly decodes?: DeviceAttach["decodes"];
  /** What the gateway says; payloads are views that end with the call. */
  readonly received: (record: TunnelRecord) => void;
}

/** A page's line to the devices of a desktop, without the page. */
export class DeviceLine {
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** Signs in and waits for the gateway's first words. Throws GatewayError. */
  static async open({ url, username, password, session, decodes, received }: DeviceLineOptions): Promise<DeviceLine> {
    const { token } = await signIn(url, username, password);
    const address = addressOf(url, "tunnel");
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address, DEVICE_SUBPROTOCOL, { headers: { "Guacamole-Token": token } });
    const line = new DeviceLine(socket);
    const attach: DeviceAttach = { protocol: 1, session, decodes: decodes ?? [] };
    socket.on("open", () => line.send(DeviceUp.Attach, encodeJson(attach)));
    await new Promise<void>((resolve, reject) => {
      socket.on("error", reject);
      socket.on("close", (code) => reject(new GatewayError(`the device line was closed: ${code}`)));
      socket.on("message", (message: Buffer) => {
        for (const record of decodeRecords(message)) received(record);
        resolve();
      });
    });
    return line;
  }

  /** @param type of `DeviceUp` */
  send(type: number, payload: Uint8Array): void {
    const writer = new MessageWriter();
    writer.append(type, payload);
    this.#socket.send(writer.take());
  }

  /** Resolves with the code when the line is closed. */
  get closed(): Promise<number> {
    return new Promise((resolve) => this.#socket.once("close", resolve));
  }

  close(): void {
    this.#socket.terminate();
  }
}
