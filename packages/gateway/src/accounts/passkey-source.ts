import { findUsername } from "../database/accounts.ts";
import type { Queries } from "../database/database.ts";
import type { Credentials, IdentitySource, Visitor, Vouched } from "./identity-source.ts";
import type { Passkeys } from "./passkeys.ts";

/** A passkey alone: what it is, and the finger or PIN that unlocked it, are two factors. */
export class PasskeySource implements IdentitySource {
  readonly name = "passkey";
  readonly #queries: Queries;
  readonly #passkeys: Passkeys;

  constructor(queries: Queries, passkeys: Passkeys) {
    this.#queries = queries;
    this.#passkeys = passkeys;
  }

  async authenticate(credentials: Credentials, { site }: Visitor, now: Date): Promise<Vouched | undefined> {
    const { username, passkey } = credentials;
    if (passkey === undefined || username !== undefined) {
      return undefined;
    }
    const proven = await this.#passkeys.verify(passkey, undefined, site, now);
    const owner = proven && (await findUsername(this.#queries, proven.passkey.userId));
    return proven && owner !== undefined ? { username: owner, isStrong: true, spend: proven.spend } : undefined;
  }
}
