import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A certificate with its key. */
export interface ServerCertificate {
  /** X.509, DER. */
  readonly der: Uint8Array;
  readonly pem: string;
  /** PKCS #8, PEM. */
  readonly key: string;
  /** SHA-256 of the certificate, lower case hex. */
  readonly fingerprint: string;
}

export interface CertificateSubject {
  /** Common name and DNS name. */
  readonly name: string;
  readonly validFrom: Date;
  readonly validTo: Date;
}

const DER = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  utf8String: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
  dnsName: 0x82,
  version: 0xa0,
  extensions: 0xa3,
} as const;
const ECDSA_WITH_SHA256 = der(DER.sequence, Buffer.from("06082a8648ce3d040302", "hex"));
const COMMON_NAME = Buffer.from("0603550403", "hex");
const SUBJECT_ALTERNATIVE_NAME = Buffer.from("0603551d11", "hex");

/** Makes a self-signed certificate of a new P-256 key (RFC 5280 4.1). */
export function selfSignedCertificate({ name, validFrom, validTo }: CertificateSubject): ServerCertificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const serial = randomBytes(8);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40; // positive, and of one length
  const distinguishedName = der(
    DER.sequence,
    der(DER.set, der(DER.sequence, COMMON_NAME, der(DER.utf8String, Buffer.from(name)))),
  );
  const alternativeName = der(
    DER.sequence,
    SUBJECT_ALTERNATIVE_NAME,
    der(DER.octetString, der(DER.sequence, der(DER.dnsName, Buffer.from(name)))),
  );
  const toBeSigned = der(
    DER.sequence,
    der(DER.version, der(DER.integer, Buffer.of(2))), // version 3
    der(DER.integer, serial),
    ECDSA_WITH_SHA256,
    distinguishedName,
    der(DER.sequence, utcTime(validFrom), utcTime(validTo)),
    distinguishedName,
    publicKey.export({ type: "spki", format: "der" }),
    der(DER.extensions, der(DER.sequence, alternativeName)),
  );
  const signature = der(DER.bitString, Buffer.of(0), sign("sha256", toBeSigned, privateKey));
  const certificate = der(DER.sequence, toBeSigned, ECDSA_WITH_SHA256, signature);
  return {
    der: new Uint8Array(certificate),
    pem: `-----BEGIN CERTIFICATE-----\n${certificate.toString("base64").replace(/.{1,64}/g, "$&\n")}-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    fingerprint: createHash("sha256").update(certificate).digest("hex"),
  };
}

function utcTime(date: Date): Buffer {
  const digits = date.toISOString().replace(/\D/g, "").slice(2, 14);
  return der(DER.utcTime, Buffer.from(`${digits}Z`));
}

/** A DER element: tag, length and contents. */
function der(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  if (content.length < 0x80) return Buffer.concat([Buffer.of(tag, content.length), content]);
  const length = Buffer.from(content.length.toString(16).padStart(4, "0"), "hex");
  return Buffer.concat([Buffer.of(tag, 0x80 | length.length), length, content]);
}
