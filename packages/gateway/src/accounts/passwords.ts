import {
  type Account,
  addHash,
  exchangeGuacamolePassword,
  expirePassword,
  findAccount,
  writeGuacamolePassword,
} from "../database/accounts.ts";
import { type AuditEntry, recordAudit } from "../database/audit.ts";
import type { Queries } from "../database/database.ts";
import { olderPasswords, rememberPassword } from "../database/password-history.ts";
import { endSignInsOf } from "../database/sign-ins.ts";
import { inTransaction } from "../database/transaction.ts";
import { sealLegacyPassword } from "../secrets/sealed-legacy-password.ts";
import type { SecretBox } from "../secrets/secret-box.ts";
import type { AccountSettings } from "./account-settings.ts";
import { hashPassword, matchesPassword } from "./argon2.ts";
import { type LegacyPassword, legacyPassword, matchesLegacyPassword, noLegacyPassword } from "./legacy-password.ts";
import { checkPassword, PasswordRefused } from "./password-policy.ts";
import { randomPassword } from "./random-password.ts";

const DAY_MS = 24 * 60 * 60_000;

/** A password with its hash, which takes too long to be computed in a transaction. */
export interface PreparedPassword {
  readonly text: string;
  readonly hash: string;
}

/** A user by id and by name. */
export interface UserReference {
  readonly userId: number;
  readonly username: string;
}

export interface ChangeCircumstances {
  readonly actor: AuditEntry["actor"];
  /** An administrator, to whom the least age does not apply. */
  readonly byAdministrator: boolean;
  readonly now: Date;
}

/** Whether a row of the password history is of `password`: Guacamole's hash, or the text of an Argon2id hash. */
async function matchesOlder(password: string, older: LegacyPassword): Promise<boolean> {
  const text = Buffer.from(older.hash).toString();
  return text.startsWith("$argon2id$") ? matchesPassword(password, text) : matchesLegacyPassword(password, older);
}

async function isCurrent(password: string, account: Account): Promise<boolean> {
  return account.hash === null
    ? matchesLegacyPassword(password, { hash: account.legacyHash, salt: account.legacySalt })
    : matchesPassword(password, account.hash);
}

async function auditChange(db: Queries, { username }: UserReference, actor: AuditEntry["actor"]): Promise<void> {
  const object = { kind: "user", identifier: username, name: username } as const;
  await recordAudit(db, { actor, action: "user.password", object });
}

/** The one place where passwords are stored. */
export class Passwords {
  readonly #secrets: SecretBox;
  readonly #settings: AccountSettings;

  constructor(secrets: SecretBox, settings: AccountSettings) {
    this.#secrets = secrets;
    this.#settings = settings;
  }

  /** Hashes a password, which takes some 40 ms; before the transaction that stores it. */
  async prepare(password: string): Promise<PreparedPassword> {
    return { text: password, hash: await hashPassword(password) };
  }

