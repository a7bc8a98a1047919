import type { Principal, SessionStore, StoredConnection } from "../session-store.ts";

export const marie: Principal = { userId: 1, username: "marie", remoteHost: "203.0.113.9", signIn: "first" };

/** A store with one connection, to a server on this machine; `failures` calls to `closeHistory` fail first. */
export class MemoryStore implements SessionStore {
  connection: StoredConnection;
  failures = 0;
  pinned: string | undefined;
  readonly history: { username: string; closings: Date[] }[] = [];
  readonly heartbeats: (readonly number[])[] = [];

  constructor(parameters: Record<string, string> = {}) {
    this.connection = {
      identifier: "1",
      name: "Alexandra",
      protocol: "rdp",
      parameters: { hostname: "127.0.0.1", ...parameters },
    };
  }

  async findConnection(_principal: Principal, identifier: string): Promise<StoredConnection | undefined> {
    return identifier === this.connection.identifier ? this.connection : undefined;
  }

  async openHistory(principal: Principal): Promise<number> {
    this.history.push({ username: principal.username, closings: [] });
    return this.history.length;
  }

  async heartbeat(historyIds: readonly number[]): Promise<void> {
    this.heartbeats.push(historyIds);
  }

  async closeHistory(historyId: number, endedAt: Date): Promise<void> {
    if (this.failures-- > 0) throw new Error("the database is away");
    this.history[historyId - 1]?.closings.push(endedAt);
  }

  async pinnedCertificate(_connection: StoredConnection, fingerprint: string): Promise<string> {
    this.pinned ??= fingerprint;
    return this.pinned;
  }
}
