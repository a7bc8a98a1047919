import type { AutoReconnectCookie, ClientSettings, DesktopGeometry, Output } from "@passerelle/rdp";
import {
  type Answer,
  type ConnectStep,
  Downstream,
  decodeIntention,
  decodeRecords,
  encodeDesktopSize,
  encodeJson,
  type Failure,
  type FailureCode,
  type Intention,
  PipelineFlag,
  type PromptField,
  type Status,
  TunnelFormatError,
  Upstream,
} from "@passerelle/tunnel";
import { decodeAnswer } from "./attach-request.ts";
import type { PinCertificate } from "./certificate-policy.ts";
import { credentialsFrom, desktopFor, type SessionPlan } from "./client-settings.ts";
import { frameShownCommand, inputCommand } from "./commands.ts";
import { type Line, LineClose } from "./line.ts";
import { RdpLink } from "./rdp-link.ts";
import type { SessionLogger } from "./session-logger.ts";
import type { Principal, StoredConnection } from "./session-store.ts";
import { SessionTunnel } from "./session-tunnel.ts";

/** Milliseconds that a desktop waits for its browser to come back. */
const GRACE_TIME = 5 * 60_000;
/** Milliseconds that a person has for an answer. */
const PROMPT_TIME = 5 * 60_000;
/** Answers that a person has before the session ends; more would lock the account. */
const MAX_ANSWERS = 3;
/** Servers that say nothing of why they refuse a user hang up: `authentication-failed`. */
const REFUSED_ANSWERS: readonly FailureCode[] = ["wrong-credentials", "authentication-failed"];
/** Milliseconds between two requests for another size. */
const RESIZE_INTERVAL = 500;
/** Milliseconds without progress after which a line that is full is given up. */
const MAX_STALL = 60_000;

const ALL_FIELDS: readonly PromptField[] = ["username", "password", "domain"];
const PIPELINE_FLAGS = [0, PipelineFlag.First, PipelineFlag.Last, PipelineFlag.First | PipelineFlag.Last].map((flags) =>
  Uint8Array.of(flags),
);

export interface SessionOptions {
  readonly id: string;
  readonly principal: Principal;
  readonly connection: StoredConnection;
  readonly plan: SessionPlan;
  readonly startedAt: Date;
  /** The toggle keys at the user's keyboard when the session is opened. */
  readonly lockKeys: number;
  readonly pinCertificate: PinCertificate;
  readonly logger: SessionLogger;
  /** Once, whatever happened. */
  readonly ended: (session: Session) => void;
}

/**
 * One live use of a connection: the RDP connection on one side, the tunnel on the other.
 * It belongs to no WebSocket: a line attaches to it, breaks, and another one goes on.
 */
export class Session {
  readonly id: string;
  readonly connection: StoredConnection;
  readonly startedAt: Date;
  readonly #options: SessionOptions;
  readonly #tunnel: SessionTunnel;
  #principal: Principal;
  #settings: ClientSettings;
  #link: RdpLink | undefined;
  #status: Status = { kind: "step", step: "resolving" };
  #desktop: { readonly width: number; readonly height: number } | undefined;
  #cookie: AutoReconnectCookie | undefined;
  #lockKeys: number;
  #answers = 0;
  #visible = true;
  #suppressed = false;
  /** A browser that starts over cannot use the rest of an update whose first fragments it did not get. */
  #awaitsBeginning = false;
  #resizedAt = 0;
  #ended = false;
  /** Ends a prompt that nobody answers. */
  #promptTimer: NodeJS.Timeout | undefined;
  /** Ends a session that nobody comes back to. */
  #graceTimer: NodeJS.Timeout | undefined;
  #resizeTimer: NodeJS.Timeout | undefined;

  constructor(options: SessionOptions) {
    this.id = options.id;
    this.connection = options.connection;
    this.startedAt = options.startedAt;
    this.#options = options;
    this.#principal = options.principal;
    this.#settings = options.plan.settings;
    this.#lockKeys = options.lockKeys;
    this.#tunnel = new SessionTunnel(() => this.#link?.resume());
  }

  /** Whose desktop it is; its sign-in is the one that attached last. */
  get principal(): Principal {
    return this.#principal;
  }

  /** Begins to connect. */
  open(): void {
    this.#guard(() => this.#connect());
  }

