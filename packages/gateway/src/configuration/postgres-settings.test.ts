import { createPrivateKey, generateKeyPairSync, X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testCertificate } from "../sessions/testing/test-certificate.ts";
import { inspectConfiguration, readConfiguration } from "./configuration.ts";

const SERVER = { POSTGRES_HOSTNAME: "db", POSTGRES_DATABASE: "d", POSTGRES_USER: "u", POSTGRES_PASSWORD: "p" };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "passerelle-tls-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function tls(environment: Record<string, string>) {
  return readConfiguration({ ...SERVER, ...environment }).postgres;
}

test.each([
  ["disable", undefined, false],
  ["allow", { rejectUnauthorized: false }, true],
  ["prefer", { rejectUnauthorized: false }, true],
  ["require", { rejectUnauthorized: false }, false],
  ["verify-ca", { rejectUnauthorized: true, checkServerIdentity: expect.any(Function) }, false],
  ["verify-full", { rejectUnauthorized: true }, false],
])("%s is what libpq means by it", (mode, options, plainWillDo) => {
  expect(tls({ POSTGRESQL_SSL_MODE: mode })).toMatchObject({ tls: options, plainWillDo });
  expect(tls({ POSTGRESQL_SSL_MODE: mode })?.tls).toEqual(options);
});

test("certificates are taken in PEM and in DER", () => {
  const { cert } = testCertificate;
  const der = new X509Certificate(cert).raw;
  const asPem = tls({ POSTGRES_SSL_ROOT_CERT_FILE: file("ca.pem", cert) });
  expect(asPem?.tls?.ca).toBe(cert);
  const asDer = tls({ POSTGRES_SSL_CERT_FILE: file("cert.der", der) });
  expect(new X509Certificate(String(asDer?.tls?.cert)).raw).toEqual(der);
});

test("keys are taken in PEM and in PKCS #8 DER, with a password or without", () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const expected = privateKey.export({ format: "der", type: "pkcs8" });
  const locked = { cipher: "aes-256-cbc", passphrase: "pass" };
  const forms = [
    [privateKey.export({ format: "pem", type: "pkcs8" }), {}],
    [privateKey.export({ format: "der", type: "pkcs8" }), {}],
    [privateKey.export({ format: "pem", type: "pkcs8", ...locked }), { POSTGRES_SSL_KEY_PASSWORD: "pass" }],
    [privateKey.export({ format: "der", type: "pkcs8", ...locked }), { POSTGRES_SSL_KEY_PASSWORD: "pass" }],
  ] as const;
  for (const [content, password] of forms) {
    const settings = tls({ POSTGRES_SSL_KEY_FILE: file("key", content), ...password });
    const read = createPrivateKey(String(settings?.tls?.key));
    expect(read.export({ format: "der", type: "pkcs8" })).toEqual(expected);
  }
  const wrong = { POSTGRES_SSL_KEY_FILE: file("key", forms[3][0]), POSTGRES_SSL_KEY_PASSWORD: "s3cret" };
  const { faults } = inspectConfiguration({ ...SERVER, ...wrong });
  expect(faults).toEqual([expect.stringMatching(/key cannot be used for TLS/)]);
  expect(faults.join()).not.toContain("s3cret");
});
