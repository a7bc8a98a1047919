import {
  type Answer,
  type Attach,
  Downstream,
  decodeIntention,
  decodeRecords,
  encodeJson,
  type Failure,
  type FailureCode,
  type Intention,
  type PromptField,
  type Status,
  TunnelFormatError,
  Upstream,
} from "@passerelle/tunnel";
import { decodeAnswer } from "./attach-request.ts";
import type { PinCertificate } from "./certificate-policy.ts";
import { credentialsFrom, type SessionPlan } from "./client-settings.ts";
import { Desktop } from "./desktop.ts";
import { type Line, LineClose } from "./line.ts";
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
/** Milliseconds without progress after which a line that is full is given up. */
const MAX_STALL = 60_000;

const ALL_FIELDS: readonly PromptField[] = ["username", "password", "domain"];
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
 * One live use of a connection: the desktop on one side, the tunnel on the other.
 * It belongs to no WebSocket: a line attaches to it, breaks, and another one goes on.
 */
export class Session {
  readonly id: string;
  readonly connection: StoredConnection;
  readonly startedAt: Date;
  readonly #options: SessionOptions;
  readonly #tunnel: SessionTunnel;
  #principal: Principal;
  readonly #desktop: Desktop;
  #status: Status = { kind: "step", step: "resolving" };
  #answers = 0;
  #visible = true;
  #ended = false;
  /** Ends a prompt that nobody answers. */
  #promptTimer: NodeJS.Timeout | undefined;
  /** Ends a session that nobody comes back to. */
  #graceTimer: NodeJS.Timeout | undefined;

  constructor(options: SessionOptions) {
    this.id = options.id;
    this.connection = options.connection;
    this.startedAt = options.startedAt;
    this.#options = options;
    this.#principal = options.principal;
    this.#tunnel = new SessionTunnel({
      congested: () => this.#desktop.pause(),
      relieved: () => this.#desktop.resume(),
    });
    this.#desktop = new Desktop({
      plan: options.plan,
      name: options.connection.name,
      lockKeys: options.lockKeys,
      pinCertificate: options.pinCertificate,
      listener: {
        told: (status) => this.#tell(status),
        record: (type, head, body) => this.#tunnel.append(type, head, body),
        chunkDone: () => this.#tunnel.chunkDone(),
        credentialsNeeded: () => this.#prompt(),
        ended: (failure, cause) => this.#desktopEnded(failure, cause),
        guard: (work) => this.#guard(work),
      },
    });
  }

  /** Whose desktop it is; its sign-in is the one that attached last. */
  get principal(): Principal {
    return this.#principal;
  }

  /** Begins to connect. */
  open(): void {
    this.#guard(() => this.#desktop.connect());
  }

  /** A line takes the session over. */
  attach(line: Line, principal: Principal, { session, decodes, lockKeys }: Attach): void {
    clearTimeout(this.#graceTimer);
    this.#principal = principal;
    const before = this.#tunnel.line;
    line.listener = {
      message: (bytes) => this.#guard(() => this.#received(line, bytes)),
      drained: () => this.#guard(() => this.#tunnel.lineDrained()),
      closed: () => this.#guard(() => this.#lineClosed(line)),
    };
    this.#guard(() => {
      const resumed = this.#tunnel.attach(line, this.id, session?.received);
      before?.close(LineClose.TakenOver);
      if (!resumed) this.#startOver(decodes);
      this.#desktop.input({ kind: "lock-keys", keys: lockKeys });
      this.#watch();
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
    this.#log(failure);
    this.#options.ended(this);
    try {
      this.#tell({ kind: "ended", ...(failure && { failure }) });
      this.#tunnel.line?.close(LineClose.Ended);
      this.#desktop.close();
    } catch (error) {
      this.#options.logger.error({ err: error, session: this.id }, "error while a session was closed");
    }
  }

  #desktopEnded(failure: Failure | undefined, cause: unknown): void {
    if (cause) this.#options.logger.error({ err: cause, session: this.id }, "error of the gateway in a session");
    const mayAnswer = this.#answers > 0 && this.#answers < MAX_ANSWERS;
    if (failure && mayAnswer && REFUSED_ANSWERS.includes(failure.code)) this.#prompt(failure);
    else this.end(failure);
  }

  /** What a browser that has nothing needs: the state of the moment, and a picture from the beginning. */
  #startOver(decodes: Attach["decodes"]): void {
    this.#desktop.startOver(decodes);
    this.#tell(this.#status);
  }

  #watch(): void {
    this.#desktop.watched = this.#visible && this.#tunnel.line !== undefined;
  }

  #received(line: Line, bytes: Uint8Array): void {
    try {
      for (const { type, payload } of decodeRecords(bytes)) {
        if (this.#ended) return;
        if (type === Upstream.Answer) this.#answer(decodeAnswer(payload));
        else this.#intend(decodeIntention(type, payload));
      }
      // One message answers one message, however many pings are in it.
      this.#tunnel.flush();
    } catch (error) {
      if (!(error instanceof TunnelFormatError)) throw error;
      this.#options.logger.warn({ session: this.id, problem: error.message }, "browser broke the tunnel's format");
      line.close(LineClose.BadRecord);
    }
  }

  #intend(intention: Intention): void {
    switch (intention.kind) {
      case "acknowledge":
        this.#acknowledge(intention.count);
        return;
      case "frame-shown":
        this.#desktop.frameShown(intention);
        return;
      case "visibility":
        this.#visible = intention.visible;
        this.#watch();
        return;
      case "resize":
        this.#desktop.display = intention.display;
        return;
      case "disconnect":
        this.end();
        return;
      case "ping":
        this.#pong(intention.value);
        return;
      default:
        this.#desktop.input(intention);
    }
  }

  #acknowledge(count: number): void {
    const path = this.#tunnel.acknowledge(count);
    if (path) this.#desktop.path = path;
  }

  #pong(value: number): void {
    const payload = new Uint8Array(4);
    new DataView(payload.buffer).setUint32(0, value, true);
    this.#tunnel.append(Downstream.Pong, payload);
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
    this.#status = { kind: "step", step: "resolving" };
    this.#desktop.provideCredentials(credentialsFrom({ ...this.#options.plan.knownCredentials, ...answer }));
  }

  #lineClosed(line: Line): void {
    if (this.#ended || this.#tunnel.line !== line) return;
    this.#tunnel.detach();
    // Nobody waits for what comes now; the outbox forgets what it cannot hold.
    this.#desktop.resume();
    this.#watch();
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
