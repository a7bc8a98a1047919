import { createHash, randomBytes } from "node:crypto";
import { type Account, addHash, findAccount, setPassword } from "../database/accounts.ts";
import type { Queries } from "../database/database.ts";
import { createSignIn } from "../database/sign-ins.ts";
import { hashPassword, matchesPassword } from "./argon2.ts";
import { matchesLegacyPassword } from "./legacy-password.ts";
import { Turns } from "./turns.ts";
import { validityOf } from "./validity.ts";

export type LoginRefusal =
  | "wrong"
  | "not-valid"
  | "not-accessible"
  | "password-expired"
  | "password-blank"
  | "password-mismatch"
  | "password-same";

/** A login was refused. */
export class LoginRefused extends Error {
  override readonly name = "LoginRefused";
  readonly reason: LoginRefusal;

  constructor(reason: LoginRefusal) {
    super(`Login refused: ${reason}`);
    this.reason = reason;
  }
}

export interface Login {
  readonly username: string;
  readonly password: string;
  /** Given when the password expired. */
  readonly newPassword: string | undefined;
  readonly newPasswordAgain: string | undefined;
  readonly remoteHost: string;
}

export interface SignedIn {
  /** 64 upper-case hex characters, as Guacamole's; the database keeps only its hash. */
  readonly token: string;
  readonly username: string;
}

/** Two fit the machine that Guacamole ran on; more would only make each slower. */
const PARALLEL_HASHES = 2;
/** Enough for an office behind one address at nine o'clock. */
const HASHES_PER_ADDRESS = 20;

/** What the database keeps of a token. */
export function tokenHash(token: string): Uint8Array {
  return createHash("sha256").update(token).digest();
}

/** Checks passwords and makes sign-ins. */
export class Authenticator {
  readonly #queries: Queries;
  readonly #turns = new Turns(PARALLEL_HASHES, HASHES_PER_ADDRESS);

  constructor(queries: Queries) {
    this.#queries = queries;
  }

  /**
   * Signs somebody in.
   * @throws LoginRefused, TooManyAttempts
   */
  async signIn(login: Login): Promise<SignedIn> {
    const now = new Date();
    const account = await findAccount(this.#queries, login.username);
    const right = await this.#check(account, login.password, login.remoteHost);
    if (account === undefined || !right || account.disabled) {
      throw new LoginRefused("wrong");
    }
    const validity = validityOf(account, now);
    if (validity !== "usable") {
      throw new LoginRefused(validity);
    }
    if (account.expired) {
      await this.#renew(account, login, now);
    }
    const token = randomBytes(32).toString("hex").toUpperCase();
    const { userId, username } = account;
    await createSignIn(this.#queries, { userId, username, remoteHost: login.remoteHost }, tokenHash(token), now);
    return { token, username };
  }

  /**
   * Changes a password by someone who knows the old one.
   * @throws LoginRefused, TooManyAttempts
   */
  async changePassword(username: string, oldPassword: string, newPassword: string, remoteHost: string): Promise<void> {
    const account = await findAccount(this.#queries, username);
    const right = await this.#check(account, oldPassword, remoteHost);
    if (account === undefined || !right) {
      throw new LoginRefused("wrong");
    }
    if (newPassword.trim() === "") {
      throw new LoginRefused("password-blank");
    }
    await this.#store(account.userId, newPassword, remoteHost, new Date());
  }

  /** Costs one Argon2id computation whatever the account is, so that the time tells nothing. */
  async #check(account: Account | undefined, password: string, remoteHost: string): Promise<boolean> {
    const hash = account?.hash ?? null;
    if (account !== undefined && hash !== null) {
      return this.#turns.take(remoteHost, () => matchesPassword(password, hash));
    }
    const fresh = await this.#turns.take(remoteHost, () => hashPassword(password));
    if (account === undefined) {
      return false;
    }
    const right = matchesLegacyPassword(password, { hash: account.legacyHash, salt: account.legacySalt });
    if (right) {
      await addHash(this.#queries, account.userId, fresh);
    }
    return right;
  }

  async #renew(account: Account, login: Login, now: Date): Promise<void> {
    const { newPassword, newPasswordAgain } = login;
    if (newPassword === undefined) {
      throw new LoginRefused("password-expired");
    }
    if (newPassword.trim() === "") {
      throw new LoginRefused("password-blank");
    }
    if (newPassword !== newPasswordAgain) {
      throw new LoginRefused("password-mismatch");
    }
    if (newPassword === login.password) {
      throw new LoginRefused("password-same");
    }
    await this.#store(account.userId, newPassword, login.remoteHost, now);
  }

  async #store(userId: number, password: string, remoteHost: string, now: Date): Promise<void> {
    const hash = await this.#turns.take(remoteHost, () => hashPassword(password));
    await setPassword(this.#queries, userId, hash, now);
  }
}
