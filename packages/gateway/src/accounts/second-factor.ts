import { isIPv4 } from "node:net";
import type { Account } from "../database/accounts.ts";
import { recordAudit } from "../database/audit.ts";
import type { Queries } from "../database/database.ts";
import { type Passkey, passkeysOf } from "../database/passkeys.ts";
import { countRecoveryCodes, hasRecoveryCode, useRecoveryCode } from "../database/recovery-codes.ts";
import { findTotpKey, isTotpDisabled, storeTotpKey, type TotpKey, useTotpStep } from "../database/totp.ts";
import { parseHosts } from "../parameters/restrictions.ts";
import type { SecretBox } from "../secrets/secret-box.ts";
import type { TotpSettings } from "./account-settings.ts";
import type { Credentials, Spend, Visitor } from "./identity-source.ts";
import { type LoginField, LoginRefused, MoreNeeded } from "./login-refused.ts";
import type { Passkeys } from "./passkeys.ts";
import { recoveryCodeHash } from "./recovery-codes.ts";
import { confirmEnrolment } from "./second-factors.ts";
import { newTotpSecret, TOTP_FIELD, totpEnrolment, totpStep } from "./totp.ts";

/** A second factor that was proven. */
export interface ProvenFactor {
  /**
   * Makes the proof worthless for a second time; in the transaction of the sign-in. Answers the recovery codes that were made
   * with it, by an enrolment.
   * @throws LoginRefused when it is worthless already.
   */
  spend(db: Queries): Promise<readonly string[] | undefined>;
}

/** What an account can prove itself with, beside its password. */
interface Factors {
  readonly totp: TotpKey | undefined;
  readonly passkeys: readonly Passkey[];
  readonly recoveryCodes: number;
}

function isAmong(address: string, networks: readonly string[]): boolean {
  return parseHosts(networks.join(";")).addresses.check(address, isIPv4(address) ? "ipv4" : "ipv6");
}

/** Whether somebody at this address is asked for a second factor at all. */
function isAskedAt(address: string, { bypassHosts, enforceHosts }: TotpSettings): boolean {
  return !isAmong(address, bypassHosts) && (enforceHosts.length === 0 || isAmong(address, enforceHosts));
}

/** Asks for second factors and checks them: codes of authenticator apps, passkeys, recovery codes. */
export class SecondFactor {
  readonly #queries: Queries;
  readonly #secrets: SecretBox;
  readonly #passkeys: Passkeys;
  readonly #settings: TotpSettings;

  constructor(queries: Queries, secrets: SecretBox, passkeys: Passkeys, settings: TotpSettings) {
    this.#queries = queries;
    this.#secrets = secrets;
    this.#passkeys = passkeys;
    this.#settings = settings;
  }

  /**
   * Undefined when the account needs none here and now.
   * @throws MoreNeeded, LoginRefused
   */
  async verify(
    account: Account,
    credentials: Credentials,
    visitor: Visitor,
    now: Date,
  ): Promise<ProvenFactor | undefined> {
    const { userId } = account;
    if (!isAskedAt(visitor.remoteHost, this.#settings) || (await isTotpDisabled(this.#queries, userId))) {
      return undefined;
    }
    const factors = {
      totp: await findTotpKey(this.#queries, this.#secrets, userId),
      passkeys: await passkeysOf(this.#queries, userId),
      recoveryCodes: await countRecoveryCodes(this.#queries, userId),
    };
    if (factors.totp?.confirmed === true || factors.passkeys.length > 0) {
      return this.#check(account, factors, credentials, visitor, now);
    }
    return this.#settings.required ? this.#enrol(account, factors.totp, credentials, visitor, now) : undefined;
  }

  async #check(
    account: Account,
    factors: Factors,
    credentials: Credentials,
    visitor: Visitor,
    now: Date,
  ): Promise<ProvenFactor> {
    const { code, passkey } = credentials;
    if (code === undefined && passkey === undefined) {
      const fields = await this.#fields(factors, visitor, now);
      throw new MoreNeeded("A second factor is needed.", "TOTP.INFO_CODE_REQUIRED", fields);
    }
    const { userId } = account;
    const spend =
      passkey === undefined
        ? await this.#checkCode(account, factors, code ?? "", visitor, now)
        : (await this.#passkeys.verify(passkey, userId, visitor.site, now))?.spend;
    if (spend === undefined) {
      throw new LoginRefused("second-factor");
    }
    return {
      spend: async (db) => {
        await spend(db);
        return undefined;
      },
    };
  }

  async #fields(factors: Factors, { site }: Visitor, now: Date): Promise<LoginField[]> {
    const here = factors.passkeys.filter(({ host }) => host === site.host);
    const takesCode = factors.totp?.confirmed === true || factors.recoveryCodes > 0 || here.length === 0;
    const fields: LoginField[] = takesCode ? [TOTP_FIELD] : [];
    if (here.length > 0) {
      const options = JSON.stringify(await this.#passkeys.requestOptions(here, site, now));
      const field = { name: "passkey", type: "PASSERELLE_PASSKEY", options };
      fields.push(field);
    }
    return fields;
  }

  async #checkCode(
    { userId, username }: Account,
    { totp }: Factors,
    code: string,
    { remoteHost }: Visitor,
    now: Date,
  ): Promise<Spend | undefined> {
    const step = totp?.confirmed === true ? totpStep(this.#settings, totp.secret, code, now) : undefined;
    if (step !== undefined) {
      return this.#spendStep(userId, step);
    }
    const hash = recoveryCodeHash(code);
    if (hash === undefined || !(await hasRecoveryCode(this.#queries, userId, hash))) {
      return undefined;
    }
    return async (db) => {
      if (!(await useRecoveryCode(db, userId, hash))) {
        throw new LoginRefused("second-factor");
      }
      await recordAudit(db, { actor: { username, remoteHost }, action: "recovery-code.use" });
    };
  }

  #spendStep(userId: number, step: number): Spend {
    return async (db) => {
      if (!(await useTotpStep(db, userId, step))) {
        throw new LoginRefused("second-factor");
      }
    };
  }

  /** Without a code a new secret is shown each time, so that nobody else has seen the one that is confirmed. */
  async #enrol(
    { userId, username }: Account,
    key: TotpKey | undefined,
    { code }: Credentials,
    { remoteHost }: Visitor,
    now: Date,
  ): Promise<ProvenFactor> {
    if (code === undefined || key === undefined) {
      const secret = newTotpSecret(this.#settings);
      await storeTotpKey(this.#queries, this.#secrets, userId, secret);
      const field = { ...TOTP_FIELD, ...(await totpEnrolment(this.#settings, secret, username)) };
      throw new MoreNeeded("An authenticator app must be set up.", "TOTP.INFO_ENROLL_REQUIRED", [field]);
    }
    const step = totpStep(this.#settings, key.secret, code, now);
    if (step === undefined) {
      throw new LoginRefused("second-factor");
    }
    const { secret } = key;
    return {
      spend: async (db) => {
        await this.#spendStep(userId, step)(db);
        return confirmEnrolment(db, this.#secrets, { userId, username }, secret, { username, remoteHost });
      },
    };
  }
}
