import {
  type Answer,
  type Attach,
  type DisplayRequest,
  decodeIntention,
  type Failure,
  type Intention,
  type Status,
  Upstream,
} from "@passerelle/tunnel";
import type { DevicePlan } from "../devices/device-plan.ts";
import type { DeviceSettings } from "../devices/device-settings.ts";
import { SessionDevices } from "../devices/session-devices.ts";
import type { GuestFacts } from "../sharing/guest.ts";
import type { Guests } from "../sharing/guests.ts";
import { decodeAnswer } from "./attach-request.ts";
import { CredentialsPrompt } from "./credentials-prompt.ts";
import { Desktop } from "./desktop.ts";
import { type Line, LineClose } from "./line.ts";
import { takeRecords } from "./line-records.ts";
import { isInput } from "./person-input.ts";
import { logEnd } from "./session-end.ts";
import { SessionLines } from "./session-lines.ts";
import type { SessionLogger } from "./session-logger.ts";
import { isUnreached, type SessionDesktop } from "./session-opening.ts";
import type { Principal, SessionState, StoredConnection } from "./session-store.ts";

/** Milliseconds that a desktop waits for its browser to come back. */
const GRACE_TIME = 5 * 60_000;
/** Milliseconds without progress after which a line that is full is given up. */
const MAX_STALL = 60_000;

export interface SessionOptions {
  readonly id: string;
  readonly principal: Principal;
  readonly desktop: SessionDesktop;
  readonly startedAt: Date;
  /** The toggle keys at the user's keyboard when the session is opened. */
  readonly lockKeys: number;
  readonly pinCertificate: (connection: StoredConnection, fingerprint: string) => Promise<string>;
  readonly logger: SessionLogger;
  readonly devices: DeviceSettings;
  /** Another desktop after `failure`, or the failure to tell. Absent: there is only one. */
  readonly next?: (failure: Failure) => Promise<SessionDesktop | Failure>;
  /** `state` has changed. */
  readonly changed: () => void;
  /** The person did something. */
  readonly inputSeen: () => void;
  /** Once, whatever happened. */
  readonly ended: (failure: Failure | undefined) => void;
}

/**
 * One live use of a connection: the desktop on one side, the lines of its owner and of guests on the other.
 * It belongs to no WebSocket: a line attaches to it, breaks, and another one goes on.
 */
export class Session {
  readonly id: string;
  readonly #options: SessionOptions;
  readonly #lines: SessionLines;
  #principal: Principal;
  /** What is connected to, or will be. */
  #target: SessionDesktop;
  #devices: SessionDevices;
  #desktop: Desktop;
  /** Some desktop was there: no other will take its place. */
  #wasActive = false;
  /** What the browser asked for last. */
  #display: DisplayRequest | undefined;
  #status: Status;
  #ended = false;
  #prompts: CredentialsPrompt;
  /** Ends a session that nobody comes back to. */
  #graceTimer: NodeJS.Timeout | undefined;

