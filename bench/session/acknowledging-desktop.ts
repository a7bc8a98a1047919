import {
  type Attach,
  Downstream,
  decodeJson,
  decodeRecords,
  encodeIntention,
  encodeJson,
  FrameSource,
  type Intention,
  MessageWriter,
  PipelineFlag,
  type Status,
  SUBPROTOCOL,
  Upstream,
} from "@passerelle/tunnel";

const SURFACE_COMMANDS = 4;
const FRAGMENTATION = 0x30;
const FIRST_FRAGMENT = 0x20;
const NEXT_FRAGMENT = 0x30;
/** cmdType CMDTYPE_FRAME_MARKER, frameAction SURFACECMD_FRAMEACTION_END ([MS-RDPBCGR] 2.2.9.2.3), before the frame's id. */
const FRAME_END = Buffer.of(4, 0, 1, 0);
/** RDPGFX_END_FRAME_PDU ([MS-RDPEGFX] 2.2.2.12) before the frame's id. */
const PIPELINE_FRAME_END = Buffer.of(12, 0, 0, 0, 12, 0, 0, 0);

/** A browser that is infinitely fast: it acknowledges what arrives and decodes nothing. */
export class AcknowledgingDesktop {
  frames = 0;
  /** Messages with graphics. */
  pictures = 0;
  bytes = 0;
  readonly #socket: WebSocket;
  #count = 0;
  #active = Promise.withResolvers<void>();
  #nextPicture: (() => void) | undefined;

  private constructor(socket: WebSocket, attach: Attach) {
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", () => socket.send(message(Upstream.Attach, encodeJson(attach))));
    socket.addEventListener("message", ({ data }) => this.#received(new Uint8Array(data as ArrayBuffer)));
    socket.addEventListener("close", ({ code, reason }) =>
      this.#active.reject(new Error(`the tunnel was closed: ${code} ${reason}`)),
    );
  }

  /** Opens a connection at 1920x1080 and waits for the desktop. @param avc the H.264 that it says it decodes */
  static async open(
    url: string,
    token: string,
    connection: Required<Attach>["connection"],
    avc: Attach["decodes"]["avc"],
  ) {
    const address = new URL(`tunnel?token=${encodeURIComponent(token)}`, `${url.replace("http", "ws")}/`);
    const desktop = new AcknowledgingDesktop(new WebSocket(address, SUBPROTOCOL), {
      protocol: 1,
      connection,
      display: { width: 1920, height: 1080, scale: 100 },
      timezone: "UTC",
      lockKeys: 0,
      decodes: { avc },
    });
    await desktop.#active.promise;
    return desktop;
  }

  /** Sends intentions and waits for the graphics that arrive next, up to `patience` milliseconds; true if they came. */
  async act(intentions: readonly Intention[], patience: number): Promise<boolean> {
    const arrived = new Promise<boolean>((resolve) => {
      this.#nextPicture = () => resolve(true);
      setTimeout(() => resolve(false), patience).unref();
    });
    this.#send(...intentions);
    return arrived;
  }

  async disconnect(): Promise<void> {
    const closed = new Promise((resolve) => this.#socket.addEventListener("close", resolve, { once: true }));
    this.#send({ kind: "disconnect" });
    await closed;
  }

  #received(bytes: Uint8Array): void {
    this.bytes += bytes.length;
    const answers: Intention[] = [];
    let graphics = false;
    for (const { type, payload } of decodeRecords(bytes)) {
      if (type === Downstream.Attached) continue;
      this.#count++;
      if (type === Downstream.Status) this.#told(decodeJson(payload) as Status);
      if (type === Downstream.FastPathUpdate) {
        graphics = true;
        answers.push(...this.#frameEnds(payload));
      }
      if (type === Downstream.PipelineData) {
        graphics = true;
        answers.push(...this.#pipelineFrameEnds(payload));
      }
    }
    if (graphics) {
      this.pictures++;
      this.#nextPicture?.();
    }
    this.#send(...answers, { kind: "acknowledge", count: this.#count });
  }

  #told(status: Status): void {
    if (status.kind === "active") this.#active.resolve();
    if (status.kind === "ended") this.#active.reject(new Error(`the desktop ended: ${JSON.stringify(status)}`));
  }

  /** Servers put the mark of a frame's end at the end of an update. */
  #frameEnds(update: Uint8Array): Intention[] {
    const header = update[0] ?? 0;
    const fragmentation = header & FRAGMENTATION;
    const isWhole = fragmentation !== FIRST_FRAGMENT && fragmentation !== NEXT_FRAGMENT;
    const end = Buffer.from(update.buffer, update.byteOffset, update.length).subarray(-8);
    if ((header & 15) !== SURFACE_COMMANDS || !isWhole || end.length < 8 || !end.subarray(0, 4).equals(FRAME_END)) {
      return [];
    }
    this.frames++;
    return [frameShown(FrameSource.SurfaceCommands, end.readUInt32LE(4), 0)];
  }

  /** Servers that do not compress put the end of a frame at the end of a message. */
  #pipelineFrameEnds(piece: Uint8Array): Intention[] {
    const isLast = ((piece[0] ?? 0) & PipelineFlag.Last) !== 0;
    const end = Buffer.from(piece.buffer, piece.byteOffset, piece.length).subarray(-12);
    if (!isLast || end.length < 12 || !end.subarray(0, 8).equals(PIPELINE_FRAME_END)) return [];
    this.frames++;
    return [frameShown(FrameSource.Pipeline, end.readUInt32LE(8), 0)];
  }

  #send(...intentions: readonly Intention[]): void {
    const writer = new MessageWriter();
    for (const intention of intentions) {
      const { type, payload } = encodeIntention(intention);
      writer.append(type, payload);
    }
    this.#socket.send(writer.take());
  }
}

function message(type: number, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const writer = new MessageWriter();
  writer.append(type, payload);
  return writer.take();
}

function frameShown(source: number, frame: number, pending: number): Intention {
  return { kind: "frame-shown", source, frame, pending };
}
