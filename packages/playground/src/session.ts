import type { Socket } from "node:net";
import { type SecureContext, TLSSocket } from "node:tls";
import {
  boundsOf,
  type CapabilitySet,
  ClientCapabilityFlag,
  type ClientData,
  DecodeError,
  type DesktopRect,
  decodeCapsAdvertise,
  decodeGraphicsFrameAcknowledge,
  decodeMonitorLayout,
  displayControlChannelName,
  encodeDisplayControlCaps,
  encodeFastPathUpdate,
  findCapabilitySet,
  graphicsChannelName,
  graphicsCommandOf,
  graphicsCommands,
  type InputEvent,
  type PlacedMonitor,
  UpdateCode,
  Writer,
} from "@passerelle/rdp";
import type { ServerCertificate } from "./certificate.ts";
import { Desktop } from "./desktop/desktop.ts";
import { nodeEnvironment } from "./environment.ts";
import type { Fault, FaultAction } from "./fault.ts";
import { FaultyWire, type ProtocolAction } from "./faulty-wire.ts";
import { BitmapPainter } from "./graphics/bitmap-painter.ts";
import { type PipelineCodec, PipelinePainter } from "./graphics/pipeline-painter.ts";
import { type Pointer, PointerPainter, SYSTEM_POINTER } from "./graphics/pointers.ts";
import { type DynamicChannelListener, DynamicChannels } from "./protocol/dynamic-channels.ts";
import type { ServerChannel } from "./protocol/server-channel.ts";
import { type Account, ServerConnection, type ServerConnectionListener } from "./protocol/server-connection.ts";
import type { DesktopSize } from "./protocol/share.ts";

/** What becomes of requests for another size. */
export type DisplayControlBehaviour = "followed" | "ignored" | "absent";

export interface SessionOptions {
  readonly security: "any" | "nla" | "tls";
  readonly account: Account;
  readonly certificate: ServerCertificate;
  readonly secureContext: SecureContext;
  /** `bitmaps`: no graphics pipeline. */
  readonly graphics: PipelineCodec | "bitmaps";
  readonly displayControl: DisplayControlBehaviour;
  /** What happens on other channels; `active` opens those that the client has joined. */
  readonly channels: () => readonly ServerChannel[];
  readonly now: () => Date;
  readonly fault: Fault | undefined;
}

const DYNAMIC_CHANNELS = "drdynvc";
const CLOCK_INTERVAL = 1000;
/** Bytes that wait in the socket before the picture waits too. */
const MOST_UNSENT = 1 << 20;
const LARGEST_SIDE = 8192;
const MOST_MONITORS = 4;
const CHUNK_LENGTH = 1600;
/** flags of CHANNEL_PDU_HEADER ([MS-RDPBCGR] 2.2.6.1.1). */
const ChunkFlag = { First: 1, Last: 2 } as const;

/** One client at the playground, with a desktop of its own. */
export class Session implements ServerConnectionListener {
  readonly #options: SessionOptions;
  readonly #socket: Socket;
  readonly #wire: FaultyWire;
  readonly #connection: ServerConnection;
  readonly #channels: readonly ServerChannel[];
  readonly #dynamicChannels: DynamicChannels;
  readonly #pipeline: PipelinePainter;
  readonly #ticking: NodeJS.Timeout;
  #bitmaps: BitmapPainter | undefined;
  #desktop: Desktop | undefined;
  #pointers: PointerPainter | undefined;
  #shownPointer: Pointer = SYSTEM_POINTER;
  #shownLockKeys = 0;
  #monitors: readonly PlacedMonitor[] = [];
  readonly #requests: (readonly PlacedMonitor[])[] = [];
  /** How the picture is shown; undefined: it is not, yet. */
  #painting: "pipeline" | "bitmaps" | undefined;
  #isSuppressed = false;
  #paintScheduled = false;

