import { type ClientTouchPdu, decodeClientTouchPdu, encodeServerTouchPdu, touchChannelName } from "@passerelle/rdp";
import type { ServerChannel } from "../protocol/server-channel.ts";

/** The server of touches and pens ([MS-RDPEI] 3.3), which keeps all that it hears. */
export class TouchRecorder implements ServerChannel {
  readonly name = touchChannelName;
  readonly kind = "dynamic";
  readonly heard: ClientTouchPdu[] = [];
  readonly #version: number;
  #send: (message: Uint8Array) => void = () => {};

  /** @param version of `TouchVersion` */
  constructor(version: number) {
    this.#version = version;
  }

  opened(send: (message: Uint8Array) => void): void {
    this.#send = send;
    send(encodeServerTouchPdu({ type: "ready", version: this.#version, features: 0 }));
  }

  received(message: Uint8Array): void {
    const pdu = decodeClientTouchPdu(message);
    if (pdu) this.heard.push(pdu);
  }

  /** Has the client send nothing until it is told otherwise. */
  suspend(isSuspended: boolean): void {
    this.#send(encodeServerTouchPdu({ type: isSuspended ? "suspend" : "resume" }));
  }
}
