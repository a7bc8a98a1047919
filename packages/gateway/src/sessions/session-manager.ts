import { randomUUID } from "node:crypto";
import {
  type Attach,
  Downstream,
  decodeRecords,
  encodeJson,
  type Failure,
  MessageWriter,
  TunnelFormatError,
  type TunnelRecord,
  Upstream,
} from "@passerelle/tunnel";
import type { WebSocket } from "ws";
import { decodeAttach } from "./attach-request.ts";
import { planSession } from "./client-settings.ts";
import { MisconfiguredError } from "./connection-parameters.ts";
import { HistoryRow } from "./history.ts";
import { Line, LineClose } from "./line.ts";
import { tokensOf } from "./parameter-tokens.ts";
import { Session } from "./session.ts";
import type { SessionLogger } from "./session-logger.ts";
import type { Principal, SessionStore } from "./session-store.ts";
import { attachedMessage } from "./session-tunnel.ts";

export interface SessionManagerOptions {
  readonly store: SessionStore;
  readonly logger: SessionLogger;
}

/** A live session, as lists show it. */
export interface ActiveSession {
  /** The UUID of its history row. */
  readonly id: string;
  readonly connectionIdentifier: string;
  readonly connectionName: string;
  readonly username: string;
  readonly remoteHost: string;
  readonly signIn: string;
  readonly startedAt: Date;
}

/** Milliseconds that a line has for its `Attach`. */
const ATTACH_TIME = 10_000;
/** Milliseconds between two marks in the history rows of live sessions. */
const HEARTBEAT_INTERVAL = 30_000;
const LINE_CHECK_INTERVAL = 10_000;
/** Milliseconds that history rows get when the gateway stops. */
const SHUTDOWN_TIME = 8_000;

/** All live sessions of this gateway. */
export class SessionManager {
  readonly #store: SessionStore;
  readonly #logger: SessionLogger;
  readonly #sessions = new Map<string, { readonly session: Session; readonly history: HistoryRow }>();
  readonly #closings = new Set<Promise<void>>();
  readonly #timers: readonly NodeJS.Timeout[];
  #stopping = false;

