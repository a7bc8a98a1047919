import type { Queries } from "../database/database.ts";

/** What somebody who wants in has sent. */
export interface Credentials {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Given when the password has to be changed. */
  readonly newPassword?: string | undefined;
  readonly newPasswordAgain?: string | undefined;
  /** A code of an authenticator app, or a recovery code. */
  readonly code?: string | undefined;
  /** A WebAuthn assertion, as JSON text. */
  readonly passkey?: string | undefined;
}

/** The page's address as WebAuthn wants it. */
export interface Site {
  /** `https://desk.example.org:8443` */
  readonly origin: string;
  /** `desk.example.org` */
  readonly host: string;
}

/** Where somebody comes from. */
export interface Visitor {
  readonly remoteHost: string;
  readonly userAgent: string | undefined;
  readonly site: Site;
}

/** Makes what was presented worthless for a second time; in the transaction of the sign-in. Throws LoginRefused if it is already. */
export type Spend = (db: Queries) => Promise<void>;

/** An identity source knows who somebody is. */
export interface Vouched {
  readonly username: string;
  /** More than a password was proven already: no second factor is asked for. */
  readonly isStrong: boolean;
  readonly spend?: Spend;
}

/** Something that can tell who somebody is: the database, a passkey; a directory or another site. */
export interface IdentitySource {
  /** Kept with the sign-in. */
  readonly name: string;
  /**
   * Undefined when it does not know these credentials, so that the next source is asked.
   * @throws MoreNeeded when it needs something else besides.
   */
  authenticate(credentials: Credentials, visitor: Visitor, now: Date): Promise<Vouched | undefined>;
}
