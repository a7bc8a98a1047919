import { GraphicsDecodeError } from "@passerelle/graphics";
import {
  type Answer,
  type Attach,
  Downstream,
  decodeRecords,
  encodeIntention,
  encodeJson,
  type Failure,
  type Intention,
  MessageWriter,
  TunnelFormatError,
  type TunnelRecord,
  Upstream,
} from "@passerelle/tunnel";
import { CursorImages } from "./cursor-image.ts";
import type { DecoderKernels } from "./decoder-kernels.ts";
import { Inbox } from "./inbox.ts";
import { Line } from "./line.ts";
import type { WorkerReport, WorkerRequest } from "./messages.ts";
import { Meter } from "./meter.ts";
import { readAttached, readStatus } from "./payloads.ts";
import { Screen } from "./screen.ts";
import { isRelease, isStroke } from "./strokes.ts";

type Opening = Extract<WorkerRequest, { kind: "open" }>;

/** Bytes of one message to the gateway, well below what it takes. */
const MESSAGE_SIZE = 16 * 1024;
/** Milliseconds of decoding after which what the user does is looked after. */
const SLICE = 8;
/** A second picture that cannot be decoded within this many milliseconds ends the session. */
const REPAIR_TIME = 30_000;
/** Video that cannot be decoded is tried again so often; then the session goes on without. */
const MAX_VIDEO_FAILURES = 2;
/** A video decoder that gives no picture for so many milliseconds is stuck. */
const VIDEO_PATIENCE = 5_000;
/** Milliseconds between two reports of figures. */
const FIGURES_INTERVAL = 1_000;

/**
 * One session as this tab sees it: what arrives is presented in order and acknowledged, what the user does is sent at
 * once. Decoding is done in slices, so that an intention waits for one of them at most.
 */
export class DesktopSession {
  readonly #opening: Opening;
  readonly #report: (report: WorkerReport) => void;
  readonly #line: Line;
  readonly #screen: Screen;
  readonly #inbox = new Inbox();
  readonly #turn = new MessageChannel();
  readonly #writer = new MessageWriter();
  #session: string | undefined;
  /** The session of before the page was loaded again; it may be over. */
  #returning: boolean;
  /** The canvas shows what `Inbox` has presented; false: it must be painted anew. */
  #painted = false;
  /** What H.264 may come; none, once it has failed too often. */
  #avc: Attach["decodes"]["avc"];
  #videoFailures = 0;
  #watch: ReturnType<typeof setTimeout> | undefined;
  #hasTurn = false;
  #repairedAt = Number.NEGATIVE_INFINITY;
  /** Told on this line; undefined if nothing was. */
  #acknowledged: number | undefined;
  #visible = true;
  readonly #unsentReleases: Intention[] = [];
  /** There while somebody looks at the figures. */
  #meter: Meter | undefined;
  #figuresTimer: ReturnType<typeof setInterval> | undefined;
  #display: Attach["display"];

