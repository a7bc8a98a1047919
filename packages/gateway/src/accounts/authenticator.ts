import { createHash, randomBytes, randomUUID } from "node:crypto";
import { type Account, findAccount } from "../database/accounts.ts";
import { recordAudit } from "../database/audit.ts";
import type { Queries } from "../database/database.ts";
import { type Caller, createSignIn, endSignInsOf, endSurplusSignIns } from "../database/sign-ins.ts";
import { inTransaction } from "../database/transaction.ts";
import { resolveHost } from "../parameters/resolve-host.ts";
import { secretPlace } from "../secrets/places.ts";
import type { SecretBox } from "../secrets/secret-box.ts";
import { checkAccount } from "./account-checks.ts";
import type { AccountSettings } from "./account-settings.ts";
import { DatabaseSource } from "./database-source.ts";
import type { Credentials, IdentitySource, Visitor, Vouched } from "./identity-source.ts";
import { LoginBlocks } from "./login-blocks.ts";
import { LoginRefused } from "./login-refused.ts";
import { PasskeySource } from "./passkey-source.ts";
import { Passkeys } from "./passkeys.ts";
import { newPasswordOf } from "./password-renewal.ts";
import type { Passwords, PreparedPassword } from "./passwords.ts";
import { type ProvenFactor, SecondFactor } from "./second-factor.ts";
import { needsTypedPassword } from "./sign-in-password.ts";
import { tokenHash } from "./token-hash.ts";
import { Turns } from "./turns.ts";
import { signInTimeout } from "./upkeep.ts";

export interface SignedIn {
  /** 64 upper-case hex characters, as Guacamole's; the database keeps only its hash. */
  readonly token: string;
  readonly username: string;
  /** Made by an enrolment on the way; told this once. */
  readonly recoveryCodes?: readonly string[];
  /** Older sign-ins that ended, because the user had too many or the password was changed. */
  readonly ended: readonly string[];
}

interface AuthenticatorOptions {
  readonly queries: Queries;
  readonly secrets: SecretBox;
  readonly passwords: Passwords;
  readonly settings: AccountSettings;
  readonly clock?: () => Date;
}

/** Two fit the machine that Guacamole ran on; more would only make each slower. */
const PARALLEL_LOGINS = 2;
/** Enough for an office behind one address at nine o'clock. */
const LOGINS_PER_ADDRESS = 20;
/** Programs that sign in for each request and never out. */
const SIGN_INS_PER_USER = 100;
const MAX_USER_AGENT = 256;

/** A name under which failures are counted: of what is no user, nothing is kept that could be a mistyped password. */
function countedName(account: Account | undefined, username: string | undefined): string {
  if (account !== undefined || username === undefined) {
    return account?.username ?? "";
  }
  return `unknown ${createHash("sha256").update(username).digest("hex").slice(0, 32)}`;
}

/** The way in: an identity source vouches, the account is checked, a second factor, a new password; then there is a sign-in. */
export class Authenticator {
  readonly passkeys: Passkeys;
  readonly #options: AuthenticatorOptions;
  readonly #sources: readonly IdentitySource[];
  readonly #secondFactor: SecondFactor;
  readonly #blocks: LoginBlocks;
  readonly #clock: () => Date;
  readonly #turns = new Turns(PARALLEL_LOGINS, LOGINS_PER_ADDRESS);

  constructor(options: AuthenticatorOptions) {
    const { queries, secrets, passwords, settings, clock = () => new Date() } = options;
    this.#options = options;
    this.#clock = clock;
    this.passkeys = new Passkeys(queries, secrets);
    this.#sources = [new PasskeySource(queries, this.passkeys), new DatabaseSource(queries, passwords, settings)];
    this.#secondFactor = new SecondFactor(queries, secrets, this.passkeys, settings.totp);
    this.#blocks = new LoginBlocks(queries, settings.blocks);
  }

