import type { AutoReconnectCookie, ClientSettings, Credentials, Output, PathFigures } from "@passerelle/rdp";
import {
  type Attach,
  type DisplayRequest,
  Downstream,
  encodeDesktopSize,
  type Failure,
  PipelineFlag,
  type Status,
} from "@passerelle/tunnel";
import type { SessionDevices } from "../devices/session-devices.ts";
import type { PinCertificate } from "./certificate-policy.ts";
import type { SessionPlan } from "./client-settings.ts";
import { type FrameShown, frameShownCommand, type InputIntention, inputCommand } from "./commands.ts";
import { desktopFor } from "./desktop-geometry.ts";
import { RdpLink } from "./rdp-link.ts";
import { Reconnection } from "./reconnection.ts";
import { Resizing } from "./resizing.ts";

/** Milliseconds that a server has to begin its picture anew. */
const REPAINT_TIME = 5_000;

const PIPELINE_FLAGS = [0, PipelineFlag.First, PipelineFlag.Last, PipelineFlag.First | PipelineFlag.Last].map((flags) =>
  Uint8Array.of(flags),
);

export interface DesktopOptions {
  readonly plan: SessionPlan;
  /** The connection's name, for the person. */
  readonly name: string;
  /** The toggle keys at the user's keyboard. */
  readonly lockKeys: number;
  readonly pinCertificate: PinCertificate;
  readonly devices: SessionDevices;
  readonly listener: DesktopListener;
}

/** In pixels. */
export interface DesktopSize {
  readonly width: number;
  readonly height: number;
}

export type Beginning = "free" | "repaint" | "reconnect";

export interface DesktopListener {
  told(status: Status): void;
  /** A record for the browser; byte arrays are views that end with the call. */
  record(type: number, head?: Uint8Array, body?: Uint8Array): void;
  /** All records of one received chunk were given. */
  chunkDone(): void;
  /** Answered by `provideCredentials`. */
  credentialsNeeded(): void;
  /** The desktop is gone; `connect` tries anew. @param cause an error of our own that led here */
  ended(failure?: Failure, cause?: unknown): void;
  /** Runs what a timer has started. */
  guard(work: () => void): void;
}

/** The desktop of a session: the RDP connection of the moment, and how it is won back when it is lost. */
export class Desktop {
  readonly #options: DesktopOptions;
  readonly #listener: DesktopListener;
  readonly #reconnection = new Reconnection();
  readonly #resizing: Resizing;
  #settings: ClientSettings;
  #link: RdpLink | undefined;
  /** Of the desktop that is there. */
  #size: DesktopSize | undefined;
  #cookie: AutoReconnectCookie | undefined;
  #path: PathFigures | undefined;
  #lockKeys: number;
  /** What the server takes. */
  #input = { unicode: false, relative: false };
  #watched = true;
  #suppressed = false;
  #repaintTimer: NodeJS.Timeout | undefined;
  #reconnectTimer: NodeJS.Timeout | undefined;

