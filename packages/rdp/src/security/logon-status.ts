import type { ClientFailure, ClientFailureCode } from "../output.ts";

type Status = readonly [name: string, code: ClientFailureCode, message: string];

const wrongCredentials = "The user name or password is wrong. Check both, and the domain, and try again.";
const passwordExpired =
  "The password of this account has expired. Change it on another computer or ask the administrator, then try again.";
const restricted =
  "Restrictions of this account do not allow this logon, for example an empty password. Ask the administrator.";
const notGranted =
  "This account may not log on to this computer over Remote Desktop. Ask the administrator for that right.";
const noAuthority =
  "The computer could not reach a domain controller to check the account. Try again later or ask the administrator.";

/** NTSTATUS ([MS-ERREF] 2.3.1) values with which servers refuse a logon, by CredSSP or in Logon Errors Info. */
const statuses: ReadonlyMap<number, Status> = new Map<number, Status>([
  [0xc000005e, ["STATUS_NO_LOGON_SERVERS", "authentication-failed", noAuthority]],
  [0xc0000064, ["STATUS_NO_SUCH_USER", "wrong-credentials", wrongCredentials]],
  [0xc000006a, ["STATUS_WRONG_PASSWORD", "wrong-credentials", wrongCredentials]],
  [0xc000006d, ["STATUS_LOGON_FAILURE", "wrong-credentials", wrongCredentials]],
  [0xc000006e, ["STATUS_ACCOUNT_RESTRICTION", "account-restricted", restricted]],
  [
    0xc000006f,
    [
      "STATUS_INVALID_LOGON_HOURS",
      "account-restricted",
      "This account may not log on at this time of day. Try again within its hours or ask the administrator.",
    ],
  ],
  [
    0xc0000070,
    [
      "STATUS_INVALID_WORKSTATION",
      "account-restricted",
      "This account may not log on from this workstation. Ask the administrator.",
    ],
  ],
  [0xc0000071, ["STATUS_PASSWORD_EXPIRED", "password-expired", passwordExpired]],
  [
    0xc0000072,
    ["STATUS_ACCOUNT_DISABLED", "account-disabled", "This account is disabled. Ask the administrator to enable it."],
  ],
  [0xc000015b, ["STATUS_LOGON_TYPE_NOT_GRANTED", "logon-not-granted", notGranted]],
  [
    0xc0000193,
    ["STATUS_ACCOUNT_EXPIRED", "account-expired", "This account has expired. Ask the administrator to renew it."],
  ],
  [
    0xc0000224,
    [
      "STATUS_PASSWORD_MUST_CHANGE",
      "password-expired",
      "The password of this account must be changed before the first logon. Change it on another computer or ask the administrator.",
    ],
  ],
  [
    0xc0000234,
    [
      "STATUS_ACCOUNT_LOCKED_OUT",
      "account-locked",
      "This account is locked after too many wrong passwords. Wait and try again, or ask the administrator to unlock it.",
    ],
  ],
  [
    0xc0000413,
    [
      "STATUS_AUTHENTICATION_FIREWALL_FAILED",
      "logon-not-granted",
      "The computer does not allow this account to authenticate to it. Ask the administrator.",
    ],
  ],
  [
    0xc0000418,
    [
      "STATUS_NTLM_BLOCKED",
      "authentication-failed",
      "The computer's policy does not allow NTLM, by which this gateway authenticates. Ask the administrator to allow it for this computer.",
    ],
  ],
  [0xc000018b, ["STATUS_NO_TRUST_SAM_ACCOUNT", "authentication-failed", noAuthority]],
  [0xc000018c, ["STATUS_TRUSTED_DOMAIN_FAILURE", "authentication-failed", noAuthority]],
  [0xc0000022, ["STATUS_ACCESS_DENIED", "logon-not-granted", notGranted]],
  [
    0xc000035b,
    [
      "STATUS_BAD_BINDINGS",
      "authentication-failed",
      "The computer saw another TLS certificate than the gateway. Something between them decrypts the traffic; ask the administrator.",
    ],
  ],
  [0x80090308, ["SEC_E_INVALID_TOKEN", "authentication-failed", "The computer did not understand the authentication."]],
  [0x8009030c, ["SEC_E_LOGON_DENIED", "wrong-credentials", wrongCredentials]],
  [0x8009030e, ["SEC_E_NO_CREDENTIALS", "authentication-failed", "The computer wants other credentials."]],
  [0x80090311, ["SEC_E_NO_AUTHENTICATING_AUTHORITY", "authentication-failed", noAuthority]],
  [
    0x80090346,
    [
      "SEC_E_BAD_BINDINGS",
      "authentication-failed",
      "The computer saw another TLS certificate than the gateway. Something between them decrypts the traffic; ask the administrator.",
    ],
  ],
]);

/** HRESULT_FROM_WIN32 codes that stand for an NTSTATUS above. */
const win32Statuses: ReadonlyMap<number, number> = new Map([
  [5, 0xc0000022],
  [1326, 0xc000006d],
  [1327, 0xc000006e],
  [1328, 0xc000006f],
  [1329, 0xc0000070],
  [1330, 0xc0000071],
  [1331, 0xc0000072],
  [1385, 0xc000015b],
  [1793, 0xc0000193],
  [1907, 0xc0000224],
  [1909, 0xc0000234],
]);

/** What a status with which a server refuses a logon means: NTSTATUS, SECURITY_STATUS or HRESULT_FROM_WIN32. */
export function logonStatusFailure(status: number): ClientFailure {
  const unsigned = status >>> 0;
  const isWin32 = unsigned >>> 16 === 0x8007;
  const known = statuses.get((isWin32 && win32Statuses.get(unsigned & 0xffff)) || unsigned);
  if (known) return { code: known[1], detail: known[0], message: known[2] };
  return {
    code: "authentication-failed",
    detail: `status 0x${unsigned.toString(16).padStart(8, "0")}`,
    message: "The computer refused the logon. Check user name, password and domain, or ask the administrator.",
  };
}
