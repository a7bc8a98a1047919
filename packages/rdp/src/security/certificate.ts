import type { Environment, HashName } from "../environment.ts";
import { Writer } from "../wire/writer.ts";
import { contextTag, DerReader, derTags } from "./der.ts";

/** What RDP needs of an X.509 certificate (RFC 5280, 4.1). */
export interface Certificate {
  /** Content of the BIT STRING SubjectPublicKey without its count of unused bits; for RSA an RSAPublicKey in DER. */
  readonly subjectPublicKey: Uint8Array;
  /** The hash of the signature algorithm; undefined where it has none of its own (Ed25519) or it is unknown. */
  readonly signatureHash: HashName | undefined;
}

/** The hash of each signature algorithm by the hexadecimal content of its OBJECT IDENTIFIER. */
const signatureHashes: Readonly<Record<string, HashName>> = {
  "2a864886f70d010104": "md5",
  "2a864886f70d010105": "sha1",
  "2a864886f70d01010b": "sha256",
  "2a864886f70d01010c": "sha384",
  "2a864886f70d01010d": "sha512",
  "2a8648ce3d0401": "sha1",
  "2a8648ce3d040302": "sha256",
  "2a8648ce3d040303": "sha384",
  "2a8648ce3d040304": "sha512",
};

const rsassaPss = "2a864886f70d01010a";

/** The hashes that RSASSA-PSS names in its parameters (RFC 4055, 2.1). */
const pssHashes: Readonly<Record<string, HashName>> = {
  "608648016503040201": "sha256",
  "608648016503040202": "sha384",
  "608648016503040203": "sha512",
};

/** Reads a certificate in DER; throws DecodeError. */
export function decodeCertificate(der: Uint8Array): Certificate {
  const certificate = new DerReader(der, "Certificate").inside(derTags.sequence);
  const body = certificate.inside(derTags.sequence);
  if (body.nextTag === contextTag(0)) body.skip(); // version
  for (let field = 0; field < 5; field++) body.skip(); // serialNumber, signature, issuer, validity, subject
  const keyInfo = body.inside(derTags.sequence);
  keyInfo.skip(); // algorithm
  const bits = keyInfo.content(derTags.bitString);
  if (bits[0] !== 0) throw keyInfo.error("a public key that is not whole bytes");
  return { subjectPublicKey: bits.subarray(1), signatureHash: signatureHash(certificate.inside(derTags.sequence)) };
}

function signatureHash(algorithm: DerReader): HashName | undefined {
  const identifier = toHex(algorithm.content(derTags.objectIdentifier));
  if (identifier !== rsassaPss) return signatureHashes[identifier];
  const hash = algorithm.optional(derTags.sequence)?.optional(contextTag(0))?.inside(derTags.sequence);
  return hash ? pssHashes[toHex(hash.content(derTags.objectIdentifier))] : "sha1";
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * The value of the NTLM attribute MsvAvChannelBindings for a TLS server's certificate in DER: the MD5 of the
 * gss_channel_bindings_struct (RFC 2744, 3.11) that holds tls-server-end-point (RFC 5929, 4.1). 16 bytes.
 */
export function channelBindingHash(der: Uint8Array, environment: Pick<Environment, "hash">): Uint8Array {
  const { signatureHash: name } = decodeCertificate(der);
  const strongEnough = name === undefined || name === "md5" || name === "sha1" ? "sha256" : name;
  const prefix = new TextEncoder().encode("tls-server-end-point:");
  const hash = environment.hash(strongEnough, der);
  const noAddresses = 16;
  const bindings = new Writer()
    .zeros(noAddresses)
    .u32(prefix.length + hash.length)
    .bytes(prefix, hash);
  return environment.hash("md5", bindings.finish());
}
