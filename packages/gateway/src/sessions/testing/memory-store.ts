import type { FailureCode } from "@passerelle/tunnel";
import { historyUuid } from "../history.ts";
import type {
  JoinedGuest,
  JoinRequest,
  LiveSession,
  Opening,
  OpenRequest,
  Order,
  Principal,
  SessionEnding,
  SessionMark,
  SessionStore,
  StoredConnection,
} from "../session-store.ts";

export const marie: Principal = { userId: 1, username: "marie", remoteHost: "203.0.113.9", signIn: "first" };

/** A history row of a `MemoryStore`. */
interface MemoryRow {
  readonly principal: Principal;
  readonly connection: StoredConnection;
  readonly closings: SessionEnding[];
}

/**
 * A store with one connection, to a server on this machine, and a balancing group "1" of `members`, chosen in their order;
 * `failures` calls to `close` fail first.
 */
export class MemoryStore implements SessionStore {
  connection: StoredConnection;
  members: readonly StoredConnection[] = [];
  failures = 0;
  pinned: string | undefined;
  /** What `open` answers, if it refuses. */
  refusal: Extract<Opening, { kind: "refused" }> | undefined;
  readonly history: MemoryRow[] = [];
  /** The marks of each heartbeat. */
  readonly heartbeats: (readonly SessionMark[])[] = [];
  /** What is to happen to sessions, by their history rows; each order is given once. */
  readonly pending: Order[] = [];
  /** What was asked of other gateways. */
  readonly requests: { readonly historyId: number; readonly wish: string }[] = [];
  /** The parameters of sharing profiles. */
  profiles: Record<string, Record<string, string>> = { "1": {} };
  /** The history rows of guests. */
  readonly guests: { readonly request: JoinRequest; readonly left: Date[] }[] = [];
  /** Live sessions of other gateways. */
  elsewhere: LiveSession[] = [];

  constructor(parameters: Record<string, string> = {}) {
    this.connection = {
      identifier: "1",
      name: "Alexandra",
      protocol: "rdp",
      parameters: { hostname: "127.0.0.1", ...parameters },
    };
  }

  async open({ principal, target, failed }: OpenRequest): Promise<Opening> {
    if (this.refusal) return this.refusal;
    const connection =
      target.kind === "group"
        ? this.members.find(({ identifier }) => !failed.includes(identifier))
        : [this.connection].find(({ identifier }) => identifier === target.identifier);
    if (!connection) return { kind: "refused", failure: { code: "connection-not-found", detail: target.identifier } };
    this.history.push({ principal, connection, closings: [] });
    return { kind: "opened", historyId: this.history.length, connection };
  }

  async heartbeat(sessions: readonly SessionMark[]): Promise<void> {
    this.heartbeats.push(sessions);
  }

  async orders(sessions: readonly SessionMark[]): Promise<Order[]> {
    const ids = sessions.map(({ historyId }) => historyId);
    const [given, kept] = [true, false].map((isAsked) =>
      this.pending.filter(({ historyId }) => ids.includes(historyId) === isAsked),
    );
    this.pending.splice(0, this.pending.length, ...(kept ?? []));
    return given ?? [];
  }

  async close(historyId: number, ending: SessionEnding): Promise<void> {
    if (this.failures-- > 0) throw new Error("the database is away");
    this.history[historyId - 1]?.closings.push(ending);
  }

  async join(request: JoinRequest): Promise<JoinedGuest | undefined> {
    const parameters = this.profiles[request.profile];
    if (!parameters) return undefined;
    this.guests.push({ request, left: [] });
    return { historyId: this.guests.length, parameters };
  }

  async leave(historyId: number, leftAt: Date): Promise<void> {
    this.guests[historyId - 1]?.left.push(leftAt);
  }

  async list(): Promise<LiveSession[]> {
    const own = this.history.flatMap(({ principal, connection, closings }, index) =>
      closings.length > 0 ? [] : [liveSession(index + 1, principal, connection)],
    );
    return [...own, ...this.elsewhere];
  }

  async requestEnd(historyId: number, reason: FailureCode): Promise<boolean> {
    this.requests.push({ historyId, wish: reason });
    return true;
  }

  async requestMessage(historyId: number, text: string): Promise<boolean> {
    this.requests.push({ historyId, wish: text });
    return true;
  }

  async pinnedCertificate(_connection: StoredConnection, fingerprint: string): Promise<string> {
    this.pinned ??= fingerprint;
    return this.pinned;
  }
}

/** A live session as lists show it. */
export function liveSession(historyId: number, principal: Principal, connection: StoredConnection): LiveSession {
  return {
    id: historyUuid(historyId),
    historyId,
    connectionIdentifier: connection.identifier,
    connectionName: connection.name,
    groupIdentifier: null,
    userId: principal.userId,
    username: principal.username,
    remoteHost: principal.remoteHost,
    startedAt: new Date(0),
    state: "active",
  };
}