  /**
   * Signs somebody in.
   * @throws LoginRefused, MoreNeeded, PasswordRefused, TooManyAttempts
   */
  async signIn(credentials: Credentials, visitor: Visitor): Promise<SignedIn> {
    const { username } = credentials;
    return this.#attempt(username, visitor.remoteHost, async (now) => {
      const { source, vouched } = await this.#identify(credentials, visitor, now);
      const account = await this.#find(vouched.username);
      if (account === undefined) {
        throw new LoginRefused("wrong");
      }
      const { queries, passwords } = this.#options;
      await checkAccount(queries, account, { now, address: visitor.remoteHost, resolve: resolveHost });
      const renewed =
        source === "database" ? await newPasswordOf(queries, passwords, account, credentials, now) : undefined;
      const factor = vouched.isStrong ? undefined : await this.#secondFactor.verify(account, credentials, visitor, now);
      return this.#enter({ account, source, vouched, factor, renewed, credentials, visitor, now });
    });
  }

  /**
   * Makes sure that it is the owner of a sign-in who asks for something that a stolen one must not do.
   * @throws LoginRefused, TooManyAttempts
   */
  async confirmPassword({ username }: Caller, password: string, visitor: Visitor): Promise<void> {
    await this.#attempt(username, visitor.remoteHost, async (now) => {
      await this.#identify({ username, password }, visitor, now);
    });
  }

  /**
   * Changes the caller's password, which must be given, and ends the other sign-ins.
   * @returns the sign-ins that ended.
   * @throws LoginRefused, PasswordRefused, TooManyAttempts
   */
  async changePassword(caller: Caller, oldPassword: string, newPassword: string, visitor: Visitor): Promise<string[]> {
    await this.confirmPassword(caller, oldPassword, visitor);
    const { queries, passwords } = this.#options;
    const prepared = await passwords.prepare(newPassword);
    const now = this.#clock();
    return inTransaction(queries, async (db) => {
      const circumstances = { actor: caller, byAdministrator: caller.administrator, now };
      await passwords.change(db, caller, prepared, circumstances);
      return endSignInsOf(db, caller.userId, now, { except: caller.signIn });
    });
  }

  /** Does what may be tried a few times only, in its turn; counts what is refused. */
  async #attempt<Result>(
    username: string | undefined,
    remoteHost: string,
    work: (now: Date) => Promise<Result>,
  ): Promise<Result> {
    return this.#turns.take(remoteHost, async () => {
      const now = this.#clock();
      const account = username === undefined ? undefined : await this.#find(username);
      const counted = countedName(account, username);
      await this.#blocks.check(counted, remoteHost, now);
      try {
        return await work(now);
      } catch (error) {
        if (error instanceof LoginRefused) {
          await this.#refuse(error, account, counted, remoteHost, now);
        }
        throw error;
      }
    });
  }

  async #find(username: string): Promise<Account | undefined> {
    const { queries, settings } = this.#options;
    return findAccount(queries, username, settings.caseSensitiveUsernames);
  }

  async #identify(
    credentials: Credentials,
    visitor: Visitor,
    now: Date,
  ): Promise<{ readonly source: string; readonly vouched: Vouched }> {
    for (const source of this.#sources) {
      const vouched = await source.authenticate(credentials, visitor, now);
      if (vouched !== undefined) {
        return { source: source.name, vouched };
      }
    }
    throw new LoginRefused("wrong");
  }

  /** Guesses are counted; an account that may not be used now is not a guess, but is not told apart from one if disabled. */
  async #refuse(
    { reason }: LoginRefused,
    account: Account | undefined,
    counted: string,
    remoteHost: string,
    now: Date,
  ): Promise<void> {
    const actor = { username: account?.username ?? "", remoteHost };
    await inTransaction(this.#options.queries, async (db) => {
      await recordAudit(db, { actor, action: "sign-in.refused", details: { reason } });
      if (reason === "wrong" || reason === "disabled" || reason === "second-factor") {
        for (const block of await this.#blocks.countFailure(db, counted, remoteHost, now)) {
          const details = {
            account: account && block.account,
            address: block.address,
            until: block.until.toISOString(),
          };
          await recordAudit(db, { actor, action: "sign-in.blocked", details });
        }
      }
    });
  }

  /** All that a login leaves behind, or nothing of it. */
  async #enter(entry: {
    readonly account: Account;
    readonly source: string;
    readonly vouched: Vouched;
    readonly factor: ProvenFactor | undefined;
    readonly renewed: PreparedPassword | undefined;
    readonly credentials: Credentials;
    readonly visitor: Visitor;
    readonly now: Date;
  }): Promise<SignedIn> {
    const { account, source, vouched, factor, renewed, visitor, now } = entry;
    const { queries, secrets, passwords, settings } = this.#options;
    const { userId, username } = account;
    const { remoteHost } = visitor;
    const actor = { username, remoteHost };
    const token = randomBytes(32).toString("hex").toUpperCase();
    const signIn = randomUUID();
    const typed = renewed?.text ?? entry.credentials.password;
    const keepsPassword = typed !== undefined && (await needsTypedPassword(queries, secrets, userId));
    const sealedPassword = keepsPassword ? secrets.seal(typed, secretPlace.signInPassword(signIn)) : undefined;
    return inTransaction(queries, async (db) => {
      await vouched.spend?.(db);
      const recoveryCodes = await factor?.spend(db);
      if (renewed !== undefined) {
        await passwords.change(db, account, renewed, { actor, byAdministrator: true, now });
      }
      const ended =
        renewed === undefined
          ? await endSurplusSignIns(db, userId, SIGN_INS_PER_USER - 1)
          : await endSignInsOf(db, userId, now);
      await createSignIn(db, {
        ...{ signIn, tokenHash: tokenHash(token), userId, username, remoteHost, source, sealedPassword, now },
        userAgent: visitor.userAgent?.slice(0, MAX_USER_AGENT),
        timeout: signInTimeout(settings),
      });
      await this.#blocks.forget(db, username, remoteHost);
      await recordAudit(db, { actor, action: "sign-in.success", details: { source } });
      return { token, username, ended, ...(recoveryCodes && { recoveryCodes }) };
    });
  }
}
