import type { AutoReconnectCookie, Credentials } from "./settings.ts";

/** The phases a user can be told about, in order. */
export type ClientStep = "negotiating" | "securing" | "authenticating" | "licensing" | "activating";

/** Why the client gave up; the gateway adds what it knows of sockets and certificates. */
export type ClientFailureCode =
  | "not-rdp"
  | "security-refused"
  | "wrong-credentials"
  | "account-disabled"
  | "account-locked"
  | "account-expired"
  | "account-restricted"
  | "password-expired"
  | "logon-not-granted"
  | "authentication-failed"
  | "licence-refused"
  | "server-full"
  | "server-denied"
  | "logged-off"
  | "logged-off-elsewhere"
  | "disconnected-by-administrator"
  | "idle-timeout"
  | "logon-timeout"
  | "server-error"
  | "protocol-error";

/** Why a connection came to its end. */
export interface ClientFailure {
  readonly code: ClientFailureCode;
  /** Specification names and numbers, such as `ERRINFO_LOGOFF_BY_USER` or `STATUS_LOGON_FAILURE`. */
  readonly detail: string;
  /** One English sentence: what happened and what to do. */
  readonly message: string;
}

/** Where a server redirection leads ([MS-RDPBCGR] 2.2.13.1): connect again with these. */
export interface Redirection {
  /** Addresses to try, in order; empty: the same as before. */
  readonly targets: readonly string[];
  readonly sessionId: number;
  readonly loadBalanceInfo?: Uint8Array;
  readonly credentials?: Partial<Credentials>;
}

/** What the client wants its owner to do or to know, in order. Byte arrays are views: use them before the next call. */
export type Output =
  /** Bytes for the server. */
  | { readonly type: "send"; readonly bytes: Uint8Array }
  /** Start TLS on the socket, judge the certificate, then call `tlsEstablished`. Nothing is sent before. */
  | { readonly type: "startTls" }
  | { readonly type: "step"; readonly step: ClientStep }
  /** Call `provideCredentials`; the client waits. */
  | {
      readonly type: "credentialsNeeded";
      readonly fields: readonly (keyof Credentials)[];
    }
  /** Close the socket, open a new one, call `start` again: negotiation goes on with the next security protocol. */
  | { readonly type: "reopen" }
  | { readonly type: "redirect"; readonly redirection: Redirection }
  /** The desktop is active (first time, or again after deactivation); its size is what the server decided. */
  | {
      readonly type: "active";
      readonly width: number;
      readonly height: number;
      readonly unicodeInput: boolean;
      /** The server takes relative movement of the mouse. */
      readonly relativeInput: boolean;
    }
  /**
   * The server takes requests for another size, of at most so many monitors; 0: not any more. `canResize` may have to wait
   * for the next `active`.
   */
  | { readonly type: "resizable"; readonly monitors: number }
  /** One fast-path update: header (updateHeader and, if it says so, compressionFlags), then its data. */
  | {
      readonly type: "update";
      readonly header: Uint8Array;
      readonly data: Uint8Array;
    }
  /** The graphics channel was opened (again). */
  | { readonly type: "pipelineOpened" }
  /** A piece of a graphics channel message. */
  | {
      readonly type: "pipeline";
      readonly data: Uint8Array;
      readonly first: boolean;
      readonly last: boolean;
    }
  /** The server's toggle keys: TS_SYNC_EVENT bits. */
  | { readonly type: "lockKeys"; readonly keys: number }
  /** The user is logged on; `cookie` lets a broken connection come back without a password. */
  | {
      readonly type: "loggedOn";
      readonly username: string;
      readonly domain: string;
    }
  | {
      readonly type: "autoReconnectCookie";
      readonly cookie: AutoReconnectCookie;
    }
  /** The connection is over; close the socket. No failure: it was ended in good order. */
  | { readonly type: "ended"; readonly failure?: ClientFailure };
