import { createHash, createPublicKey, X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import { certificates } from "../testing/certificates.ts";
import { nodeEnvironment } from "../testing/environment.ts";
import { expectOnlyTypedErrors } from "../testing/garbage.ts";
import { toHex } from "../testing/hex.ts";
import { channelBindingHash, decodeCertificate } from "./certificate.ts";

describe.each(Object.entries(certificates))("%s", (_, { der, hash }) => {
  test("the public key is OpenSSL's", () => {
    const spki = createPublicKey(new X509Certificate(der).publicKey.export({ type: "spki", format: "pem" }));
    const whole = spki.export({ type: "spki", format: "der" });
    const key = decodeCertificate(der).subjectPublicKey;
    expect(toHex(whole.subarray(whole.length - key.length))).toBe(toHex(key));
    if (spki.asymmetricKeyType === "rsa") {
      expect(toHex(key)).toBe(toHex(spki.export({ type: "pkcs1", format: "der" })));
    }
  });

  test("the channel binding hashes with the signature's hash", () => {
    expect(decodeCertificate(der).signatureHash).toBe(hash);
    const digest = createHash(hash === "sha1" ? "sha256" : hash)
      .update(der)
      .digest();
    const structure = Buffer.alloc(20);
    structure.writeUInt32LE(21 + digest.length, 16);
    const expected = createHash("md5").update(structure).update("tls-server-end-point:").update(digest).digest("hex");
    expect(toHex(channelBindingHash(der, nodeEnvironment()))).toBe(expected);
  });

  test("garbage gives a typed error", () => {
    expectOnlyTypedErrors(decodeCertificate, [der]);
  });
});
