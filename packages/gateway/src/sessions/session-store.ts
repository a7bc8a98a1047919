import type { Failure, FailureCode } from "@passerelle/tunnel";
import type { Stretch } from "../hours/stretch.ts";
import type { Visitor } from "../sharing/visitor.ts";

/** A session is being connected to, shown to somebody, or waiting for its browser to come back. */
export type SessionState = "connecting" | "active" | "detached";

/** The signed-in person (or program) who opens a desktop. */
export interface Principal {
  /** guacamole_user.user_id. */
  readonly userId: number;
  readonly username: string;
  /** The address that history rows show. */
  readonly remoteHost: string;
  /** Identifies the sign-in or API key; ending it ends its sessions. */
  readonly signIn: string;
}

/** A stored connection, secrets decrypted and parameter tokens not yet replaced. */
export interface StoredConnection {
  readonly identifier: string;
  readonly name: string;
  readonly protocol: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What somebody wants to open: a connection, or one that a balancing group chooses. */
export interface Target {
  readonly kind: "connection" | "group";
  readonly identifier: string;
}

/** A wish for a session. */
export interface OpenRequest {
  readonly principal: Principal;
  readonly target: Target;
  readonly startedAt: Date;
  /** Connections of the group that could not be reached in this attempt. */
  readonly failed: readonly string[];
}

/** What became of an `OpenRequest`. */
export type Opening =
  | {
      readonly kind: "opened";
      readonly historyId: number;
      readonly connection: StoredConnection;
      /** As typed at the sign-in, if the connection asks for it and somebody typed one. Never logged. */
      readonly typedPassword?: string;
    }
  /** `inTheWay`: the history row of the one session of the user's own that keeps this one from being opened. */
  | { readonly kind: "refused"; readonly failure: Failure; readonly inTheWay?: number };

/** A live session of any gateway, as lists show it. */
export interface LiveSession {
  /** The UUID of its history row. */
  readonly id: string;
  readonly historyId: number;
  readonly connectionIdentifier: string;
  readonly connectionName: string;
  /** The balancing group through which it was opened. */
  readonly groupIdentifier: string | null;
  /** Null: the account was deleted a moment ago. */
  readonly userId: number | null;
  readonly username: string;
  readonly remoteHost: string | null;
  readonly startedAt: Date;
  readonly state: SessionState;
}

/** What a session has become since it was opened. */
export interface SessionProgress {
  /** Up to when its time counts if nothing more is heard of it. */
  readonly reached: Date;
  /** When the person was active, as far as the database does not know it. */
  readonly active: readonly Stretch[];
}

/** Why a session ended: the person ended it, or a failure. */
export type EndCause = "left" | FailureCode;

export interface SessionEnding extends SessionProgress {
  readonly cause: EndCause;
}

/** A live session, as its gateway marks it. */
export interface SessionMark extends SessionProgress {
  readonly historyId: number;
  readonly state: SessionState;
  /** Whoever attached last. */
  readonly principal: Principal;
  /** The balancing group through which it was opened. */
  readonly group: string | undefined;
}

/** A guest's wish to look at somebody else's session. */
export interface JoinRequest {
  readonly sessionHistoryId: number;
  readonly ownerId: number;
  /** The identifier of the sharing profile. */
  readonly profile: string;
  readonly visitor: Visitor;
  readonly joinedAt: Date;
}

export interface JoinedGuest {
  readonly historyId: number;
  /** Those of the profile, as they are now. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** What is to happen to a live session. */
export type Order =
  | { readonly kind: "end"; readonly historyId: number; readonly failure: Failure }
  | { readonly kind: "message"; readonly historyId: number; readonly text: string };

/** What live sessions need from the database. */
export interface SessionStore {
  /**
   * Writes the history row, before the desktop is contacted, if the user may open the target and no limit is reached. What
   * does not exist and what may not be READ look the same.
   */
  open(request: OpenRequest): Promise<Opening>;
  /** Marks live sessions, so that other gateways know of them and a crash costs at most one heartbeat. */
  heartbeat(sessions: readonly SessionMark[]): Promise<void>;
  /** What is to happen to these sessions: those that stand on no right any more end, and what other gateways ask for is done. */
  orders(sessions: readonly SessionMark[]): Promise<readonly Order[]>;
  /**
   * Writes the history row of a guest, who counts for no limit. Undefined: the profile is gone, is not the connection's (any more), or
   * the session's owner may not READ it.
   */
  join(request: JoinRequest): Promise<JoinedGuest | undefined>;
  /** The guest with this history row is gone. */
  leave(historyId: number, leftAt: Date): Promise<void>;
  /** The session is over; its time ends where it has reached. */
  close(historyId: number, ending: SessionEnding): Promise<void>;
  /** The live sessions of all gateways, newest first. */
  list(): Promise<readonly LiveSession[]>;
  /** Has the gateway of a live session end it; false when there is no such session. */
  requestEnd(historyId: number, reason: FailureCode): Promise<boolean>;
  /** Has the gateway of a live session show a text; false when there is no such session. */
  requestMessage(historyId: number, text: string): Promise<boolean>;
  /** The certificate fingerprint (SHA-256, hex) pinned by trust on first use; pins `fingerprint` if there is none. */
  pinnedCertificate(connection: StoredConnection, fingerprint: string): Promise<string>;
}
