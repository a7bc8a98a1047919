import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type { OptionalTime, Time } from "./column-types.ts";

interface MigrationTable {
  name: string;
  applied: Generated<Date>;
}

interface PasswordTable {
  user_id: number;
  /** A PHC string, such as `$argon2id$v=19$m=19456,t=2,p=1$...`. */
  hash: string;
  /** guacamole_user.password_date when it was made: another date there means that this hash is out of date. */
  password_date: Time;
  /** guacamole_user.password_hash when it was made: another there means that somebody set a password by SQL. */
  guacamole_hash: Uint8Array | null;
  /** Guacamole's hash and salt of the same password, sealed: for the way back. */
  sealed_legacy: string | null;
}

interface SignInTable {
  sign_in_id: string;
  token_hash: Uint8Array;
  user_id: number;
  user_history_id: number | null;
  remote_host: string;
  created: Time;
  last_seen: Time;
  expires: Time;
  user_agent: string | null;
  /** The identity source that vouched, such as "database". */
  source: string | null;
  /** The password that was typed, sealed, for `${GUAC_PASSWORD}`; null where nobody typed one. */
  sealed_password: string | null;
}

interface SessionHeartbeatTable {
  history_id: number;
  heartbeat: Time;
  /** The process that holds the session. */
  gateway_id: string | null;
  sign_in_id: string | null;
  /** The balancing group through which it was opened. */
  connection_group_id: number | null;
  /** Set by another gateway that wants it ended: the code of a `Failure`. */
  end_reason: string | null;
}

interface AuditTable {
  audit_id: GeneratedAlways<string>;
  at: Time;
  /** Name of the user, or "" for the gateway itself. */
  actor: string;
  remote_host: string | null;
  action: string;
  object_kind: string | null;
  object_identifier: string | null;
  object_name: string | null;
  details: ColumnType<Record<string, unknown>, string, never>;
}

interface LoginFailureTable {
  kind: "address" | "account";
  name: string;
  failures: number;
  last_failure: Time;
  blocked_until: OptionalTime;
}

interface TotpUseTable {
  user_id: number;
  /** The last time step (RFC 6238) whose code was accepted. */
  last_step: string;
}

interface RecoveryCodeTable {
  user_id: number;
  code_hash: Uint8Array;
}

interface PasskeyTable {
  /** Base64url. */
  credential_id: string;
  user_id: number;
  name: string;
  /** COSE key. */
  public_key: Uint8Array;
  counter: string;
  transports: string[];
  created: Time;
  last_used: OptionalTime;
}

interface ChallengeTable {
  /** Base64url. */
  challenge: string;
  /** Null for a login by a passkey alone. */
  user_id: number | null;
  expires: Time;
}

interface ApiKeyTable {
  api_key_id: string;
  user_id: number;
  name: string;
  token_hash: Uint8Array;
  scopes: string[];
  created: Time;
  expires: OptionalTime;
  last_used: OptionalTime;
  last_host: string | null;
}

interface PreferenceTable {
  user_id: number;
  preferences: ColumnType<Record<string, unknown>, string, string>;
}

interface CertificateTable {
  connection_id: number;
  /** `hostname:port`: a connection that is pointed elsewhere meets another certificate. */
  host: string;
  /** SHA-256, hex. */
  fingerprint: string;
  pinned: Generated<Date>;
}

interface SecretKeyTable {
  key_id: string;
  first_used: Generated<Date>;
}

/** What Guacamole's tables lack. */
export interface PasserelleTables {
  passerelle_migration: MigrationTable;
  passerelle_password: PasswordTable;
  passerelle_sign_in: SignInTable;
  passerelle_session: SessionHeartbeatTable;
  passerelle_certificate: CertificateTable;
  passerelle_secret_key: SecretKeyTable;
  passerelle_audit: AuditTable;
  passerelle_login_failure: LoginFailureTable;
  passerelle_totp_use: TotpUseTable;
  passerelle_recovery_code: RecoveryCodeTable;
  passerelle_passkey: PasskeyTable;
  passerelle_challenge: ChallengeTable;
  passerelle_api_key: ApiKeyTable;
  passerelle_preference: PreferenceTable;
}