  /**
   * Gives a password to a user that was just made.
   * @throws PasswordRefused
   */
  async create(queries: Queries, user: UserReference, password: PreparedPassword, now: Date): Promise<void> {
    checkPassword(this.#settings.passwordPolicy, user.username, password.text);
    await inTransaction(queries, (db) => this.store(db, user.userId, password, now));
  }

  /**
   * Gives a user another password, which is not expired, and writes that to the audit log.
   * @throws PasswordRefused
   */
  async change(
    queries: Queries,
    user: UserReference,
    password: PreparedPassword,
    { actor, byAdministrator, now }: ChangeCircumstances,
  ): Promise<void> {
    await inTransaction(queries, async (db) => {
      const account = await this.#account(db, user);
      await this.#checkChange(db, account, password.text, byAdministrator, now);
      await this.#remember(db, account);
      await this.store(db, user.userId, password, now);
      await auditChange(db, user, actor);
    });
  }

  /** Stores a password as it is, unchecked: the first administrator's, which the operator chose. */
  async store(db: Queries, userId: number, { text, hash }: PreparedPassword, now: Date): Promise<void> {
    const legacy = legacyPassword(text);
    if (this.#settings.sideBySide) {
      await writeGuacamolePassword(db, userId, legacy, now);
      await addHash(db, userId, hash);
    } else {
      await writeGuacamolePassword(db, userId, noLegacyPassword(), now);
      await addHash(db, userId, hash, sealLegacyPassword(this.#secrets, userId, legacy));
    }
  }

  /**
   * Sets a random password, whatever the policy says of it, that must be changed at the next login; ends all sign-ins.
   * @returns the password.
   */
  async reset(queries: Queries, user: UserReference, actor: AuditEntry["actor"], now: Date): Promise<string> {
    const prepared = await this.prepare(randomPassword());
    await inTransaction(queries, async (db) => {
      await this.#remember(db, await this.#account(db, user));
      await this.store(db, user.userId, prepared, now);
      await expirePassword(db, user.userId);
      await endSignInsOf(db, user.userId, now);
      await auditChange(db, user, actor);
    });
    return prepared.text;
  }

  /**
   * Puts an Argon2id hash beside Guacamole's of the same password, and what matches nothing in the place of that one, unless
   * Guacamole is still to accept it. Does nothing when that is done, or when the password was changed meanwhile.
   */
  async settle(queries: Queries, account: Account, hash: string): Promise<void> {
    const { userId, legacyHash, legacySalt } = account;
    const { sideBySide } = this.#settings;
    if (account.hash !== null && (sideBySide || account.sealedLegacy !== null)) {
      return;
    }
    const legacy = { hash: legacyHash, salt: legacySalt };
    const replacement = sideBySide ? legacy : noLegacyPassword();
    await inTransaction(queries, async (db) => {
      if (await exchangeGuacamolePassword(db, userId, legacyHash, replacement)) {
        await addHash(db, userId, hash, sideBySide ? null : sealLegacyPassword(this.#secrets, userId, legacy));
      }
    });
  }

  /**
   * Checks a password before it is asked to be stored, as `change` does.
   * @throws PasswordRefused
   */
  async check(queries: Queries, user: UserReference, password: string, now: Date): Promise<void> {
    await this.#checkChange(queries, await this.#account(queries, user), password, true, now);
  }

  /** Whether the account's password is older than it may be. */
  isOutdated({ passwordDate }: Account, now: Date): boolean {
    const { maxAge } = this.#settings.passwordPolicy;
    return maxAge > 0 && now.getTime() - passwordDate.getTime() >= maxAge * DAY_MS;
  }

  async #account(queries: Queries, { username }: UserReference): Promise<Account> {
    const account = await findAccount(queries, username);
    if (account === undefined) {
      throw new Error(`The user "${username}" was deleted.`);
    }
    return account;
  }

  async #checkChange(
    db: Queries,
    account: Account,
    password: string,
    byAdministrator: boolean,
    now: Date,
  ): Promise<void> {
    const { passwordPolicy } = this.#settings;
    checkPassword(passwordPolicy, account.username, password);
    const { historySize, minAge } = passwordPolicy;
    if (historySize > 0 && (await this.#wasUsed(db, account, password))) {
      throw new PasswordRefused("reused", { HISTORY_SIZE: historySize });
    }
    const left = Math.ceil(minAge - (now.getTime() - account.passwordDate.getTime()) / DAY_MS);
    if (!byAdministrator && left > 0) {
      throw new PasswordRefused("too-young", { WAIT: left });
    }
  }

  async #wasUsed(db: Queries, account: Account, password: string): Promise<boolean> {
    if (await isCurrent(password, account)) {
      return true;
    }
    for (const older of await olderPasswords(db, account.userId, this.#settings.passwordPolicy.historySize)) {
      if (await matchesOlder(password, older)) {
        return true;
      }
    }
    return false;
  }

  /** Guacamole's hash goes into its history only where it may stand in Guacamole's columns at all. */
  async #remember(db: Queries, account: Account): Promise<void> {
    const { sideBySide, passwordPolicy } = this.#settings;
    if (passwordPolicy.historySize > 0) {
      const { hash, legacyHash, legacySalt } = account;
      const previous =
        hash === null || sideBySide ? { hash: legacyHash, salt: legacySalt } : { hash: Buffer.from(hash), salt: null };
      await rememberPassword(db, account.userId, previous, account.passwordDate, passwordPolicy.historySize);
    }
  }
}