  constructor(options: SessionOptions) {
    this.id = options.id;
    this.#options = options;
    this.#principal = options.principal;
    this.#target = options.desktop;
    this.#lines = new SessionLines({
      congested: () => this.#desktop.pause(),
      relieved: () => this.#desktop.resume(),
      frameShown: (shown) => this.#desktop.frameShown(shown),
      input: (input) => this.#desktop.input(input),
      beginningWanted: () => this.#startOver(),
      beginning: () => this.#desktop.beginning,
      looked: () => this.#watch(),
      broken: ({ id }, problem) => this.#logBroken({ guest: id, problem }),
      guard: (work) => this.#guard(work),
    });
    this.#prompts = this.#makePrompts();
    this.#devices = this.#makeDevices();
    this.#desktop = this.#makeDesktop();
    this.#status = this.#firstStatus;
  }

  /** Whose desktop it is; its sign-in is the one that attached last. */
  get principal(): Principal {
    return this.#principal;
  }

  get connection(): StoredConnection {
    return this.#target.connection;
  }

  /** What the connection allows of devices. */
  get devicePlan(): DevicePlan {
    return this.#target.plan.devices;
  }

  /** Those of the desktop of the moment. */
  get devices(): SessionDevices {
    return this.#devices;
  }

  get guests(): Guests {
    return this.#lines.guests;
  }

  get state(): SessionState {
    if (!this.#lines.line) return "detached";
    return this.#wasActive ? "active" : "connecting";
  }

  /** Begins to connect. */
  open(): void {
    this.#guard(() => this.#desktop.connect());
  }

  /** A line takes the session over. */
  attach(line: Line, principal: Principal, attach: Attach): void {
    clearTimeout(this.#graceTimer);
    this.#principal = principal;
    const before = this.#lines.line;
    line.listener = {
      message: (bytes) => this.#guard(() => this.#received(line, bytes)),
      drained: () => this.#guard(() => this.#lines.lineDrained()),
      closed: () => this.#guard(() => this.#lineClosed(line)),
    };
    this.#guard(() => {
      const resumed = this.#lines.attach(line, this.id, attach);
      before?.close(LineClose.TakenOver);
      if (!resumed) {
        this.#startOver();
        this.#lines.beginForOwner(this.#desktop.size, this.#status);
      }
      this.#desktop.input({ kind: "lock-keys", keys: attach.lockKeys });
      this.#watch();
      this.#lines.catchUp();
      this.#options.changed();
    });
  }

  /** A guest looks on, until `left` is called. */
  join(line: Line, guest: GuestFacts, left: () => void): void {
    this.#guard(() => this.guests.join(line, guest, this.#status, left));
  }

  /** Shows what an administrator has to say; kept for somebody who is not there. */
  message(text: string): void {
    this.#guard(() => this.#lines.say(text));
  }

  /** Gives up lines that are full and stand still; the session waits for another one of its owner. */
  checkLines(now: number): void {
    if (this.#lines.stalledFor(now) > MAX_STALL) this.#lines.line?.close(LineClose.TooSlow);
    this.guests.checkLines(now);
  }

  /** Ends the session. @param failure why; absent when the user wanted it */
  end(failure?: Failure): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#graceTimer);
    this.#prompts.stop();
    logEnd(this.#options.logger, this, this.#options.startedAt, failure);
    this.#options.ended(failure);
    try {
      this.#tell({ kind: "ended", ...(failure && { failure }) });
      this.#lines.line?.close(LineClose.Ended);
      this.guests.end();
      this.#desktop.close();
    } catch (error) {
      this.#devices.close();
      this.#options.logger.error({ err: error, session: this.id }, "error while a session was closed");
    }
  }

  #desktopEnded(failure: Failure | undefined, cause: unknown): void {
    if (cause) this.#options.logger.error({ err: cause, session: this.id }, "error of the gateway in a session");
    if (failure && this.#prompts.mayRepeat(failure)) this.#prompt(failure);
    else if (failure && !this.#wasActive && isUnreached(failure)) this.#tryNext(failure);
    else this.end(failure);
  }

  /** Goes on with another desktop of the group, in the same tunnel. */
  #tryNext(failure: Failure): void {
    const { next, logger } = this.#options;
    if (!next) {
      this.end(failure);
      return;
    }
    this.#desktop.close();
    next(failure).then(
      (answer) => this.#guard(() => this.#goOn(answer)),
      (error) => {
        logger.error({ err: error, session: this.id }, "error of the gateway while another desktop was chosen");
        this.end({ code: "gateway-error" });
      },
    );
  }

  #goOn(answer: SessionDesktop | Failure): void {
    if (this.#ended) return;
    if ("code" in answer) {
      this.end(answer);
      return;
    }
    this.#target = answer;
    this.#prompts = this.#makePrompts();
    this.#devices = this.#makeDevices();
    this.#desktop = this.#makeDesktop();
    if (this.#display) this.#desktop.display = this.#display;
    this.#watch();
    this.#tell(this.#firstStatus);
    this.#desktop.connect();
  }

  #makeDevices(): SessionDevices {
    const { connection, plan } = this.#target;
    const { devices: settings, logger } = this.#options;
    const { username } = this.#principal;
    return new SessionDevices({
      ...{ settings, logger, username, plan: plan.devices, session: this.id, connectionName: connection.name },
      clientName: plan.settings.clientName,
    });
  }

  #makeDesktop(): Desktop {
    const { connection, plan } = this.#target;
    const { lockKeys, pinCertificate } = this.#options;
    return new Desktop({
      plan,
      name: connection.name,
      lockKeys,
      pinCertificate: (fingerprint) => pinCertificate(connection, fingerprint),
      devices: this.#devices,
      listener: {
        told: (status) => this.#told(status),
        record: (type, head, body) => this.#lines.append(type, head, body),
        chunkDone: () => this.#lines.chunkDone(),
        credentialsNeeded: () => this.#prompt(),
        ended: (failure, cause) => this.#desktopEnded(failure, cause),
        guard: (work) => this.#guard(work),
      },
    });
  }

  #told(status: Status): void {
    if (status.kind === "active" && !this.#wasActive) {
      this.#wasActive = true;
      this.#options.changed();
    }
    // Whoever waits for a beginning has it: all that comes now is new.
    if (status.kind === "reconnecting") this.guests.begin(undefined, status);
    this.#tell(status.kind === "step" ? { ...status, ...this.#ofGroup } : status);
  }

  get #firstStatus(): Status {
    return { kind: "step", step: "resolving", ...this.#ofGroup };
  }

  /** Which desktop is tried, where there are several. */
  get #ofGroup(): { readonly desktop?: string } {
    return this.#options.next ? { desktop: this.#target.connection.name } : {};
  }

  /** What browsers that have nothing need: a picture from the beginning, and for guests who wait for it the state of the moment. */
  #startOver(): void {
    this.#desktop.startOver(this.#lines.decodes);
    this.guests.begin(this.#desktop.size, this.#status);
  }

  #watch(): void {
    this.#desktop.watched = this.#lines.isWatched;
  }

  #received(line: Line, bytes: Uint8Array): void {
    takeRecords(
      line,
      bytes,
      ({ type, payload }) => {
        if (this.#ended) return;
        if (type === Upstream.Answer) this.#answer(decodeAnswer(payload));
        else this.#intend(decodeIntention(type, payload));
      },
      (problem) => this.#logBroken({ problem }),
    );
    // One message answers one message, however many pings are in it.
    this.#lines.flush();
  }

  #intend(intention: Intention): void {
    if (isInput(intention)) this.#options.inputSeen();
    switch (intention.kind) {
      case "acknowledge":
        this.#acknowledge(intention.count);
        return;
      case "frame-shown":
        this.#lines.frameShown(intention);
        return;
      case "visibility":
        this.#lines.isVisible = intention.visible;
        this.#watch();
        return;
      case "resize":
        this.#display = intention.display;
        this.#desktop.display = intention.display;
        return;
      case "disconnect":
        this.end();
        return;
      case "ping":
        this.#lines.pong(intention.value);
        return;
      case "touch":
      case "pen":
        this.#devices.devices.touch?.input(intention);
        return;
      default:
        this.#desktop.input(intention);
    }
  }

  #acknowledge(count: number): void {
    const path = this.#lines.acknowledge(count);
    if (path) this.#desktop.path = path;
  }

  #makePrompts(): CredentialsPrompt {
    return new CredentialsPrompt(this.#target.plan.knownCredentials, () => this.end({ code: "credentials-missing" }));
  }

  #prompt(failure?: Failure): void {
    this.#tell({ kind: "prompt", fields: this.#prompts.ask(), ...(failure && { failure }) });
  }

  #answer(answer: Answer): void {
    if (this.#status.kind !== "prompt") return;
    const credentials = this.#prompts.answered(answer);
    this.#status = this.#firstStatus;
    this.#desktop.provideCredentials(credentials);
  }

  #lineClosed(line: Line): void {
    if (this.#ended || this.#lines.line !== line) return;
    this.#lines.detach();
    this.#watch();
    this.#options.changed();
    this.#graceTimer = setTimeout(
      () => this.end({ code: "connection-lost", detail: "the browser did not come back" }),
      GRACE_TIME,
    );
  }

  #tell(status: Status): void {
    this.#status = status;
    this.#lines.tell(status);
  }

  #logBroken(facts: { readonly guest?: string; readonly problem: string }): void {
    this.#options.logger.warn({ session: this.id, ...facts }, "browser broke the tunnel's format");
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
