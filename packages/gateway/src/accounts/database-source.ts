import { type Account, findAccount } from "../database/accounts.ts";
import type { Queries } from "../database/database.ts";
import type { AccountSettings } from "./account-settings.ts";
import { hashPassword, matchesPassword } from "./argon2.ts";
import type { Credentials, IdentitySource, Vouched } from "./identity-source.ts";
import { matchesLegacyPassword } from "./legacy-password.ts";
import type { Passwords } from "./passwords.ts";

/** Names and passwords in the database: Guacamole's hashes, and those that replace them. */
export class DatabaseSource implements IdentitySource {
  readonly name = "database";
  readonly #queries: Queries;
  readonly #passwords: Passwords;
  readonly #settings: AccountSettings;

  constructor(queries: Queries, passwords: Passwords, settings: AccountSettings) {
    this.#queries = queries;
    this.#passwords = passwords;
    this.#settings = settings;
  }

  async authenticate({ username, password }: Credentials): Promise<Vouched | undefined> {
    if (username === undefined || password === undefined) {
      return undefined;
    }
    const account = await findAccount(this.#queries, username, this.#settings.caseSensitiveUsernames);
    const isRight = await this.#matches(account, password);
    return account !== undefined && isRight ? { username: account.username, isStrong: false } : undefined;
  }

  /** Costs one Argon2id computation whatever the account is, so that the time tells nothing. */
  async #matches(account: Account | undefined, password: string): Promise<boolean> {
    const kept = account?.hash ?? null;
    const hash = kept ?? (await hashPassword(password));
    if (account === undefined) {
      return false;
    }
    const isRight =
      kept === null
        ? matchesLegacyPassword(password, { hash: account.legacyHash, salt: account.legacySalt })
        : await matchesPassword(password, kept);
    if (isRight) {
      await this.#passwords.settle(this.#queries, account, hash);
    }
    return isRight;
  }
}
