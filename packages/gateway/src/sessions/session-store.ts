/** The signed-in person (or program) who opens a desktop. */
export interface Principal {
  /** guacamole_user.user_id. */
  readonly userId: number;
  readonly username: string;
  /** As typed at sign-in, for the parameter token `GUAC_PASSWORD`; absent where nobody typed one. Never stored nor logged. */
  readonly password?: string;
  /** The address that history rows show. */
  readonly remoteHost: string;
  /** Identifies the sign-in; ending it ends its sessions. */
  readonly signIn: string;
}

/** A stored connection, secrets decrypted and parameter tokens not yet replaced. */
export interface StoredConnection {
  readonly identifier: string;
  readonly name: string;
  readonly protocol: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What live sessions need from the database. */
export interface SessionStore {
  /** Undefined when it does not exist or `principal` may not READ it; both look the same to the user. */
  findConnection(principal: Principal, identifier: string): Promise<StoredConnection | undefined>;
  /** Writes the history row before the desktop is contacted; answers its history_id. */
  openHistory(principal: Principal, connection: StoredConnection, startedAt: Date): Promise<number>;
  /** Marks live sessions, so that a crash costs at most one heartbeat. */
  heartbeat(historyIds: readonly number[], at: Date): Promise<void>;
  closeHistory(historyId: number, endedAt: Date): Promise<void>;
  /** The certificate fingerprint (SHA-256, hex) pinned by trust on first use; pins `fingerprint` if there is none. */
  pinnedCertificate(connection: StoredConnection, fingerprint: string): Promise<string>;
}
