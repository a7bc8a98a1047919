import { type AudioFormat, audioInputChannelName, decodeClientInputPdu, encodeServerInputPdu } from "@passerelle/rdp";
import type { ServerChannel } from "../protocol/server-channel.ts";

/** The server's side of [MS-RDPEAI]: listens to the microphone when a test has it do so. */
export class MicrophoneServer implements ServerChannel {
  readonly name = audioInputChannelName;
  readonly kind = "dynamic";
  readonly #formats: readonly AudioFormat[];
  readonly #agreed = Promise.withResolvers<readonly AudioFormat[]>();
  readonly #replies: ((result: number) => void)[] = [];
  #send: (message: Uint8Array) => void = () => {};
  #isAnnounced = false;
  #packetCame = Promise.withResolvers<void>();
  /** Index into what was agreed that the client records in, as it has said. */
  format: number | undefined;
  /** The packets that have come. */
  readonly recorded: Uint8Array[] = [];
  /** What the client did that it should not. */
  readonly problems: string[] = [];

  /** @param formats what the server understands */
  constructor(formats: readonly AudioFormat[]) {
    this.#formats = formats;
  }

  /** The formats that the client has chosen, in its order. */
  get agreed(): Promise<readonly AudioFormat[]> {
    return this.#agreed.promise;
  }

  opened(send: (message: Uint8Array) => void): void {
    this.#send = send;
    send(encodeServerInputPdu({ type: "version", version: 1 }));
  }

  received(message: Uint8Array): void {
    const pdu = decodeClientInputPdu(message);
    switch (pdu.type) {
      case "version":
        this.#send(encodeServerInputPdu({ type: "formats", formats: this.#formats }));
        return;
      case "formats":
        if (!this.#isAnnounced) this.problems.push("formats came unannounced");
        this.#agreed.resolve(pdu.formats);
        break;
      case "formatChange":
        this.format = pdu.format;
        break;
      case "openReply":
        this.#replies.shift()?.(pdu.result);
        break;
      case "data":
        if (!this.#isAnnounced) this.problems.push("data came unannounced");
        this.recorded.push(pdu.data.slice());
        this.#packetCame.resolve();
        this.#packetCame = Promise.withResolvers<void>();
        break;
    }
    this.#isAnnounced = pdu.type === "dataIncoming";
  }

  /** Begins to listen. Answers the client's HRESULT. @param format index into what was agreed */
  async listen(framesPerPacket: number, format = 0): Promise<number> {
    const capture = (await this.agreed)[format];
    if (!capture) throw new Error(`the client records in no format ${format}`);
    const { promise, resolve } = Promise.withResolvers<number>();
    this.#replies.push(resolve);
    this.#send(encodeServerInputPdu({ type: "open", framesPerPacket, format, capture }));
    return promise;
  }

  /** Resolves when the next packet comes. */
  nextPacket(): Promise<void> {
    return this.#packetCame.promise;
  }

  /** Wants another format from now on. */
  change(format: number): void {
    this.#send(encodeServerInputPdu({ type: "formatChange", format }));
  }

  /** Sends what it likes. */
  sendRaw(message: Uint8Array): void {
    this.#send(message);
  }
}
