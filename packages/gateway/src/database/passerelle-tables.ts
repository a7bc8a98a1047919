import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type { SessionState } from "../sessions/session-store.ts";
import type { OptionalTime, Time } from "./column-types.ts";

interface MigrationTable {
  name: string;
  applied: Generated<Date>;
}

interface PasswordTable {
  user_id: number;
  /** A PHC string, such as `$argon2id$v=19$m=19456,t=2,p=1$...`. */
  hash: string;
  /** guacamole_user.password_hash when it was made: another there means that somebody else set a password since. */
  guacamole_hash: Uint8Array;
  /** Guacamole's hash and salt of the same password, sealed, for the way back; null while they are in Guacamole's columns. */
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

interface SessionTable {
  history_id: number;
  /** By the database's clock, which all gateways share. */
  heartbeat: Time;
  /** By the session's own clock, up to when its time counts if its gateway dies; null: as the heartbeat. */
  reached: OptionalTime;
  /** The process that holds the session. */
  gateway_id: string | null;
  /** The sign-in, or the API key, with which somebody attached last. */
  sign_in_id: string | null;
  state: Generated<SessionState>;
  /** The balancing group through which it was opened. */
  connection_group_id: number | null;
  /** Set by another gateway that wants it ended: the code of a `Failure`. */
  end_reason: string | null;
}

/** A guest who looks at somebody else's session. */
interface GuestTable {
  history_id: number;
  /** The row of the session. */
  session_history_id: number;
}

/** What an administrator says to the person at a session of another gateway. */
interface SessionMessageTable {
  message_id: GeneratedAlways<string>;
  history_id: number;
  text: string;
}

/** The member of a balancing group that a sign-in used last. */
interface AffinityTable {
  sign_in_id: string;
  connection_group_id: number;
  connection_id: number;
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
  /** "": all accounts at this address. */
  account: string;
  /** "": all addresses that tried this account. */
  address: string;
  /** As of the last one; it falls with time. */
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
  passkey_id: string;
  /** Base64url. */
  credential_id: string;
  user_id: number;
  name: string;
  /** The host at which it was made, the only one where it can be used. */
  rp_id: string;
  /** COSE key. */
  public_key: Uint8Array;
  counter: string;
  transports: string[];
  created: Time;
  last_used: OptionalTime;
}

/** Challenges are sealed rather than stored; those that were answered are remembered until they run out. */
interface UsedChallengeTable {
  challenge_hash: Uint8Array;
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
  passerelle_session: SessionTable;
  passerelle_guest: GuestTable;
  passerelle_session_message: SessionMessageTable;
  passerelle_affinity: AffinityTable;
  passerelle_certificate: CertificateTable;
  passerelle_secret_key: SecretKeyTable;
  passerelle_audit: AuditTable;
  passerelle_login_failure: LoginFailureTable;
  passerelle_totp_use: TotpUseTable;
  passerelle_recovery_code: RecoveryCodeTable;
  passerelle_passkey: PasskeyTable;
  passerelle_used_challenge: UsedChallengeTable;
  passerelle_api_key: ApiKeyTable;
  passerelle_preference: PreferenceTable;
}
