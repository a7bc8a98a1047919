import {
  type Attach,
  Downstream,
  decodeRecords,
  encodeIntention,
  encodeJson,
  FrameSource,
  type Intention,
  MessageWriter,
  PipelineFlag,
  SUBPROTOCOL,
  Upstream,
} from "@passerelle/tunnel";
import { MessageAssembler } from "../../packages/graphics/src/pipeline/egfx/message-assembler.ts";
import { decodePdus, type EgfxPdu } from "../../packages/graphics/src/pipeline/egfx/pdu.ts";
import { ZgfxDecompressor } from "../../packages/graphics/src/pipeline/zgfx.ts";
import { newKernels } from "../../packages/graphics/src/testing/kernels.ts";
import type { GatewayProcess } from "../servers/gateway.ts";
import { until } from "../servers/ports.ts";

/** RDPGFX_CODECID ([MS-RDPEGFX] 2.2.2.1, 2.2.2.2). */
const CODECS: Readonly<Record<number, string>> = {
  0: "uncompressed",
  3: "RemoteFX",
  8: "ClearCodec",
  9: "progressive",
  10: "planar",
  11: "AVC420",
  14: "AVC444",
  15: "AVC444v2",
};

/** A browser that says what it decodes, looks at what it is sent, and shows nothing. */
export class CodecProbe {
  /** Of the graphics pipeline, in the order in which they were first seen. */
  readonly codecs = new Set<string>();
  readonly #socket: WebSocket;
  readonly #assembler = new MessageAssembler();
  readonly #decompressor = new ZgfxDecompressor(newKernels());
  #count = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** Opens a connection at 1280x800. */
  static async open(gateway: GatewayProcess, connection: string, decodes: Attach["decodes"]): Promise<CodecProbe> {
    const address = `${gateway.url.replace("http", "ws")}/tunnel?token=${encodeURIComponent(gateway.token)}`;
    const socket = new WebSocket(address, SUBPROTOCOL);
    socket.binaryType = "arraybuffer";
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve);
      socket.addEventListener("error", reject);
    });
    const probe = new CodecProbe(socket);
    socket.addEventListener("message", ({ data }) => probe.#received(new Uint8Array(data as ArrayBuffer)));
    const attach: Attach = {
      protocol: 1,
      connection: { dataSource: "postgresql", identifier: connection },
      display: { width: 1280, height: 800, scale: 100 },
      timezone: "UTC",
      lockKeys: 0,
      decodes,
    };
    const writer = new MessageWriter();
    writer.append(Upstream.Attach, encodeJson(attach));
    socket.send(writer.take());
    return probe;
  }

  /** Waits for a picture by this codec. */
  async untilSeen(codec: string): Promise<void> {
    await until(`a picture by ${codec} arrives`, () => this.codecs.has(codec));
  }

  async disconnect(): Promise<void> {
    const closed = new Promise((resolve) => this.#socket.addEventListener("close", resolve));
    this.#send({ kind: "disconnect" });
    await closed;
  }

  #received(message: Uint8Array): void {
    const answers: Intention[] = [];
    for (const { type, payload } of decodeRecords(message)) {
      if (type === Downstream.Attached) continue;
      this.#count++;
      if (type === Downstream.PipelineReset) this.#decompressor.reset();
      if (type === Downstream.PipelineData) answers.push(...this.#look(payload));
    }
    this.#send(...answers, { kind: "acknowledge", count: this.#count });
  }

  /** Answers what to say of the frames that end. */
  #look(payload: Uint8Array): Intention[] {
    const flags = payload[0] ?? 0;
    const isFirst = (flags & PipelineFlag.First) !== 0;
    const whole = this.#assembler.add(payload.subarray(1), isFirst, (flags & PipelineFlag.Last) !== 0);
    if (!whole) return [];
    const pdus: EgfxPdu[] = [...decodePdus(this.#decompressor.decompress(whole))];
    for (const pdu of pdus) {
      if (pdu.type === "wireToSurface1" || pdu.type === "wireToSurface2") {
        this.codecs.add(CODECS[pdu.codecId] ?? `codec ${pdu.codecId}`);
      }
    }
    return pdus
      .filter((pdu) => pdu.type === "endFrame")
      .map(({ frameId }) => ({ kind: "frame-shown", source: FrameSource.Pipeline, frame: frameId, pending: 0 }));
  }

  #send(...intentions: readonly Intention[]): void {
    const writer = new MessageWriter();
    for (const intention of intentions) {
      const { type, payload } = encodeIntention(intention);
      writer.append(type, payload);
    }
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(writer.take());
  }
}
