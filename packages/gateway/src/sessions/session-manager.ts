import { randomUUID } from "node:crypto";
import { type Attach, type FailureCode, TunnelFormatError } from "@passerelle/tunnel";
import type { WebSocket } from "ws";
import { decodeDeviceAttach } from "../devices/device-attach.ts";
import type { DeviceSettings } from "../devices/device-settings.ts";
import type { SessionDevices } from "../devices/session-devices.ts";
import { Sharing } from "../sharing/sharing.ts";
import { attachIn } from "./attach-request.ts";
import type { HistoryRow } from "./history.ts";
import { type Line, LineClose } from "./line.ts";
import { Session } from "./session.ts";
import type { SessionLogger } from "./session-logger.ts";
import { type OpenedDesktop, type OpeningRefused, SessionOpening } from "./session-opening.ts";
import type { EndCause, LiveSession, Order, Principal, SessionMark, SessionStore, Target } from "./session-store.ts";
import { SessionWatch } from "./session-watch.ts";
import { refuse, WaitingLines } from "./waiting-lines.ts";

export interface SessionManagerOptions {
  readonly store: SessionStore;
  readonly logger: SessionLogger;
  readonly devices: DeviceSettings;
  /** Milliseconds without input after which a person counts as idle. */
  readonly idleLimit: number;
}

/** A session of this gateway. */
interface Entry {
  readonly session: Session;
  readonly target: Target;
  /** Another one for each member of a balancing group that is tried. */
  history: HistoryRow;
  /** Why it has ended, if it has. */
  cause?: EndCause;
}

const LINE_CHECK_INTERVAL = 10_000;
/** Milliseconds that history rows get when the gateway stops. */
const SHUTDOWN_TIME = 8_000;

/** All live sessions of this gateway. */
export class SessionManager {
  readonly sharing: Sharing;
  readonly #store: SessionStore;
  readonly #logger: SessionLogger;
  readonly #devices: DeviceSettings;
  readonly #idleLimit: number;
  /** By the id that the browser knows: the UUID of the first history row. */
  readonly #sessions = new Map<string, Entry>();
  readonly #waitingLines: WaitingLines<number>;
  readonly #closings = new Set<Promise<void>>();
  readonly #watch: SessionWatch;
  readonly #lineCheck: NodeJS.Timeout;
  #stopping = false;