  constructor(socket: Socket, options: SessionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#wire = new FaultyWire(socket, options.fault, (action) => this.#perform(action));
    this.#connection = new ServerConnection({
      security: options.security,
      account: options.account,
      certificate: options.certificate.der,
      environment: nodeEnvironment,
      listener: this,
    });
    const codec = options.graphics === "bitmaps" ? "planar" : options.graphics;
    this.#pipeline = new PipelinePainter(codec, (message) => this.#dynamicChannels.send(graphicsChannelName, message));
    this.#channels = options.channels();
    this.#dynamicChannels = this.#createDynamicChannels();
    this.#listen(socket);
    socket.on("close", () => clearInterval(this.#ticking));
    this.#ticking = setInterval(() => {
      this.#desktop?.tick();
      this.#paintSoon();
    }, CLOCK_INTERVAL);
  }

  /** The desktop; undefined before the client has one. */
  get desktop(): Desktop | undefined {
    return this.#desktop;
  }

  /** The monitors of the desktop, the primary one first. */
  get monitors(): readonly PlacedMonitor[] {
    return this.#monitors;
  }

  /** The monitors that were asked for since the client connected, each time. */
  get requests(): readonly (readonly PlacedMonitor[])[] {
    return this.#requests;
  }

  /** Misbehaves now. */
  misbehave(action: FaultAction): void {
    const [harmless = new Uint8Array(0)] = encodeFastPathUpdate(UpdateCode.Synchronize, new Uint8Array(0));
    this.#wire.act(action, harmless);
  }

  /** Cuts the client off. */
  close(): void {
    this.#socket.destroy();
  }

  // What the connection tells

  get send() {
    return this.#wire.send;
  }

  startTls(): void {
    this.#socket.removeAllListeners("data");
    if (this.#wire.breaksTls) {
      this.#socket.once("data", () => this.send("tls", new Uint8Array(0)));
      return;
    }
    const secure = new TLSSocket(this.#socket, { isServer: true, secureContext: this.#options.secureContext });
    this.#wire.stream = secure;
    this.#listen(secure);
  }

  active(client: ClientData, capabilities: readonly CapabilitySet[]): void {
    const size = this.#connection.share?.size;
    if (!size) return;
    if (this.#desktop === undefined) this.#monitors = monitorsAtConnect(client);
    this.#pointers = new PointerPainter((pdu) => this.send("desktop", pdu));
    this.#shownPointer = SYSTEM_POINTER;
    this.#resizeDesktop(size);
    const wantsPipeline = (client.core.earlyCapabilityFlags & ClientCapabilityFlag.SupportGraphicsPipeline) !== 0;
    const depth = findCapabilitySet(capabilities, "bitmap")?.preferredBitsPerPixel ?? 16;
    this.#bitmaps = new BitmapPainter(depth === 24 || depth === 32 ? depth : 16, (pdu) => this.send("desktop", pdu));
    if (this.#painting === undefined) this.#openChannels(client);
    if (!wantsPipeline || this.#options.graphics === "bitmaps") this.#painting = "bitmaps";
    this.#paintSoon();
  }

  input(events: readonly InputEvent[]): void {
    const desktop = this.#desktop;
    if (!desktop) return;
    for (const event of events) {
      if (event.type === "synchronize") this.#shownLockKeys = event.toggles;
      desktop.input(event);
    }
    if (desktop.lockKeys !== this.#shownLockKeys) {
      this.#shownLockKeys = desktop.lockKeys;
      this.#connection.share?.setKeyboardIndicators(desktop.lockKeys);
    }
    if (!isSamePointer(desktop.pointer, this.#shownPointer)) {
      this.#shownPointer = desktop.pointer;
      this.#pointers?.show(desktop.pointer);
    }
    this.#paintSoon();
  }

  refresh(rects: readonly DesktopRect[]): void {
    for (const { left, top, right, bottom } of rects) {
      this.#desktop?.log.changed({ x: left, y: top, width: right - left, height: bottom - top });
    }
    this.#paintSoon();
  }

  suppressOutput(shown: DesktopRect | undefined): void {
    this.#isSuppressed = shown === undefined;
    if (shown) this.refresh([shown]);
  }

  message(channel: string, message: Uint8Array): void {
    if (channel === DYNAMIC_CHANNELS) this.#dynamicChannels.receive(message);
    else this.#channels.find(({ kind, name }) => kind === "static" && name === channel)?.received(message);
  }

  ended(): void {
    this.#wire.end();
  }

  // The channels

  #openChannels(client: ClientData): void {
    this.#dynamicChannels.start();
    for (const channel of this.#channels) {
      const isJoined = channel.kind === "static" && client.channels.some(({ name }) => name === channel.name);
      if (isJoined) channel.opened((message) => this.#connection.sendMessage(channel.name, message));
    }
  }

  #createDynamicChannels(): DynamicChannels {
    const { graphics, displayControl } = this.#options;
    const listeners = new Map<string, DynamicChannelListener>();
    if (displayControl !== "absent") {
      listeners.set(displayControlChannelName, {
        opened: () => {
          const caps = encodeDisplayControlCaps(MOST_MONITORS, [LARGEST_SIDE, LARGEST_SIDE]);
          this.#dynamicChannels.send(displayControlChannelName, caps);
        },
        refused: () => {},
        received: (message) => this.#resize(message),
      });
    }
    if (graphics !== "bitmaps") {
      listeners.set(graphicsChannelName, {
        opened: () => {},
        refused: () => {
          this.#painting = "bitmaps";
          this.#paintSoon();
        },
        received: (message) => this.#takeGraphics(message),
      });
    }
    for (const channel of this.#channels.filter(({ kind }) => kind === "dynamic")) {
      listeners.set(channel.name, {
        opened: () => channel.opened((message) => this.#dynamicChannels.send(channel.name, message)),
        refused: () => {},
        received: (message) => channel.received(message),
      });
    }
    return new DynamicChannels(listeners, (message) => this.#connection.sendMessage(DYNAMIC_CHANNELS, message));
  }

  #takeGraphics(message: Uint8Array): void {
    const desktop = this.#desktop;
    if (!desktop) return;
    const command = graphicsCommandOf(message);
    if (command === graphicsCommands.capsAdvertise) {
      this.#painting = "pipeline";
      this.#pipeline.start(decodeCapsAdvertise(message), desktop.canvas.bounds, this.#monitors);
      desktop.log.changed(desktop.canvas.bounds);
    } else if (command === graphicsCommands.frameAcknowledge) {
      const { frameId, queueDepth } = decodeGraphicsFrameAcknowledge(message);
      this.#pipeline.acknowledged(frameId, queueDepth);
    }
    this.#paintSoon();
  }

  #resize(message: Uint8Array): void {
    const monitors = decodeMonitorLayout(message);
    const [primary, ...furtherMonitors] = monitors;
    if (!primary || !this.#desktop) return;
    this.#requests.push(monitors);
    if (this.#options.displayControl === "ignored") return;
    this.#monitors = monitors;
    const size = boundsOf({ ...primary, furtherMonitors });
    if (this.#painting === "pipeline") {
      this.#resizeDesktop(size);
      this.#pipeline.resize(size, monitors);
      this.#paintSoon();
    } else {
      this.#connection.share?.reactivate(size);
    }
  }

  // The picture

  #resizeDesktop({ width, height }: DesktopSize): void {
    if (this.#desktop) this.#desktop.resize(width, height);
    else this.#desktop = new Desktop(width, height, this.#options.now);
  }

  /** Once for all that has happened in this turn. */
  #paintSoon(): void {
    if (this.#paintScheduled) return;
    this.#paintScheduled = true;
    setImmediate(() => {
      this.#paintScheduled = false;
      this.#paint();
    });
  }

  #paint(): void {
    const desktop = this.#desktop;
    if (!desktop || desktop.log.isEmpty || this.#isSuppressed || this.#wire.unsent > MOST_UNSENT) return;
    if (this.#painting === "pipeline") {
      if (this.#pipeline.isReady) this.#pipeline.paint(desktop.log.take());
    } else if (this.#painting === "bitmaps") {
      this.#bitmaps?.paint(desktop.log.take(), (rect) => desktop.canvas.read(rect));
    }
  }

  // The socket

  #listen(stream: Socket | TLSSocket): void {
    stream.on("data", (bytes: Buffer) => {
      try {
        // A plain array: the slice of a Buffer would be no copy.
        this.#connection.receive(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length));
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error;
        this.#socket.destroy();
      }
    });
    stream.on("drain", () => this.#paintSoon());
    // An error is always followed by `close`.
    stream.on("error", () => {});
  }

  #perform(action: ProtocolAction): void {
    const { share } = this.#connection;
    switch (action.kind) {
      case "huge-message":
        this.#sendHugeMessage(action.channel, action.length);
        return;
      case "error-info":
        share?.setErrorInfo(action.code);
        this.#connection.disconnect();
        return;
      case "redirect":
        share?.redirect(action.redirection);
        return;
      case "reactivate":
        if (share) share.reactivate(share.size);
        return;
    }
  }

  /** Chunk by chunk, as the client takes them. */
  #sendHugeMessage(channel: string, length: number): void {
    let sent = 0;
    const pour = () => {
      while (sent < length && this.#wire.unsent < MOST_UNSENT && !this.#socket.destroyed) {
        const flags = (sent === 0 ? ChunkFlag.First : 0) | (sent + CHUNK_LENGTH >= length ? ChunkFlag.Last : 0);
        const data = new Uint8Array(Math.min(CHUNK_LENGTH, length - sent));
        this.#connection.sendChunk(channel, new Writer().u32(length).u32(flags).bytes(data).finish());
        sent += data.length;
      }
      if (sent < length && !this.#socket.destroyed) setImmediate(pour);
    };
    pour();
  }
}

function monitorsAtConnect({ core, extended }: ClientData): readonly PlacedMonitor[] {
  if (extended && extended.monitors.length > 0) return extended.monitors;
  const { desktopWidth: width, desktopHeight: height, desktopScale: scale, orientation } = core;
  return [{ left: 0, top: 0, width, height, scale, orientation }];
}

function isSamePointer(a: Pointer, b: Pointer): boolean {
  if (a.kind === "picture") return b.kind === "picture" && a.name === b.name;
  return b.kind === "system" && a.hidden === b.hidden;
}
