import { createPrivateKey, X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { selfSignedCertificate } from "./certificate.ts";

test("a self-signed certificate is what it says, and its key fits", () => {
  const validFrom = new Date("2026-03-01T10:20:30Z");
  const validTo = new Date("2030-03-01T10:20:30Z");
  const made = selfSignedCertificate({ name: "desktop.test", validFrom, validTo });
  const certificate = new X509Certificate(made.pem);
  expect(certificate.raw).toEqual(Buffer.from(made.der));
  expect(certificate.subject).toBe("CN=desktop.test");
  expect(certificate.checkHost("desktop.test")).toBe("desktop.test");
  expect(certificate.validFromDate).toEqual(validFrom);
  expect(certificate.validToDate).toEqual(validTo);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.checkPrivateKey(createPrivateKey(made.key))).toBe(true);
  expect(certificate.fingerprint256.replaceAll(":", "").toLowerCase()).toBe(made.fingerprint);
});