  constructor({ store, logger, devices, idleLimit }: SessionManagerOptions) {
    this.#store = store;
    this.#logger = logger;
    this.#devices = devices;
    this.#idleLimit = idleLimit;
    this.#waitingLines = new WaitingLines(logger);
    this.sharing = new Sharing({ store, logger, ownSession: (userId, id) => this.#listedSession(userId, id) });
    this.#watch = new SessionWatch({
      store,
      logger,
      live: () =>
        [...this.#sessions.values()]
          .filter(({ history }) => !history.isClosed)
          .map((entry) => ({ mark: markOf(entry), history: entry.history })),
      obey: (order) => this.#obey(order),
    });
    this.#lineCheck = setInterval(() => this.#checkLines(), LINE_CHECK_INTERVAL).unref();
  }

  /** Takes a WebSocket of a signed-in person over: waits for its `Attach`, then gives it a session. */
  attach(socket: WebSocket, principal: Principal): void {
    this.#waitingLines.welcome(socket, principal.userId, ownAttachIn, (line, attach) => {
      line.hold();
      this.#welcome(line, principal, attach).catch((error) => {
        this.#logger.error({ err: error, username: principal.username }, "error of the gateway while a line attached");
        refuse(line, randomUUID(), { code: "gateway-error" });
      });
    });
  }

  /** Takes a device line over: waits for its `DeviceAttach`, then gives it the devices of that session, if it is this person's. */
  attachDevices(socket: WebSocket, principal: Principal): void {
    this.#waitingLines.welcome(socket, principal.userId, decodeDeviceAttach, (line, attach) => {
      const session = this.#ownSession(principal.userId, attach.session)?.session;
      if (session) session.devices.attach(line, attach);
      else line.close(LineClose.Ended);
    });
  }

  /** The devices of a session that is this person's, if it is live here. */
  devicesOf(userId: number, id: string): SessionDevices | undefined {
    return this.#ownSession(userId, id)?.session.devices;
  }

  /** The sign-ins that live sessions of this gateway stand on. */
  get signIns(): ReadonlySet<string> {
    return new Set([...this.#sessions.values()].map(({ session }) => session.principal.signIn));
  }

  /** The live sessions of all gateways, newest first. */
  async list(): Promise<readonly LiveSession[]> {
    return this.#store.list();
  }

  /** Looks soon whether all live sessions may go on; to be called after whatever may take a right away. */
  recheck(): void {
    this.#watch.lookSoon();
  }

  /** Ends a session of any gateway; false when there is none with this id. */
  async end(id: string, code: FailureCode): Promise<boolean> {
    const entry = this.#entry(({ history }) => history.uuid === id);
    entry?.session.end({ code });
    if (entry) return true;
    const historyId = await this.#historyIdElsewhere(id);
    return historyId !== undefined && this.#store.requestEnd(historyId, code);
  }

  /** Shows a text over the desktop of a session of any gateway; false when there is none with this id. */
  async message(id: string, text: string): Promise<boolean> {
    const entry = this.#entry(({ history }) => history.uuid === id);
    entry?.session.message(text);
    if (entry) return true;
    const historyId = await this.#historyIdElsewhere(id);
    return historyId !== undefined && this.#store.requestMessage(historyId, text);
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
    this.#watch.stop();
    clearInterval(this.#lineCheck);
    for (const { session } of this.#sessions.values()) session.end({ code: "gateway-stopping" });
    const { promise: timeUp, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, SHUTDOWN_TIME);
    await Promise.race([Promise.all([...this.#closings, this.sharing.settled()]), timeUp]);
    clearTimeout(timer);
  }

  async #welcome(line: Line, principal: Principal, attach: Attach): Promise<void> {
    const { session, connection, group } = attach;
    if (this.#stopping) refuse(line, randomUUID(), { code: "gateway-stopping" });
    else if (session) await this.#resume(line, principal, attach, session.id);
    else if (connection) await this.#open(line, principal, attach, { kind: "connection", ...connection });
    else if (group) await this.#open(line, principal, attach, { kind: "group", ...group });
    line.release();
  }

  async #resume(line: Line, principal: Principal, attach: Attach, id: string): Promise<void> {
    const entry = this.#ownSession(principal.userId, id);
    // Whoever may not open the connection any more may not come back to it either.
    const orders = entry ? await this.#store.orders([{ ...markOf(entry), principal }]) : [];
    for (const order of orders) this.#obey(order);
    if (line.closed) return;
    const session = this.#ownSession(principal.userId, id)?.session;
    if (session) session.attach(line, principal, attach);
    else refuse(line, id, { code: "connection-lost", detail: "the session is over" });
  }

  /** By the id that lists have, which is that of the history row of the moment. */
  #listedSession(userId: number, id: string): Entry | undefined {
    const entry = this.#entry(({ session, history }) => history.uuid === id || session.id === id);
    return entry?.session.principal.userId === userId ? entry : undefined;
  }

  #ownSession(userId: number, id: string): Entry | undefined {
    const entry = this.#sessions.get(id);
    return entry?.session.principal.userId === userId ? entry : undefined;
  }

  async #open(line: Line, principal: Principal, attach: Attach, target: Target): Promise<void> {
    const left = this.#entry((entry) => entry.session.state === "detached" && isOf(entry, principal, target));
    // A browser that crashed, or a computer that did, knows nothing of the session that it left.
    if (left) return this.#resume(line, principal, attach, left.session.id);
    const common = { store: this.#store, logger: this.#logger, idleLimit: this.#idleLimit };
    const settled = () => this.#watch.settled;
    const opening = new SessionOpening({ ...common, settled, principal, target, attach });
    const opened = await opening.next();
    if (opened.kind === "refused") return this.#refuse(line, principal, attach, target, opened);
    const { history } = opened;
    // A browser that left meanwhile does not know its session and cannot come back to it.
    if (line.closed) return this.#close(history, "left");
    try {
      this.#begin(line, principal, attach, target, opening, opened);
    } catch (error) {
      this.#sessions.delete(history.uuid);
      this.#close(history, "gateway-error");
      throw error;
    }
  }

  #begin(
    line: Line,
    principal: Principal,
    attach: Attach,
    target: Target,
    opening: SessionOpening,
    opened: OpenedDesktop,
  ): void {
    const { history, startedAt, connection } = opened;
    const session = new Session({
      id: history.uuid,
      principal,
      desktop: opened,
      startedAt,
      lockKeys: attach.lockKeys,
      pinCertificate: (pinned, fingerprint) => this.#store.pinnedCertificate(pinned, fingerprint),
      logger: this.#logger,
      devices: this.#devices,
      ...(target.kind === "group" && {
        next: async (failure) => {
          const next = await opening.next(failure);
          if (next.kind === "refused") return next.failure;
          entry.history = next.history;
          if (entry.cause) this.#close(next.history, entry.cause);
          else watchLine();
          return next;
        },
      }),
      changed: () => {
        watchLine();
        this.#watch.lookSoon();
      },
      inputSeen: () => entry.history.inputSeen(),
      ended: (failure) => {
        entry.cause = failure?.code ?? "left";
        this.#sessions.delete(session.id);
        this.sharing.over(entry);
        this.#close(entry.history, entry.cause);
      },
    });
    const entry: Entry = { session, target, history };
    const watchLine = () => {
      entry.history.attended = session.state !== "detached";
    };
    this.#sessions.set(session.id, entry);
    const facts = { session: session.id, connection: connection.identifier, username: principal.username };
    this.#logger.info({ ...facts, ignored: opened.plan.ignored }, "session opened");
    session.attach(line, principal, attach);
    session.open();
    if (this.#stopping) session.end({ code: "gateway-stopping" });
  }

  /** Says why there is no session, unless it is the user's own that is in the way: then that one is shown here. */
  async #refuse(
    line: Line,
    principal: Principal,
    attach: Attach,
    target: Target,
    { failure, inTheWay }: OpeningRefused,
  ): Promise<void> {
    const own = inTheWay === undefined ? undefined : this.#entry(({ history }) => history.id === inTheWay);
    if (own) return this.#resume(line, principal, attach, own.session.id);
    this.#logger.warn({ username: principal.username, target, ...failure }, "session refused");
    refuse(line, randomUUID(), failure);
  }

  #entry(isWanted: (entry: Entry) => boolean): Entry | undefined {
    return [...this.#sessions.values()].find(isWanted);
  }

  async #historyIdElsewhere(id: string): Promise<number | undefined> {
    return (await this.#store.list()).find((session) => session.id === id)?.historyId;
  }

  #obey(order: Order): void {
    const session = this.#entry(({ history }) => history.id === order.historyId)?.session;
    if (order.kind === "end") session?.end(order.failure);
    else session?.message(order.text);
  }

  /** Once nothing that marks the session as live is under way. */
  #close(history: HistoryRow, cause: EndCause): void {
    const closing = history.close(cause, this.#watch.settled);
    this.#closings.add(closing);
    closing.finally(() => this.#closings.delete(closing));
  }

  #checkLines(): void {
    const now = performance.now();
    for (const { session } of this.#sessions.values()) session.checkLines(now);
  }
}

function markOf({ session, history, target }: Entry): SessionMark {
  const group = target.kind === "group" ? target.identifier : undefined;
  const { state, principal } = session;
  return { historyId: history.id, state, principal, group, ...history.progress };
}

/** Whether opening `target` means this session of the same user. */
function isOf({ session, target }: Entry, principal: Principal, wanted: Target): boolean {
  const identifier = wanted.kind === "group" ? target.identifier : session.connection.identifier;
  const isSameKind = wanted.kind === "connection" || target.kind === "group";
  return isSameKind && identifier === wanted.identifier && session.principal.userId === principal.userId;
}

/** What the line of a signed-in person begins with. Throws TunnelFormatError. */
function ownAttachIn(message: Uint8Array): Attach {
  const attach = attachIn(message);
  if (attach.share) throw new TunnelFormatError("a share is for the lines of guests");
  return attach;
}
