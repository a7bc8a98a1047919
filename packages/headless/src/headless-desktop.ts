import { type Bitmap, GraphicsDecoder, type GraphicsEvent, type PointerShape } from "@passerelle/graphics";
import {
  type Answer,
  type Attach,
  type Attached,
  type DisplayRequest,
  Downstream,
  decodeDesktopSize,
  decodeJson,
  decodeRecords,
  encodeIntention,
  encodeJson,
  type Failure,
  FrameSource,
  GUEST_SUBPROTOCOL,
  type Intention,
  MessageWriter,
  PipelineFlag,
  type PromptField,
  type Status,
  SUBPROTOCOL,
  type TunnelRecord,
  Upstream,
} from "@passerelle/tunnel";
import { PNG } from "pngjs";
import { WebSocket } from "ws";
import { DesktopError, inWords } from "./desktop-error.ts";
import { Figures } from "./figures.ts";
import { addressOf, findConnection, type SignIn, signIn } from "./gateway-client.ts";
import { newKernels } from "./kernels.ts";
import { keystrokes } from "./keystrokes.ts";

/** Answers a prompt; undefined gives up. */
export type AnswerPrompt = (fields: readonly PromptField[], failure?: Failure) => Answer | undefined;

export interface LineOptions {
  /** The gateway's address, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly display?: DisplayRequest;
  readonly answerPrompt?: AnswerPrompt;
}

export interface DesktopOptions extends LineOptions {
  readonly username: string;
  readonly password: string;
  /** Name or identifier. */
  readonly connection: string;
}

/** What to attach to. */
type Wanted = Pick<Attach, "connection" | "session" | "share">;

const DEFAULT_DISPLAY: DisplayRequest = { width: 1920, height: 1080, scale: 100 };

/** A browser without a page: opens a desktop through a gateway, decodes and acknowledges it, and works in it. */
export class HeadlessDesktop {
  readonly figures = new Figures();
  readonly #options: LineOptions;
  /** None: a guest. */
  readonly #signIn: SignIn | undefined;
  #decoder = this.#newDecoder();
  /** Frames that are shown, to be told of together with what else has arrived. */
  readonly #shown = new MessageWriter();
  #socket: WebSocket | undefined;
  #session: string | undefined;
  #count = 0;
  /** Bytes of graphics received and not yet presented. */
  #pendingBytes = 0;
  #status: Status = { kind: "step", step: "resolving" };
  #pointer: PointerShape = { kind: "default" };
  #error: Error | undefined;
  /** When the input was sent whose picture is awaited. */
  #inputAt: number | undefined;
  #waiting: (() => void)[] = [];
  #acknowledging: NodeJS.Immediate | undefined;

  private constructor(options: LineOptions, signedIn?: SignIn) {
    this.#options = options;
    this.#signIn = signedIn;
  }

  /** Signs in, opens the connection and waits for the desktop. Throws GatewayError and DesktopError. */
  static async open(options: DesktopOptions): Promise<HeadlessDesktop> {
    const signedIn = await signIn(options.url, options.username, options.password);
    const identifier = await findConnection(options.url, signedIn, options.connection);
    const desktop = new HeadlessDesktop(options, signedIn);
    return desktop.#begin({ connection: { dataSource: signedIn.dataSource, identifier } });
  }

  /** Looks at somebody else's desktop by a link, as a guest without an account. Throws DesktopError. @param key of the link */
  static async join(options: LineOptions, key: string): Promise<HeadlessDesktop> {
    return new HeadlessDesktop(options).#begin({ share: { key } });
  }

  get framebuffer(): Bitmap {
    return this.#decoder.framebuffer;
  }

  get status(): Status {
    return this.#status;
  }

  get pointer(): PointerShape {
    return this.#pointer;
  }

  /** The session's identifier. */
  get session(): string | undefined {
    return this.#session;
  }