  /** A line takes the session over. @param received downstream records that its browser has presented, if it kept them */
  attach(line: Line, principal: Principal, lockKeys: number, received?: number): void {
    clearTimeout(this.#graceTimer);
    this.#principal = principal;
    this.#lockKeys = lockKeys;
    const before = this.#tunnel.line;
    line.listener = {
      message: (bytes) => this.#guard(() => this.#received(line, bytes)),
      drained: () => this.#guard(() => this.#tunnel.lineDrained()),
      closed: () => this.#guard(() => this.#lineClosed(line)),
    };
    this.#guard(() => {
      const resumed = this.#tunnel.attach(line, this.id, received);
      before?.close(LineClose.TakenOver);
      if (!resumed) this.#startOver();
      this.#suppressOutput();
      this.#tunnel.flush();
    });
  }

  /** Gives up a line that is full and stands still; the session waits for another one. */
  checkLine(now: number): void {
    if (this.#tunnel.stalledFor(now) > MAX_STALL) this.#tunnel.line?.close(LineClose.TooSlow);
  }

  /** Ends the session. @param failure why; absent when the user wanted it */
  end(failure?: Failure): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#graceTimer);
    clearTimeout(this.#promptTimer);
    clearTimeout(this.#resizeTimer);
    this.#log(failure);
    this.#options.ended(this);
    try {
      this.#tell({ kind: "ended", ...(failure && { failure }) });
      this.#tunnel.line?.close(LineClose.Ended);
      this.#link?.close();
    } catch (error) {
      this.#options.logger.error({ err: error, session: this.id }, "error while a session was closed");
    }
  }

  // The RDP side

  #connect(): void {
    const { plan, pinCertificate } = this.#options;
    const link = new RdpLink({
      settings: this.#settings,
      port: plan.port,
      connectTimeout: plan.connectTimeout,
      certificates: plan.certificates,
      pinCertificate,
      listener: {
        step: (step) => this.#step(step),
        output: (output) => this.#output(output),
        chunkDone: () => this.#chunkDone(),
        ended: (failure, cause) => this.#guard(() => this.#linkEnded(failure, cause)),
      },
    });
    this.#link = link;
    this.#suppressed = false;
    link.open();
  }

  #step(step: ConnectStep): void {
    this.#tell({ kind: "step", step });
  }

  #output(output: Output): void {
    switch (output.type) {
      case "update":
        if (this.#awaitsBeginning && !beginsUpdate(output.header)) return;
        this.#awaitsBeginning = false;
        this.#tunnel.append(Downstream.FastPathUpdate, output.header, output.data);
        return;
      case "pipeline":
        this.#tunnel.append(Downstream.PipelineData, pipelineFlags(output.first, output.last), output.data);
        return;
      case "pipelineOpened":
        this.#tunnel.append(Downstream.PipelineReset);
        return;
      case "lockKeys":
        this.#tunnel.append(Downstream.LockKeys, Uint8Array.of(output.keys));
        return;
      case "active":
        this.#active(output.width, output.height, output.unicodeInput);
        return;
      case "credentialsNeeded":
        this.#prompt();
        return;
      case "autoReconnectCookie":
        this.#cookie = { ...output.cookie, randomBits: output.cookie.randomBits.slice() };
        return;
      default:
    }
  }

  #chunkDone(): void {
    this.#tunnel.flush();
    if (this.#tunnel.congested) this.#link?.pause();
  }

  #active(width: number, height: number, unicode: boolean): void {
    this.#desktop = { width, height };
    this.#tunnel.append(Downstream.DesktopSize, encodeDesktopSize(width, height));
    this.#tell({ kind: "active", name: this.connection.name, unicode, readOnly: this.#options.plan.readOnly });
    this.#input({ kind: "lock-keys", keys: this.#lockKeys });
    this.#suppressed = false;
    this.#suppressOutput();
  }

  #linkEnded(failure: Failure | undefined, cause: unknown): void {
    this.#link = undefined;
    this.#desktop = undefined;
    if (cause) this.#options.logger.error({ err: cause, session: this.id }, "error of the gateway in a session");
    const mayAnswer = this.#answers > 0 && this.#answers < MAX_ANSWERS;
    if (failure && mayAnswer && REFUSED_ANSWERS.includes(failure.code)) this.#prompt(failure);
    else this.end(failure);
  }

  /** What a browser that has nothing needs: the state of the moment, and a picture from the beginning. */
  #startOver(): void {
    if (this.#desktop) {
      this.#tunnel.append(Downstream.DesktopSize, encodeDesktopSize(this.#desktop.width, this.#desktop.height));
    }
    this.#tell(this.#status);
    if (this.#link && this.#desktop) this.#repaint(this.#link);
  }

  /** Has the server paint everything again. */
  #repaint(link: RdpLink): void {
    this.#awaitsBeginning = true;
    link.perform(link.client.resetPipeline());
    if (link.client.canRefresh) {
      link.perform(link.client.refresh());
    } else {
      link.perform(link.client.suppressOutput(true));
      link.perform(link.client.suppressOutput(false));
    }
  }

  /** A desktop that nobody sees sends no graphics. */
  #suppressOutput(): void {
    const suppress = !this.#visible || !this.#tunnel.line;
    const link = this.#link;
    if (!link || !this.#desktop || suppress === this.#suppressed) return;
    this.#suppressed = suppress;
    link.perform(link.client.suppressOutput(suppress));
  }

  // The person's side

  #received(line: Line, bytes: Uint8Array): void {
    try {
      for (const { type, payload } of decodeRecords(bytes)) {
        if (this.#ended) return;
        if (type === Upstream.Answer) this.#answer(decodeAnswer(payload));
        else this.#intend(decodeIntention(type, payload));
      }
    } catch (error) {
      if (!(error instanceof TunnelFormatError)) throw error;
      this.#options.logger.warn({ session: this.id, problem: error.message }, "browser broke the tunnel's format");
      line.close(LineClose.BadRecord);
    }
  }

  #intend(intention: Intention): void {
    switch (intention.kind) {
      case "acknowledge":
        this.#tunnel.acknowledge(intention.count);
        return;
      case "frame-shown":
        if (this.#link) this.#link.perform(frameShownCommand(this.#link.client, intention));
        return;
      case "visibility":
        this.#visible = intention.visible;
        this.#suppressOutput();
        return;
      case "resize":
        this.#resize(desktopFor(intention.display));
        return;
      case "disconnect":
        this.end();
        return;
      case "ping":
        this.#pong(intention.value);
        return;
      default:
        this.#input(intention);
    }
  }

  #input(input: Parameters<typeof inputCommand>[1]): void {
    if (this.#link && !this.#options.plan.readOnly) this.#link.perform(inputCommand(this.#link.client, input));
  }

  #pong(value: number): void {
    const payload = new Uint8Array(4);
    new DataView(payload.buffer).setUint32(0, value, true);
    this.#tunnel.append(Downstream.Pong, payload);
    this.#tunnel.flush();
  }

  #prompt(failure?: Failure): void {
    const { username } = this.#options.plan.knownCredentials;
    const fields: readonly PromptField[] = username && this.#answers === 0 ? ["password"] : ALL_FIELDS;
    this.#tell({ kind: "prompt", fields, ...(failure && { failure }) });
    this.#promptTimer = setTimeout(() => this.end({ code: "credentials-missing" }), PROMPT_TIME);
  }

  #answer(answer: Answer): void {
    if (this.#status.kind !== "prompt") return;
    clearTimeout(this.#promptTimer);
    this.#answers++;
    const credentials = credentialsFrom({ ...this.#options.plan.knownCredentials, ...answer });
    this.#settings = { ...this.#settings, credentials };
    this.#status = { kind: "step", step: "resolving" };
    if (this.#link) this.#link.provideCredentials(credentials);
    else this.#connect();
  }

  #resize(desktop: DesktopGeometry): void {
    if (!this.#desktop || this.#options.plan.readOnly || !this.#options.plan.resizeMethod) return;
    clearTimeout(this.#resizeTimer);
    const wait = Math.max(this.#resizedAt + RESIZE_INTERVAL - Date.now(), 0);
    this.#resizeTimer = setTimeout(() => this.#guard(() => this.#applySize(desktop)), wait);
  }

  #applySize(desktop: DesktopGeometry): void {
    this.#resizedAt = Date.now();
    const link = this.#link;
    if (!link || !this.#desktop) return;
    if (desktop.width === this.#desktop.width && desktop.height === this.#desktop.height) return;
    if (this.#options.plan.resizeMethod === "reconnect") this.#reconnect(desktop);
    else if (link.client.canResize) link.perform(link.client.resize(desktop));
  }

  #reconnect(desktop: DesktopGeometry): void {
    this.#link?.close();
    this.#desktop = undefined;
    this.#settings = { ...this.#settings, desktop, ...(this.#cookie && { autoReconnect: this.#cookie }) };
    this.#tell({ kind: "reconnecting" });
    this.#connect();
  }

  #lineClosed(line: Line): void {
    if (this.#ended || this.#tunnel.line !== line) return;
    this.#tunnel.detach();
    // Nobody waits for what comes now; the outbox forgets what it cannot hold.
    this.#link?.resume();
    this.#suppressOutput();
    this.#graceTimer = setTimeout(
      () => this.end({ code: "connection-lost", detail: "the browser did not come back" }),
      GRACE_TIME,
    );
  }

  #tell(status: Status): void {
    this.#status = status;
    this.#tunnel.append(Downstream.Status, encodeJson(status));
    this.#tunnel.flush();
  }

  #log(failure: Failure | undefined): void {
    const facts = {
      session: this.id,
      connection: this.connection.identifier,
      connectionName: this.connection.name,
      username: this.#principal.username,
      seconds: Math.round((Date.now() - this.startedAt.getTime()) / 1000),
    };
    if (failure) this.#options.logger.warn({ ...facts, ...failure }, "session ended");
    else this.#options.logger.info(facts, "session ended");
  }

  /** An error of ours ends this session and nothing else. */
  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#options.logger.error({ err: error, session: this.id }, "error of the gateway in a session");
      this.end({ code: "gateway-error" });
    }
  }
}

/** True for a whole update and for the first fragment of one ([MS-RDPBCGR] 2.2.9.1.2.1). */
function beginsUpdate(header: Uint8Array): boolean {
  return ((header[0] ?? 0) & 0x10) === 0;
}

function pipelineFlags(first: boolean, last: boolean): Uint8Array {
  const flags = (first ? PipelineFlag.First : 0) | (last ? PipelineFlag.Last : 0);
  return PIPELINE_FLAGS[flags] as Uint8Array;
}
