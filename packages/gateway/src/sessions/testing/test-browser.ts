import {
  type Answer,
  type Attach,
  type Attached,
  Downstream,
  decodeJson,
  decodeRecords,
  encodeIntention,
  encodeJson,
  type Intention,
  MessageWriter,
  type Status,
  type TunnelRecord,
  Upstream,
} from "@passerelle/tunnel";
import { WebSocket } from "ws";

/** The browser's end of a tunnel, that shows what arrives and says what it is told to. */
export class TestBrowser {
  readonly socket: WebSocket;
  /** What has arrived and was not taken by `record` or `status`. */
  readonly records: TunnelRecord[] = [];
  readonly closed: Promise<number>;
  /** Counted records that have arrived. */
  count = 0;
  #heard: (() => void)[] = [];

  constructor(url: string, protocol?: string) {
    this.socket = new WebSocket(url, protocol);
    this.closed = new Promise((resolve) => this.socket.once("close", resolve));
    this.socket.on("error", () => {});
    this.socket.on("message", (data: Buffer) => {
      const records = decodeRecords(data);
      this.records.push(...records);
      this.count += records.filter(({ type }) => type !== Downstream.Attached).length;
      for (const heard of this.#heard.splice(0)) heard();
    });
  }

  /** Says `Attach` once the line is open, and waits for the answer. */
  async attach(
    wanted: Pick<Attach, "connection" | "group" | "session" | "share">,
    avc: Attach["decodes"]["avc"] = "none",
  ): Promise<Attached> {
    await new Promise((resolve) => this.socket.once("open", resolve));
    this.say(Upstream.Attach, {
      protocol: 1,
      ...wanted,
      display: { width: 1280, height: 800, scale: 100 },
      timezone: "Indian/Antananarivo",
      lockKeys: 2,
      decodes: { avc },
    } satisfies Attach);
    const attached = decodeJson((await this.record(Downstream.Attached)).payload) as Attached;
    this.count += attached.count;
    return attached;
  }

  say(type: number, value: unknown): void {
    const writer = new MessageWriter();
    writer.append(type, encodeJson(value));
    this.socket.send(writer.take());
  }

  answer(answer: Answer): void {
    this.say(Upstream.Answer, answer);
  }

  intend(intention: Intention): void {
    const { type, payload } = encodeIntention(intention);
    const writer = new MessageWriter();
    writer.append(type, payload);
    this.socket.send(writer.take());
  }

  /** The next record of this type; those before it are forgotten. */
  async record(type: number): Promise<TunnelRecord> {
    return this.#next((record) => record.type === type);
  }

  /** The next status of this kind. */
  async status<Kind extends Status["kind"]>(kind: Kind): Promise<Extract<Status, { kind: Kind }>> {
    const record = await this.#next(
      ({ type, payload }) => type === Downstream.Status && (decodeJson(payload) as Status).kind === kind,
    );
    return decodeJson(record.payload) as Extract<Status, { kind: Kind }>;
  }

  async #next(wanted: (record: TunnelRecord) => boolean): Promise<TunnelRecord> {
    for (;;) {
      const index = this.records.findIndex(wanted);
      if (index >= 0) return this.records.splice(0, index + 1)[index] as TunnelRecord;
      await new Promise<void>((resolve) => this.#heard.push(resolve));
    }
  }
}
