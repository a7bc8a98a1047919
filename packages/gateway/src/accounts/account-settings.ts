/** Guacamole's policy for new passwords; nothing is asked for by default. */
export interface PasswordPolicy {
  readonly minLength: number;
  /** Days; 0: none. Not for administrators. */
  readonly minAge: number;
  /** Days after which a password expires; 0: never. */
  readonly maxAge: number;
  /** How many older passwords may not come back. */
  readonly historySize: number;
  readonly requireMultipleCase: boolean;
  readonly requireDigit: boolean;
  readonly requireSymbol: boolean;
  readonly prohibitUsername: boolean;
}

/** When guessers are kept out. */
export interface BlockSettings {
  /** Failures after which an address or an account is blocked; 0: never. */
  readonly maxAttempts: number;
  /** Seconds of the first block; doubled with every further failure, up to an hour. */
  readonly duration: number;
}

export interface TotpSettings {
  /** Everybody must enrol, unless exempted; Guacamole's behaviour once its TOTP extension is on. */
  readonly required: boolean;
  readonly issuer: string;
  readonly digits: 6 | 7 | 8;
  /** Seconds. */
  readonly period: number;
  readonly mode: "sha1" | "sha256" | "sha512";
  /** Addresses (CIDR) that are not asked for a second factor, or the only ones that are. */
  readonly bypassHosts: readonly string[];
  readonly enforceHosts: readonly string[];
}

/** How people get in. */
export interface AccountSettings {
  /** Minutes after which an unused sign-in ends. */
  readonly sessionTimeout: number;
  /** Guacamole runs on the same database: its hashes stay valid, secrets stay readable to it. */
  readonly sideBySide: boolean;
  /** False: user names are compared without regard to case. */
  readonly caseSensitiveUsernames: boolean;
  readonly passwordPolicy: PasswordPolicy;
  readonly blocks: BlockSettings;
  readonly totp: TotpSettings;
}

export const DEFAULT_ACCOUNT_SETTINGS: AccountSettings = {
  sessionTimeout: 60,
  sideBySide: false,
  caseSensitiveUsernames: true,
  passwordPolicy: {
    minLength: 0,
    minAge: 0,
    maxAge: 0,
    historySize: 0,
    requireMultipleCase: false,
    requireDigit: false,
    requireSymbol: false,
    prohibitUsername: false,
  },
  blocks: { maxAttempts: 5, duration: 300 },
  totp: {
    required: false,
    issuer: "Passerelle",
    digits: 6,
    period: 30,
    mode: "sha1",
    bypassHosts: [],
    enforceHosts: [],
  },
};
