import { type DeviceAttach, DeviceUp, encodeJson, MessageWriter } from "@passerelle/tunnel";
import { waitBeforeAttempt } from "../worker/backoff.ts";

export interface DeviceLineListener {
  attach(): DeviceAttach;
  message(bytes: Uint8Array): void;
  closed(): void;
}

/** The WebSocket beside the tunnel that carries the devices; made again whenever it breaks, until it is closed here. */
export class DeviceLine {
  readonly #url: string;
  readonly #subprotocol: string;
  readonly #listener: DeviceLineListener;
  #socket: WebSocket | undefined;
  #failures = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string, subprotocol: string, listener: DeviceLineListener) {
    this.#url = url;
    this.#subprotocol = subprotocol;
    this.#listener = listener;
  }

  /** Makes a line now, unless there is one. */
  open(): void {
    if (this.#socket) return;
    clearTimeout(this.#retryTimer);
    const socket = new WebSocket(this.#url, this.#subprotocol);
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.send(DeviceUp.Attach, encodeJson(this.#listener.attach()));
    socket.onmessage = ({ data }) => {
      this.#failures = 0;
      if (data instanceof ArrayBuffer) this.#listener.message(new Uint8Array(data));
    };
    socket.onclose = () => {
      this.#socket = undefined;
      this.#listener.closed();
      this.#retryTimer = setTimeout(() => this.open(), waitBeforeAttempt(this.#failures++, Math.random()));
    };
  }

  /** Bytes that wait to be sent. */
  get unsent(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  /** Sends a record, if there is a line. */
  send(type: number, payload: Uint8Array): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    const writer = new MessageWriter();
    writer.append(type, payload);
    this.#socket.send(writer.take());
  }

  /** Lets go of the line until `open`. */
  close(): void {
    clearTimeout(this.#retryTimer);
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
}