  /**
   * @param avc what H.264 the browser decodes
   */
  constructor(
    opening: Opening,
    kernels: DecoderKernels,
    avc: Attach["decodes"]["avc"],
    report: (report: WorkerReport) => void,
  ) {
    this.#opening = opening;
    this.#report = report;
    this.#avc = avc;
    this.#session = opening.session;
    this.#returning = opening.session !== undefined;
    this.#display = opening.environment.display;
    const cursors = new CursorImages((cursor) => report({ kind: "cursor", cursor }));
    this.#screen = new Screen(opening.canvas, kernels, {
      resized: (width, height, parts) => report({ kind: "desktop-size", width, height, parts }),
      // The browser takes what was painted over to the canvas at the end of an animation frame.
      begun: () => requestAnimationFrame(() => requestAnimationFrame(() => report({ kind: "picture" }))),
      pointer: (shape) => cursors.set(shape),
      decoded: () => this.#videoDecoded(),
      failed: (error) => this.#guard(() => rethrow(error)),
    });
    this.#line = new Line(opening.url, opening.signInUrl, {
      attach: () => this.#attach(),
      message: (bytes) => this.#guard(() => this.#received(bytes)),
      state: (line) => report({ kind: "line", line }),
      signedOut: () => this.#end({ code: "signed-out" }),
    });
    this.#turn.port1.onmessage = () => this.#guard(() => this.#presentSlice());
    this.#line.open();
  }

  /** Sends what the user does. What is done without a line is void, but what is released must not stay pressed. */
  intend(intentions: readonly Intention[]): void {
    for (const intention of intentions) {
      if (!this.#line.isOpen && isRelease(intention)) this.#unsentReleases.push(intention);
      if (isStroke(intention)) this.#meter?.pressed();
      if (intention.kind === "visibility") this.#visible = intention.visible;
      if (intention.kind === "resize") this.#display = intention.display;
      this.#write(intention);
      if (this.#writer.length > MESSAGE_SIZE) this.#send();
    }
    this.#send();
  }

  answer(answer: Answer): void {
    this.#writer.append(Upstream.Answer, encodeJson(answer));
    this.#send();
  }

  /** Shows the desktop on several canvases. */
  get screen(): Screen {
    return this.#screen;
  }

  /** Makes a line now instead of later. */
  retry(): void {
    this.#line.open();
  }

  /** Reports figures once a second from now on, or no more. */
  measure(on: boolean): void {
    clearInterval(this.#figuresTimer);
    const meter = on ? new Meter(this.#screen, () => performance.now()) : undefined;
    this.#meter = meter;
    if (!meter) return;
    this.#figuresTimer = setInterval(() => {
      this.#line.ping();
      this.#report({ kind: "figures", figures: meter.take() });
    }, FIGURES_INTERVAL);
    this.#line.ping();
  }

  #attach(): Attach {
    const { environment } = this.#opening;
    return {
      protocol: 1,
      ...this.#wanted(),
      ...environment,
      display: this.#display,
      decodes: { avc: this.#avc },
    };
  }

  /** What to open, or to come back to; guests join anew. */
  #wanted(): Pick<Attach, "connection" | "group" | "session" | "share"> {
    const { connection, group, share } = this.#opening;
    if (this.#session !== undefined && !share) {
      return { session: { id: this.#session, ...(this.#painted && { received: this.#inbox.received }) } };
    }
    return { ...(connection && { connection }), ...(group && { group }), ...(share && { share }) };
  }

  #received(bytes: Uint8Array): void {
    this.#meter?.received(bytes.length);
    const counted: TunnelRecord[] = [];
    for (const record of decodeRecords(bytes)) {
      if (record.type === Downstream.Attached) this.#attached(record.payload);
      else counted.push(record);
      if (record.type === Downstream.Pong) this.#pong(record.payload);
    }
    if (counted.length === 0) return;
    this.#inbox.add(counted);
    this.#takeTurn();
  }

  #attached(payload: Uint8Array): void {
    const attached = readAttached(payload);
    if (!attached.resumed) {
      // To make a decoder, with its threads, takes a moment: the first one is still as it was made.
      if (this.#inbox.received > 0) this.#screen.clear();
      this.#stopWatch();
    }
    this.#inbox.attach(attached);
    this.#acknowledged = undefined;
    this.#painted = true;
    // What a line before may not have delivered.
    this.intend([
      ...this.#unsentReleases.splice(0),
      { kind: "visibility", visible: this.#visible },
      ...(this.#opening.share ? [] : [{ kind: "resize", display: this.#display } as const]),
    ]);
    this.#session = attached.session;
    if (!this.#returning) this.#report({ kind: "session", id: attached.session });
  }

  #pong(payload: Uint8Array): void {
    if (payload.length !== 4) throw new TunnelFormatError("pong is not 4 bytes");
    const value = new DataView(payload.buffer, payload.byteOffset).getUint32(0, true);
    const milliseconds = this.#line.pong(value);
    if (milliseconds !== undefined) this.#report({ kind: "round-trip", milliseconds });
  }

  /** Goes on presenting when what has come in between is done. */
  #takeTurn(): void {
    if (this.#hasTurn) return;
    this.#hasTurn = true;
    this.#turn.port2.postMessage(undefined);
  }

  #presentSlice(): void {
    this.#hasTurn = false;
    // A picture that failed is on its way anew; what came after it is void.
    if (!this.#painted) return;
    const { received, presented } = this.#inbox;
    this.#meter?.waiting(this.#pendingBytes, received - presented + this.#screen.pending);
    const end = performance.now() + SLICE;
    while (this.#canDecode && performance.now() < end) {
      const record = this.#inbox.next();
      if (record) this.#take(record);
    }
    this.#presentFrames();
    this.#acknowledge();
    this.#send();
    this.#watchVideo();
    if (this.#canDecode) this.#takeTurn();
  }

  #presentFrames(): void {
    if (!this.#screen.hasNews) return;
    this.#meter?.beginPresenting();
    const frames = this.#screen.present();
    this.#meter?.endPresenting(frames.length);
    for (const shown of frames) this.#write({ kind: "frame-shown", ...shown, pending: this.#pendingBytes });
  }

  #acknowledge(): void {
    const count = this.#inbox.presented - this.#screen.pending;
    if (count === this.#acknowledged) return;
    this.#acknowledged = count;
    this.#write({ kind: "acknowledge", count });
  }

  /** Bytes of graphics that have arrived and are not presented. */
  get #pendingBytes(): number {
    return this.#inbox.pendingBytes + this.#screen.pendingBytes;
  }

  get #canDecode(): boolean {
    return !this.#inbox.isEmpty && !this.#screen.isFull;
  }

  /** What waited for a picture is there to be presented, and the decoder has room. */
  #videoDecoded(): void {
    this.#stopWatch();
    this.#takeTurn();
  }

  /** Fails if records go on waiting for a picture that does not come. */
  #watchVideo(): void {
    if (this.#screen.pending === 0) this.#stopWatch();
    else
      this.#watch ??= setTimeout(() => {
        this.#stopWatch();
        const stuck = new GraphicsDecodeError("H.264", `no picture in ${VIDEO_PATIENCE} ms`);
        this.#guard(() => rethrow(stuck));
      }, VIDEO_PATIENCE);
  }

  #stopWatch(): void {
    clearTimeout(this.#watch);
    this.#watch = undefined;
  }

  #take(record: TunnelRecord): void {
    switch (record.type) {
      case Downstream.Status:
        this.#status(record.payload);
        break;
      case Downstream.LockKeys:
        this.#report({ kind: "lock-keys", keys: record.payload[0] ?? 0 });
    }
    this.#screen.decode(record);
  }

  #status(payload: Uint8Array): void {
    const status = readStatus(payload);
    if (status.kind === "ended" && this.#returning) {
      this.#returning = false;
      this.#session = undefined;
      this.#line.open();
      return;
    }
    if (this.#returning && this.#session) this.#report({ kind: "session", id: this.#session });
    this.#returning = false;
    if (status.kind === "ended") this.#line.close();
    this.#report({ kind: "status", status });
  }

  /** A picture that cannot be decoded is asked for anew, once; whatever else the other side does wrong ends the session. */
  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#writer.take();
      this.#stopWatch();
      if (error instanceof GraphicsDecodeError && this.#mayRepair(error)) {
        this.#painted = false;
        this.#line.open();
        return;
      }
      if (error instanceof GraphicsDecodeError || error instanceof TunnelFormatError) {
        this.#end({ code: "protocol-error", detail: error.message });
        return;
      }
      // An error of ours: the page starts another worker. It would not hear of one that is thrown while a promise is settled.
      reportError(error);
    }
  }

  /** Whether to ask for the picture anew, without H.264 if that is what fails. */
  #mayRepair({ structure }: GraphicsDecodeError): boolean {
    if (structure.startsWith("H.264")) {
      this.#videoFailures++;
      if (this.#videoFailures === MAX_VIDEO_FAILURES) this.#avc = "none";
      return this.#videoFailures <= MAX_VIDEO_FAILURES;
    }
    const now = performance.now();
    if (now - this.#repairedAt <= REPAIR_TIME) return false;
    this.#repairedAt = now;
    return true;
  }

  /** Ends the session from this side. */
  #end(failure: Failure): void {
    if (failure.code !== "signed-out") this.intend([{ kind: "disconnect" }]);
    this.#line.close();
    this.#report({ kind: "status", status: { kind: "ended", failure } });
  }

  #write(intention: Intention): void {
    const { type, payload } = encodeIntention(intention);
    this.#writer.append(type, payload);
  }

  #send(): void {
    if (this.#writer.length === 0) return;
    this.#meter?.sent(this.#writer.length);
    this.#line.send(this.#writer.take());
  }
}

function rethrow(error: unknown): never {
  throw error;
}
