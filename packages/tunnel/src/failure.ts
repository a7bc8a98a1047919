/** Why a desktop did not open or was closed. The page has a text for each; the log and the API carry the code. */
export const FAILURE_CODES = [
  // the way to the desktop
  "host-unknown",
  "port-closed",
  "no-answer",
  "not-rdp",
  "connection-lost",
  // security
  "tls-failed",
  "certificate-refused",
  "security-refused",
  "wrong-credentials",
  "account-disabled",
  "account-locked",
  "account-expired",
  "account-restricted",
  "password-expired",
  "logon-not-granted",
  "authentication-failed",
  // the RDP server's word
  "licence-refused",
  "server-full",
  "server-denied",
  "logged-off",
  "logged-off-elsewhere",
  "disconnected-by-administrator",
  "idle-timeout",
  "logon-timeout",
  "server-error",
  "protocol-error",
  // the gateway's word
  "connection-not-found",
  "connection-misconfigured",
  "credentials-missing",
  "signed-out",
  "opened-elsewhere",
  "ended-by-user",
  // a shared session, for its guests: there is no such link (any more), it takes nobody more, its owner has sent them away
  "share-unknown",
  "share-full",
  "share-revoked",
  // limits
  "connection-full",
  "connection-full-for-user",
  "group-full",
  "group-full-for-user",
  "group-empty",
  "gateway-full",
  "user-full",
  // rights that are not, or no longer, there
  "user-deleted",
  "user-disabled",
  "user-not-valid",
  "user-outside-hours",
  "not-permitted",
  "connection-deleted",
  "time-restricted",
  "host-restricted",
  // how it is with the gateway
  "slow-browser",
  "gateway-stopping",
  "gateway-error",
  // the page's word
  "decoder-failed",
] as const;

export type FailureCode = (typeof FAILURE_CODES)[number];

export interface Failure {
  readonly code: FailureCode;
  /** Names for the curious and for support, such as `ERRINFO_IDLE_TIMEOUT` or `192.168.100.101:3389`; never a secret. */
  readonly detail?: string;
}
