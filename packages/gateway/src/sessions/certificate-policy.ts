import { createHash, getHashes, type X509Certificate } from "node:crypto";
import type { Failure } from "@passerelle/tunnel";

/** Which certificates an RDP server may show, beyond those that verify by chain and name. */
export interface CertificatePolicy {
  /** Accept any. */
  readonly ignore: boolean;
  /** Accept the one that was seen first. */
  readonly trustOnFirstUse: boolean;
  /** `hash:fingerprint`, such as `sha256:0a:1b...`; a fingerprint alone is SHA-256. */
  readonly fingerprints: readonly string[];
}

/** Answers the pinned SHA-256 fingerprint (hex) of this connection's server; pins the given one if there is none. */
export type PinCertificate = (fingerprint: string) => Promise<string>;

/**
 * Judges a server certificate; undefined when it is accepted.
 * @param verifyError why it does not verify by chain and name, undefined if it does
 */
export async function judgeCertificate(
  certificate: X509Certificate,
  verifyError: string | undefined,
  policy: CertificatePolicy,
  pin: PinCertificate,
): Promise<Failure | undefined> {
  if (policy.ignore || !verifyError) return undefined;
  if (policy.fingerprints.some((listed) => matches(certificate, listed))) return undefined;
  const fingerprint = digest(certificate, "sha256");
  if (!policy.trustOnFirstUse) return refusal(verifyError, fingerprint);
  const pinned = normalised(await pin(fingerprint));
  return pinned === fingerprint ? undefined : refusal("it is not the certificate seen before", fingerprint);
}

function refusal(reason: string, fingerprint: string): Failure {
  return { code: "certificate-refused", detail: `${reason}; sha256:${fingerprint}` };
}

function matches(certificate: X509Certificate, listed: string): boolean {
  const separator = listed.indexOf(":");
  const hash = listed.slice(0, separator).trim().toLowerCase().replace("-", "");
  if (getHashes().includes(hash)) return normalised(listed.slice(separator + 1)) === digest(certificate, hash);
  return normalised(listed) === digest(certificate, "sha256");
}

function digest(certificate: X509Certificate, hash: string): string {
  return createHash(hash).update(certificate.raw).digest("hex");
}

function normalised(fingerprint: string): string {
  return fingerprint.replace(/[\s:]/g, "").toLowerCase();
}