  constructor(options: DesktopOptions) {
    this.#options = options;
    this.#listener = options.listener;
    this.#settings = options.plan.settings;
    this.#lockKeys = options.lockKeys;
    const link = () => this.#link;
    this.#resizing = new Resizing(options.plan, {
      get canResize() {
        return link()?.client.canResize ?? false;
      },
      resize: (desktop) => this.#link?.perform(this.#link.client.resize(desktop)),
      reconnect: () => this.#reconnect(),
      after: (wait, work) => this.#after(wait, work),
    });
  }

  connect(): void {
    const { plan, pinCertificate, devices } = this.#options;
    const listener = this.#listener;
    this.#settings = { ...this.#settings, desktop: this.#resizing.connecting() };
    const link: RdpLink = new RdpLink({
      settings: this.#settings,
      port: plan.port,
      connectTimeout: plan.connectTimeout,
      certificates: plan.certificates,
      pinCertificate,
      handlers: () =>
        devices.connect({
          perform: (work) => link.perform(link.client.inChannels(work)),
          room: () => link.room(),
        }),
      listener: {
        step: (step) => listener.told({ kind: "step", step }),
        output: (output) => this.#output(output),
        chunkDone: () => listener.chunkDone(),
        ended: (failure, cause) => listener.guard(() => this.#linkEnded(failure, cause)),
      },
    });
    this.#link = link;
    this.#suppressed = false;
    link.open();
  }

  /** Goes on connecting with what the person has answered. */
  provideCredentials(credentials: Credentials): void {
    this.#settings = { ...this.#settings, credentials };
    if (this.#link) this.#link.provideCredentials(credentials);
    else this.connect();
  }

  /** Leaves the server in good order. The listener is not called any more. */
  close(): void {
    for (const timer of [this.#repaintTimer, this.#reconnectTimer]) clearTimeout(timer);
    this.#resizing.lost();
    this.#link?.close();
    this.#link = undefined;
    this.#size = undefined;
    this.#options.devices.close();
  }

  pause(): void {
    this.#link?.pause();
  }

  resume(): void {
    this.#link?.resume();
  }

  input(input: InputIntention): void {
    if (input.kind === "lock-keys") this.#lockKeys = input.keys;
    if (this.#link && !this.#options.plan.readOnly) this.#link.perform(inputCommand(this.#link.client, input));
  }

  frameShown(shown: FrameShown): void {
    if (this.#link) this.#link.perform(frameShownCommand(this.#link.client, shown));
  }

  /** A desktop that nobody sees sends no graphics. */
  set watched(watched: boolean) {
    this.#watched = watched;
    this.#suppressOutput();
  }

  /** The line to the browser, for the server's choice of quality. */
  set path(path: PathFigures) {
    this.#path = path;
    this.#link?.client.setPath(path);
  }

  /** What the browser has room for. */
  set display(display: DisplayRequest) {
    this.#resizing.want(desktopFor(display, this.#options.plan.scale));
  }

  /** Of the desktop that is there; undefined while there is none. */
  get size(): DesktopSize | undefined {
    return this.#size;
  }

  /** What `startOver` takes: nothing while there is no picture yet, else that the server paints again or is connected to anew. */
  get beginning(): Beginning {
    if (!this.#size || !this.#link) return "free";
    return this.#link.client.canRepaint ? "repaint" : "reconnect";
  }

  /** Has the desktop of the moment painted from the beginning, for browsers that decode this. */
  startOver({ avc }: Attach["decodes"]): void {
    const { graphicsPipeline, avc: offered } = this.#settings;
    if (graphicsPipeline && avc !== offered) {
      this.#settings = { ...this.#settings, avc };
      if (this.#link) this.#reconnect();
      return;
    }
    if (!this.#size || !this.#link) return;
    const { client } = this.#link;
    if (!client.canRepaint) {
      this.#reconnect();
      return;
    }
    clearTimeout(this.#repaintTimer);
    if (client.hasPipeline) this.#repaintTimer = this.#after(REPAINT_TIME, () => this.#reconnect());
    this.#link.perform(client.repaint());
  }

  #output(output: Output): void {
    switch (output.type) {
      case "update":
        this.#listener.record(Downstream.FastPathUpdate, output.header, output.data);
        return;
      case "pipeline":
        this.#listener.record(Downstream.PipelineData, pipelineFlags(output.first, output.last), output.data);
        return;
      case "pipelineOpened":
        clearTimeout(this.#repaintTimer);
        this.#listener.record(Downstream.PipelineReset);
        return;
      case "lockKeys":
        this.#listener.record(Downstream.LockKeys, Uint8Array.of(output.keys));
        return;
      case "active":
        this.#input = { unicode: output.unicodeInput, relative: output.relativeInput };
        this.#active(output.width, output.height);
        return;
      case "resizable":
        this.#offered(output.monitors);
        return;
      case "credentialsNeeded":
        this.#listener.credentialsNeeded();
        return;
      case "autoReconnectCookie":
        this.#cookie = { ...output.cookie, randomBits: output.cookie.randomBits.slice() };
        return;
      default:
    }
  }

  #active(width: number, height: number): void {
    this.#size = { width, height };
    this.#reconnection.active(performance.now());
    this.#listener.record(Downstream.DesktopSize, encodeDesktopSize(width, height));
    this.#tellActive();
    this.input({ kind: "lock-keys", keys: this.#lockKeys });
    if (this.#path) this.#link?.client.setPath(this.#path);
    this.#suppressed = false;
    this.#suppressOutput();
    this.#resizing.active(width, height);
  }

  #linkEnded(failure: Failure | undefined, cause: unknown): void {
    this.#link = undefined;
    this.#options.devices.disconnected();
    this.#resizing.lost();
    clearTimeout(this.#repaintTimer);
    const next = failure && !cause ? this.#afterLoss(failure) : failure;
    if (typeof next !== "number") {
      this.#size = undefined;
      this.#listener.ended(next, cause);
      return;
    }
    this.#listener.told({ kind: "reconnecting" });
    this.#reconnectTimer = this.#after(next, () => this.#reconnect());
  }

  /** The milliseconds until the next attempt, or the failure to tell. */
  #afterLoss(failure: Failure): number | Failure {
    if (!this.#settings.credentials && !this.#cookie) return failure;
    return this.#reconnection.after(failure, this.#cookie !== undefined, performance.now());
  }

  /** Another connection to the same desktop. */
  #reconnect(): void {
    this.#link?.close();
    this.#options.devices.disconnected();
    this.#size = undefined;
    if (this.#cookie) this.#settings = { ...this.#settings, autoReconnect: this.#cookie };
    this.#listener.record(Downstream.PipelineReset);
    this.#listener.told({ kind: "reconnecting" });
    this.connect();
  }

  #offered(monitors: number): void {
    const before = this.#resizing.mostMonitors;
    this.#resizing.offered(monitors);
    if (this.#size && this.#resizing.mostMonitors !== before) this.#tellActive();
  }

  #tellActive(): void {
    const { name, plan } = this.#options;
    const { mostMonitors } = this.#resizing;
    const { readOnly, layout } = plan;
    this.#listener.told({ kind: "active", name, ...this.#input, readOnly, mostMonitors, layout });
  }

  #suppressOutput(): void {
    const suppress = !this.#watched;
    const link = this.#link;
    if (!link || !this.#size || suppress === this.#suppressed) return;
    this.#suppressed = suppress;
    link.perform(link.client.suppressOutput(suppress));
  }

  #after(wait: number, work: () => void): NodeJS.Timeout {
    return setTimeout(() => this.#listener.guard(work), wait);
  }
}

function pipelineFlags(first: boolean, last: boolean): Uint8Array {
  const flags = (first ? PipelineFlag.First : 0) | (last ? PipelineFlag.Last : 0);
  return PIPELINE_FLAGS[flags] as Uint8Array;
}
