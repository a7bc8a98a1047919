import type { ClientFailure } from "../output.ts";
import { logonStatusFailure } from "../security/logon-status.ts";
import { type CodeMeaning, errorInfoCodes, protocolErrorNames } from "./error-info-codes.ts";

/** Set Error Info PDU ([MS-RDPBCGR] 2.2.5.1.1); undefined for ERRINFO_NONE. */
export function errorInfoFailure(code: number): ClientFailure | undefined {
  if (code === 0) return undefined;
  const protocolError = protocolErrorNames.get(code);
  if (protocolError) return failure([protocolError, "protocol-error", protocolFault]);
  return failure(errorInfoCodes.get(code) ?? [`error info ${hex(code)}`, "server-error", endedWithoutReason]);
}

/** Reason of an MCS Disconnect Provider Ultimatum (T.125, 7). */
export function disconnectReasonFailure(reason: number): ClientFailure {
  return failure(
    disconnectReasons.get(reason) ?? [`MCS disconnect reason ${reason}`, "server-error", endedWithoutReason],
  );
}

/**
 * Logon Errors Info of the Save Session Info PDU ([MS-RDPBCGR] 2.2.10.1.1.4.1.1). A failure tells why the server will
 * close the connection; undefined when the logon goes on, be it that the logon screen shows what is wrong.
 */
export function logonErrorFailure(type: number, data: number): ClientFailure | undefined {
  const unsigned = type >>> 0;
  const known = logonErrors.get(unsigned);
  if (known) return failure(known);
  return noticeTypes.has(unsigned) || noticeData.has(data) ? undefined : logonStatusFailure(unsigned);
}

/** failureCode of RDP_NEG_FAILURE ([MS-RDPBCGR] 2.2.1.2.2). */
export function negotiationFailure(code: number): ClientFailure {
  return failure(
    negotiationFailures.get(code) ?? [
      `negotiation failure ${hex(code)}`,
      "security-refused",
      "The computer refused the security mode of this connection. Choose another one in its settings.",
    ],
  );
}

/** dwErrorCode of LICENSE_ERROR_MESSAGE ([MS-RDPBCGR] 2.2.1.12.1.3); undefined for STATUS_VALID_CLIENT. */
export function licenceFailure(errorCode: number): ClientFailure | undefined {
  if (errorCode === statusValidClient) return undefined;
  return failure(licenceErrors.get(errorCode) ?? [`licence error ${hex(errorCode)}`, "licence-refused", licenceFault]);
}

function failure([detail, code, message]: CodeMeaning): ClientFailure {
  return { code, detail, message };
}

function hex(code: number): string {
  return `0x${(code >>> 0).toString(16).padStart(8, "0")}`;
}

const endedWithoutReason =
  "The computer ended the session without a reason that is known here. Try again; if it comes back, give the administrator the code.";
const protocolFault =
  "The computer ended the session because it did not like a message of this gateway. Try again; if it comes back, report the code as a fault of the gateway.";
const licenceFault =
  "The computer refused the connection at its licence check. Ask the administrator to check the Remote Desktop licensing.";

const disconnectReasons: ReadonlyMap<number, CodeMeaning> = new Map<number, CodeMeaning>([
  [0, ["rn-domain-disconnected", "server-error", "The computer ended the session. Connect again."]],
  [1, ["rn-provider-initiated", "server-error", "The computer ended the session. Connect again."]],
  [2, ["rn-token-purged", "protocol-error", protocolFault]],
  [3, ["rn-user-requested", "logged-off", "The session was ended in good order."]],
  [4, ["rn-channel-purged", "protocol-error", protocolFault]],
]);

/** LOGON_FAILED_BAD_PASSWORD, _UPDATE_PASSWORD, _OTHER and LOGON_WARNING: the logon screen shows it and goes on. */
const noticeData: ReadonlySet<number> = new Set([0, 1, 2, 3]);

/** LOGON_MSG_BUMP_OPTIONS, LOGON_MSG_RECONNECT_OPTIONS and LOGON_MSG_SESSION_CONTINUE: Windows shows its own dialogue. */
const noticeTypes: ReadonlySet<number> = new Set([0xfffffffb, 0xfffffffc, 0xfffffffe]);

const logonErrors: ReadonlyMap<number, CodeMeaning> = new Map<number, CodeMeaning>([
  [
    0xfffffff9,
    [
      "LOGON_MSG_DISCONNECT_REFUSED",
      "server-full",
      "The user who is logged on at the computer did not give it up. Try again later or ask that user.",
    ],
  ],
  [
    0xfffffffa,
    [
      "LOGON_MSG_NO_PERMISSION",
      "logon-not-granted",
      "This account may not log on to this computer over Remote Desktop. Ask the administrator for that right.",
    ],
  ],
  [
    0xfffffffd,
    [
      "LOGON_MSG_SESSION_TERMINATE",
      "server-denied",
      "The computer ends the session. Try again or ask the administrator.",
    ],
  ],
]);

const negotiationFailures: ReadonlyMap<number, CodeMeaning> = new Map<number, CodeMeaning>([
  [
    1,
    [
      "SSL_REQUIRED_BY_SERVER",
      "security-refused",
      "The computer demands TLS. Choose TLS or any as the security mode of this connection.",
    ],
  ],
  [
    2,
    [
      "SSL_NOT_ALLOWED_BY_SERVER",
      "security-refused",
      "The computer allows only the old RDP security. Choose RDP or any as the security mode of this connection.",
    ],
  ],
  [
    3,
    [
      "SSL_CERT_NOT_ON_SERVER",
      "security-refused",
      "The computer has no TLS certificate. Ask the administrator, or choose RDP as the security mode of this connection.",
    ],
  ],
  [
    4,
    [
      "INCONSISTENT_FLAGS",
      "security-refused",
      "The computer found the offered security modes inconsistent. Choose another security mode for this connection.",
    ],
  ],
  [
    5,
    [
      "HYBRID_REQUIRED_BY_SERVER",
      "security-refused",
      "The computer demands NLA. Choose NLA or any as the security mode of this connection.",
    ],
  ],
  [
    6,
    [
      "SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER",
      "security-refused",
      "The computer demands TLS with a client certificate, which this gateway does not have. Ask the administrator.",
    ],
  ],
]);

const statusValidClient = 7;

const licenceErrors: ReadonlyMap<number, CodeMeaning> = new Map<number, CodeMeaning>([
  [1, ["ERR_INVALID_SERVER_CERTIFICATE", "licence-refused", licenceFault]],
  [
    2,
    [
      "ERR_NO_LICENSE",
      "licence-refused",
      "No Remote Desktop licence is left for this client. Ask the administrator to free or buy licences.",
    ],
  ],
  [3, ["ERR_INVALID_MAC", "licence-refused", licenceFault]],
  [4, ["ERR_INVALID_SCOPE", "licence-refused", licenceFault]],
  [
    6,
    [
      "ERR_NO_LICENSE_SERVER",
      "licence-refused",
      "The computer found no Remote Desktop licence server. Ask the administrator to set one up.",
    ],
  ],
  [
    8,
    [
      "ERR_INVALID_CLIENT",
      "licence-refused",
      "The computer does not license this client. Ask the administrator to check the Remote Desktop licensing.",
    ],
  ],
  [0xb, ["ERR_INVALID_PRODUCTID", "licence-refused", licenceFault]],
  [0xc, ["ERR_INVALID_MESSAGE_LEN", "licence-refused", licenceFault]],
]);
