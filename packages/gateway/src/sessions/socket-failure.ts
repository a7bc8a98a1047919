import type { Failure, FailureCode } from "@passerelle/tunnel";

const CODES: Readonly<Record<string, FailureCode>> = {
  ENOTFOUND: "host-unknown",
  EAI_AGAIN: "host-unknown",
  EAI_FAIL: "host-unknown",
  EAI_NODATA: "host-unknown",
  EAI_NONAME: "host-unknown",
  ECONNREFUSED: "port-closed",
  ETIMEDOUT: "no-answer",
  EHOSTUNREACH: "no-answer",
  EHOSTDOWN: "no-answer",
  ENETUNREACH: "no-answer",
  ENETDOWN: "no-answer",
};

/** What an error of the socket to the RDP server means to its user. @param peer `host:port` */
export function failureOfSocketError(error: Error & { readonly code?: string }, peer: string): Failure {
  const code = error.code ?? "";
  if (code.startsWith("ERR_SSL_") || code.startsWith("ERR_TLS_"))
    return { code: "tls-failed", detail: `${peer} ${code}` };
  return { code: CODES[code] ?? "connection-lost", detail: code ? `${peer} ${code}` : peer };
}
