import { createHash } from "node:crypto";
import { useChallenge } from "../database/challenges.ts";
import type { Queries } from "../database/database.ts";
import { SEALED_PREFIX, type SecretBox, SecretError } from "../secrets/secret-box.ts";

/** What an answer is good for. */
export type ChallengePurpose = "registration" | "second factor" | "login";

/** A person looks for the security key. */
const LIFETIME_MS = 5 * 60_000;

/** A challenge that was answered. */
export interface AnsweredChallenge {
  readonly text: string;
  readonly expires: Date;
}

/**
 * Challenges of WebAuthn (13.4.3). They are sealed with the gateway's key instead of stored, so that nobody fills the database
 * by asking for them; an answered one is remembered, so that it is answered once.
 */
export class Challenges {
  readonly #secrets: SecretBox;

  constructor(secrets: SecretBox) {
    this.#secrets = secrets;
  }

  /** @param userId whose answer is wanted; undefined: anybody's. */
  create(purpose: ChallengePurpose, userId: number | undefined, now: Date): string {
    const content = { user: userId ?? null, expires: now.getTime() + LIFETIME_MS };
    return this.#secrets.seal(JSON.stringify(content), `${purpose} challenge`);
  }

  /** The challenge, if it was made for this purpose and user, and is still to be answered. */
  open(text: string, purpose: ChallengePurpose, userId: number | undefined, now: Date): AnsweredChallenge | undefined {
    // The box answers what nobody sealed as it is.
    if (!text.startsWith(SEALED_PREFIX)) {
      return undefined;
    }
    let content: { readonly user: number | null; readonly expires: number };
    try {
      content = JSON.parse(this.#secrets.open(text, `${purpose} challenge`));
    } catch (error) {
      if (error instanceof SecretError) {
        return undefined;
      }
      throw error;
    }
    const isGood = content.user === (userId ?? null) && content.expires > now.getTime();
    return isGood ? { text, expires: new Date(content.expires) } : undefined;
  }

  /** False when it was answered before. */
  async spend(db: Queries, { text, expires }: AnsweredChallenge): Promise<boolean> {
    return useChallenge(db, createHash("sha256").update(text).digest(), expires);
  }
}