  /** Waits until `condition` holds; it is asked again after each message. Throws DesktopError when the desktop ends or time is up. */
  async until(condition: () => boolean, timeout = 30_000): Promise<void> {
    const { promise: timeUp, resolve } = Promise.withResolvers<void>();
    const deadline = Date.now() + timeout;
    const timer = setTimeout(resolve, timeout);
    try {
      while (!condition()) {
        if (this.#error) throw this.#error;
        if (Date.now() >= deadline) throw new DesktopError(undefined, `waited ${timeout} ms in vain`);
        await Promise.race([timeUp, new Promise<void>((heard) => this.#waiting.push(heard))]);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** Stays on the desktop for so many milliseconds. Throws DesktopError when it ends before. */
  async stay(time: number): Promise<void> {
    let over = false;
    const timer = setTimeout(() => {
      over = true;
      this.#wake();
    }, time);
    await this.until(() => over, time + 1000).finally(() => clearTimeout(timer));
  }

  /** Waits for the next picture that differs from the one of now. */
  async nextPicture(timeout?: number): Promise<void> {
    const before = this.figures.paints;
    await this.until(() => this.figures.paints > before, timeout);
  }

  /** Sends intentions in one message. */
  send(...intentions: readonly Intention[]): void {
    const writer = new MessageWriter();
    for (const intention of intentions) {
      const { type, payload } = encodeIntention(intention);
      writer.append(type, payload);
    }
    this.#socket?.send(writer.take());
  }

  /** Sends an input and notes how long its picture takes. */
  input(...intentions: readonly Intention[]): void {
    this.#inputAt = performance.now();
    this.send(...intentions);
  }

  /** Types a text, waiting up to `patience` milliseconds for the picture of each character. */
  async type(text: string, { unicodeOnly = false, patience = 500 } = {}): Promise<void> {
    for (const keystroke of keystrokes(text, unicodeOnly)) {
      this.input(...keystroke);
      await this.nextPicture(patience).catch((error) => {
        if (this.#error) throw error;
      });
      this.#inputAt = undefined;
    }
  }

  /** Presses and releases a button there. @param button of `PointerButton` */
  click(x: number, y: number, button = 1): void {
    this.input(
      { kind: "pointer-move", x, y },
      { kind: "pointer-button", button, pressed: true, x, y },
      { kind: "pointer-button", button, pressed: false, x, y },
    );
  }

  resize(display: DisplayRequest): void {
    this.send({ kind: "resize", display });
  }

  /** The picture as a PNG file. */
  png(): Buffer {
    const { width, height, words } = this.framebuffer;
    const png = new PNG({ width, height });
    png.data = Buffer.from(words.buffer, words.byteOffset, words.byteLength);
    return PNG.sync.write(png, { colorType: 2 });
  }

  /** Breaks the line as a bad network would; the session stays. */
  async breakLine(): Promise<void> {
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket || socket.readyState === WebSocket.CLOSED) return;
    await new Promise((resolve) => {
      socket.once("close", resolve);
      socket.terminate();
    });
  }

  /**
   * Comes back to the session after `breakLine`; answers whether it went on where it was.
   * @param reloaded as a page that was reloaded, which has no picture any more
   */
  async comeBack({ reloaded = false } = {}): Promise<boolean> {
    if (!this.#session) throw new DesktopError(undefined, "there is no session to come back to");
    if (reloaded) this.#decoder = this.#newDecoder();
    return this.#attach({ session: { id: this.#session, ...(reloaded ? {} : { received: this.#count }) } });
  }

  /** Ends the session and closes the line. */
  async disconnect(): Promise<void> {
    const socket = this.#socket;
    if (!socket || socket.readyState !== WebSocket.OPEN) return;
    const closed = new Promise((resolve) => socket.once("close", resolve));
    this.send({ kind: "disconnect" });
    await closed;
  }

  async #begin(wanted: Wanted): Promise<this> {
    try {
      await this.#attach(wanted);
      await this.until(() => this.#status.kind === "active");
    } catch (error) {
      await this.disconnect();
      throw error;
    }
    return this;
  }

  /** Answers whether the session went on where this client had left it. */
  async #attach(wanted: Wanted): Promise<boolean> {
    const address = addressOf(this.#options.url, "tunnel");
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const socket = this.#signIn
      ? new WebSocket(address, SUBPROTOCOL, { headers: { "Guacamole-Token": this.#signIn.token } })
      : new WebSocket(address, GUEST_SUBPROTOCOL);
    this.#socket = socket;
    let attached: Attached | undefined;
    socket.on("open", () => socket.send(attachMessage(wanted, this.#options.display ?? DEFAULT_DISPLAY)));
    socket.on("error", (error) => this.#fail(new DesktopError(undefined, `the line failed: ${error.message}`)));
    socket.on("close", (code, reason) => {
      if (this.#socket === socket) this.#fail(new DesktopError(undefined, `the line was closed: ${code} ${reason}`));
    });
    socket.on("message", (message: Buffer) => {
      if (this.#socket !== socket) return;
      try {
        attached = this.#received(message) ?? attached;
      } catch (error) {
        this.#fail(error instanceof Error ? error : new Error(String(error)));
        socket.terminate();
      }
      this.#wake();
    });
    await this.until(() => attached !== undefined);
    return attached?.resumed ?? false;
  }

  /** Takes one message, presents it (to nobody) and acknowledges it. */
  #received(message: Uint8Array): Attached | undefined {
    let attached: Attached | undefined;
    const records = decodeRecords(message);
    this.#pendingBytes = records.reduce((bytes, record) => bytes + graphicsIn(record), 0);
    for (const record of records) {
      const { type, payload } = record;
      this.#pendingBytes -= graphicsIn(record);
      this.figures.received(type, payload.length);
      if (type === Downstream.Attached) {
        attached = decodeJson(payload) as Attached;
        this.#session = attached.session;
        this.#count = attached.count;
        continue;
      }
      this.#count++;
      this.#decode(type, payload);
    }
    if (!attached) this.#acknowledgeSoon();
    return attached;
  }

  /** Once for all the messages that have arrived together. */
  #acknowledgeSoon(): void {
    this.#acknowledging ??= setImmediate(() => {
      this.#acknowledging = undefined;
      appendIntention(this.#shown, { kind: "acknowledge", count: this.#count });
      const message = this.#shown.take();
      if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(message);
    });
  }

  #decode(type: number, payload: Uint8Array): void {
    switch (type) {
      case Downstream.Status:
        this.#told(decodeJson(payload) as Status);
        break;
      case Downstream.DesktopSize: {
        const { width, height } = decodeDesktopSize(payload);
        this.#decoder.resize(width, height);
        break;
      }
      case Downstream.FastPathUpdate:
        this.#decoder.update(payload);
        break;
      case Downstream.PipelineData: {
        const flags = payload[0] ?? 0;
        this.#decoder.pipeline(
          payload.subarray(1),
          (flags & PipelineFlag.First) !== 0,
          (flags & PipelineFlag.Last) !== 0,
        );
        break;
      }
      case Downstream.PipelineReset:
        this.#decoder.resetPipeline();
        break;
    }
  }

  #newDecoder(): GraphicsDecoder {
    const decoder = new GraphicsDecoder({
      kernels: newKernels(),
      present: (event) => this.#present(event),
      now: () => performance.now(),
    });
    this.figures.decodesWith(decoder.figures);
    return decoder;
  }

  #present(event: GraphicsEvent): void {
    if (event.type === "pointer") this.#pointer = event.shape;
    if (event.type !== "paint" && event.type !== "frame") return;
    if (event.type === "frame") {
      this.figures.frames++;
      const source = event.source === "pipeline" ? FrameSource.Pipeline : FrameSource.SurfaceCommands;
      appendIntention(this.#shown, { kind: "frame-shown", source, frame: event.id, pending: this.#pendingBytes });
    }
    if (event.dirty.length === 0) return;
    this.figures.paints++;
    this.figures.firstPictureAfter ??= this.figures.elapsed;
    if (this.#inputAt === undefined) return;
    this.figures.inputToPicture.push(performance.now() - this.#inputAt);
    this.#inputAt = undefined;
  }

  #told(status: Status): void {
    if (status.kind === "message" || status.kind === "guests") return;
    this.#status = status;
    if (status.kind === "active") this.figures.activeAfter ??= this.figures.elapsed;
    if (status.kind === "ended") this.#fail(new DesktopError(status.failure));
    if (status.kind === "prompt") this.#prompted(status.fields, status.failure);
  }

  #prompted(fields: readonly PromptField[], failure?: Failure): void {
    const answer = this.#options.answerPrompt?.(fields, failure);
    if (!answer) {
      const why = failure ? ` (${inWords(failure)})` : "";
      this.#fail(new DesktopError(failure, `the desktop asks for ${fields.join(", ")}${why}`));
      return;
    }
    const writer = new MessageWriter();
    writer.append(Upstream.Answer, encodeJson(answer));
    this.#socket?.send(writer.take());
  }

  #fail(error: Error): void {
    this.#error ??= error;
    this.#wake();
  }

  /** Has every condition that is waited for asked again. */
  #wake(): void {
    for (const heard of this.#waiting.splice(0)) heard();
  }
}

function attachMessage(wanted: Wanted, display: DisplayRequest): Uint8Array {
  const attach: Attach = {
    protocol: 1,
    ...wanted,
    display,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    lockKeys: 0,
    decodes: { avc: "none" },
  };
  const writer = new MessageWriter();
  writer.append(Upstream.Attach, encodeJson(attach));
  return writer.take();
}

function appendIntention(writer: MessageWriter, intention: Intention): void {
  const { type, payload } = encodeIntention(intention);
  writer.append(type, payload);
}

function graphicsIn({ type, payload }: TunnelRecord): number {
  return type === Downstream.PipelineData || type === Downstream.FastPathUpdate ? payload.length : 0;
}
