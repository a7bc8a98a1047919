import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Session } from "../sessions/session.ts";

/** Links to a session. */
const MOST_LINKS = 20;
/** Bytes of a key: 44 characters in base64. */
const KEY_BYTES = 33;
/** Guests who may join by a link in a minute, one after the other: each join is a row in the history and a new picture for all. */
const JOINS_A_MINUTE = 20;
const MINUTE = 60_000;

/** A session of this gateway that can be shared. */
export interface SharedSession {
  readonly session: Session;
  /** The row of the moment. */
  readonly history: { readonly id: number };
}

export interface SharingProfile {
  readonly identifier: string;
  readonly name: string;
}

export interface ShareLink {
  /** A UUID; it opens nothing. */
  readonly id: string;
  readonly shared: SharedSession;
  readonly profile: SharingProfile;
  readonly createdAt: Date;
  /** Undefined: when the session ends. */
  readonly expiresAt: Date | undefined;
}

interface Entry {
  readonly link: ShareLink;
  readonly expiry: NodeJS.Timeout | undefined;
  joins: number;
  joinsSince: number;
}

/** The links to all sessions of this gateway. Keys are not kept, only their hashes. */
export class ShareLinks {
  readonly #ranOut: (link: ShareLink) => void;
  readonly #byHash = new Map<string, Entry>();

  /** @param ranOut is told of each link whose time is over, once it is no more */
  constructor(ranOut: (link: ShareLink) => void) {
    this.#ranOut = ranOut;
  }

  /** Undefined: there are too many already. @param minutes that it lasts at most */
  make(shared: SharedSession, profile: SharingProfile, minutes?: number): { link: ShareLink; key: string } | undefined {
    if (this.of(shared).length >= MOST_LINKS) return undefined;
    const key = randomBytes(KEY_BYTES).toString("base64url");
    const createdAt = new Date();
    const expiresAt = minutes === undefined ? undefined : new Date(createdAt.getTime() + minutes * MINUTE);
    const link = { id: randomUUID(), shared, profile, createdAt, expiresAt };
    const runOut = () => {
      this.remove(link);
      this.#ranOut(link);
    };
    const expiry = minutes === undefined ? undefined : setTimeout(runOut, minutes * MINUTE).unref();
    this.#byHash.set(hashOf(key), { link, expiry, joins: 0, joinsSince: 0 });
    return { link, key };
  }

  find(key: string): ShareLink | undefined {
    return this.#byHash.get(hashOf(key))?.link;
  }

  of(shared: SharedSession): readonly ShareLink[] {
    return [...this.#byHash.values()].map(({ link }) => link).filter((link) => link.shared === shared);
  }

  /** It was neither revoked nor has run out. */
  isLive(link: ShareLink): boolean {
    return this.#entry(link) !== undefined;
  }

  /** Counts somebody who wants to join; false: there were too many of late. @param now milliseconds by a clock that nobody sets */
  mayJoin(link: ShareLink, now: number): boolean {
    const entry = this.#entry(link)?.[1];
    if (!entry) return false;
    if (now - entry.joinsSince >= MINUTE) {
      entry.joins = 0;
      entry.joinsSince = now;
    }
    return ++entry.joins <= JOINS_A_MINUTE;
  }

  /** Nobody joins by it any more. */
  remove(link: ShareLink): void {
    const [hash, entry] = this.#entry(link) ?? [];
    clearTimeout(entry?.expiry);
    if (hash) this.#byHash.delete(hash);
  }

  #entry(link: ShareLink): [hash: string, entry: Entry] | undefined {
    return [...this.#byHash].find(([, entry]) => entry.link === link);
  }
}

/** What is looked up is a hash, so that the time it takes tells nothing of the keys that there are. */
function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("base64");
}