  constructor({ store, logger }: SessionManagerOptions) {
    this.#store = store;
    this.#logger = logger;
    this.#timers = [
      setInterval(() => this.#heartbeat(), HEARTBEAT_INTERVAL),
      setInterval(() => this.#checkLines(), LINE_CHECK_INTERVAL),
    ];
    for (const timer of this.#timers) timer.unref();
  }

  /** Takes a WebSocket of a signed-in person over: waits for its `Attach`, then gives it a session. */
  attach(socket: WebSocket, principal: Principal): void {
    const line = new Line(socket, {
      message: (bytes) => {
        clearTimeout(timer);
        line.hold();
        this.#welcome(line, principal, bytes).catch((error) => {
          this.#logger.error(
            { err: error, username: principal.username },
            "error of the gateway while a line attached",
          );
          refuse(line, randomUUID(), { code: "gateway-error" });
        });
      },
      drained: () => {},
      closed: () => clearTimeout(timer),
    });
    const timer = setTimeout(() => line.close(LineClose.BadRecord), ATTACH_TIME);
  }

  active(): ActiveSession[] {
    return [...this.#sessions.values()].map(({ session }) => ({
      id: session.id,
      connectionIdentifier: session.connection.identifier,
      connectionName: session.connection.name,
      username: session.principal.username,
      remoteHost: session.principal.remoteHost,
      signIn: session.principal.signIn,
      startedAt: session.startedAt,
    }));
  }

  /** Ends the session for an administrator; false when there is none with this id. */
  end(id: string): boolean {
    const entry = this.#sessions.get(id);
    entry?.session.end({ code: "disconnected-by-administrator" });
    return entry !== undefined;
  }

  /** Ends the sessions of a sign-in that is over. */
  endSignIn(signIn: string): void {
    for (const { session } of this.#sessions.values()) {
      if (session.principal.signIn === signIn) session.end({ code: "signed-out" });
    }
  }

  /** Ends all sessions and waits until their history rows are closed, or cannot be. */
  async shutdown(): Promise<void> {
    this.#stopping = true;
    for (const timer of this.#timers) clearInterval(timer);
    for (const { session } of this.#sessions.values()) session.end({ code: "gateway-stopping" });
    const { promise: timeUp, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, SHUTDOWN_TIME);
    await Promise.race([Promise.all(this.#closings), timeUp]);
    clearTimeout(timer);
  }

  async #welcome(line: Line, principal: Principal, message: Uint8Array): Promise<void> {
    let attach: Attach;
    try {
      attach = attachIn(decodeRecords(message));
    } catch (error) {
      if (!(error instanceof TunnelFormatError)) throw error;
      this.#logger.warn({ username: principal.username, problem: error.message }, "browser broke the tunnel's format");
      return line.close(LineClose.BadRecord);
    }
    if (this.#stopping) refuse(line, randomUUID(), { code: "gateway-stopping" });
    else if (attach.session) await this.#resume(line, principal, attach, attach.session);
    else if (attach.connection) await this.#open(line, principal, attach, attach.connection.identifier);
    line.release();
  }

  async #resume(
    line: Line,
    principal: Principal,
    attach: Attach,
    wanted: NonNullable<Attach["session"]>,
  ): Promise<void> {
    const identifier = this.#ownSession(principal, wanted.id)?.connection.identifier;
    const readable =
      identifier !== undefined && (await this.#store.findConnection(principal, identifier)) !== undefined;
    if (line.closed) return;
    const session = this.#ownSession(principal, wanted.id);
    if (session && readable) {
      session.attach(line, principal, attach);
      return;
    }
    // Whoever may not open the connection any more may not come back to it either.
    session?.end({ code: "connection-not-found", detail: session.connection.identifier });
    refuse(line, wanted.id, { code: "connection-lost", detail: "the session is over" });
  }

  #ownSession(principal: Principal, id: string): Session | undefined {
    const session = this.#sessions.get(id)?.session;
    return session?.principal.userId === principal.userId ? session : undefined;
  }

  async #open(line: Line, principal: Principal, attach: Attach, identifier: string): Promise<void> {
    const connection = await this.#store.findConnection(principal, identifier);
    if (!connection) {
      const failure: Failure = { code: "connection-not-found", detail: identifier };
      this.#logger.warn({ username: principal.username, ...failure }, "session refused");
      return refuse(line, randomUUID(), failure);
    }
    const startedAt = new Date();
    const history = await HistoryRow.open(this.#store, this.#logger, principal, connection, startedAt);
    // A browser that left meanwhile does not know its session and cannot come back to it.
    if (line.closed) return this.#forget(history);
    try {
      const plan = planSession(connection, tokensOf(principal, connection, history.uuid, startedAt), attach, startedAt);
      const session = new Session({
        id: history.uuid,
        principal,
        connection,
        plan,
        startedAt,
        lockKeys: attach.lockKeys,
        pinCertificate: (fingerprint) => this.#store.pinnedCertificate(connection, fingerprint),
        logger: this.#logger,
        ended: () => this.#forget(history),
      });
      this.#sessions.set(session.id, { session, history });
      const { ignored } = plan;
      this.#logger.info(
        { session: session.id, connection: identifier, username: principal.username, ignored },
        "session opened",
      );
      session.attach(line, principal, attach);
      session.open();
      if (this.#stopping) session.end({ code: "gateway-stopping" });
    } catch (error) {
      this.#forget(history);
      if (!(error instanceof MisconfiguredError)) throw error;
      const failure: Failure = { code: "connection-misconfigured", detail: error.message };
      this.#logger.warn(
        { session: history.uuid, connection: identifier, username: principal.username, ...failure },
        "session refused",
      );
      refuse(line, history.uuid, failure);
    }
  }

  #forget(history: HistoryRow): void {
    this.#sessions.delete(history.uuid);
    const closing = history.close(new Date());
    this.#closings.add(closing);
    closing.finally(() => this.#closings.delete(closing));
  }

  #heartbeat(): void {
    const ids = [...this.#sessions.values()].map(({ history }) => history.id);
    if (ids.length === 0) return;
    this.#store.heartbeat(ids, new Date()).catch((error) => {
      this.#logger.error({ err: error }, "cannot mark the history rows of live sessions");
    });
  }

  #checkLines(): void {
    const now = Date.now();
    for (const { session } of this.#sessions.values()) session.checkLine(now);
  }
}

function attachIn(records: readonly TunnelRecord[]): Attach {
  const [record] = records;
  if (record?.type !== Upstream.Attach || records.length !== 1) {
    throw new TunnelFormatError("a line begins with one attach record");
  }
  return decodeAttach(record.payload);
}

/** Tells a line that there is no session for it. */
function refuse(line: Line, session: string, failure: Failure): void {
  line.send(attachedMessage({ session, count: 0, resumed: false }));
  const writer = new MessageWriter();
  writer.append(Downstream.Status, encodeJson({ kind: "ended", failure }));
  line.send(writer.take());
  line.close(LineClose.Ended);
}
