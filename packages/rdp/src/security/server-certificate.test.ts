import { describe, expect, test } from "vitest";
import { certificates } from "../testing/certificates.ts";
import { nodeEnvironment } from "../testing/environment.ts";
import { expectOnlyTypedErrors } from "../testing/garbage.ts";
import { fromHex } from "../testing/hex.ts";
import { rsaKey } from "../testing/rsa-key.ts";
import { Writer } from "../wire/writer.ts";
import { fromLittleEndian } from "./rsa.ts";
import { decodeServerCertificate, encodeProprietaryCertificate } from "./server-certificate.ts";

const environment = nodeEnvironment();

/** serverCertificate of [MS-RDPBCGR] 4.1.4. */
const modulus = `cb81feba6d61c35505d55f2e87f87194d6f1a5cbf15f0c3df8700296c4fb9bc8
  3c2d55aee8ff3275ea6879e5a201fd31a0b11f55a61fc1f6d18388632656 12bc`;
const example = fromHex(`010000000100000001000000
  06005c0052534131480000000002 00003f00000001000100 ${modulus} 0000000000000000
  08004800e9e1d628468b4ef50adffdee2199acb4e18f5f815782ef9d965263271829dbb3
  4afd9ada42adb56921890e1dc04c1aa8aa713e0f54b99ae499683f6cd67684610000000000000000`);

function chain(...certificates: Uint8Array[]): Uint8Array {
  const writer = new Writer().u32(0x80000002).u32(certificates.length);
  for (const der of certificates) writer.u32(der.length).bytes(der);
  return writer.zeros(16).finish();
}

describe("a proprietary certificate", () => {
  test("of the specification is read, and its signature is good", () => {
    const key = decodeServerCertificate(example, environment);
    expect(key).toEqual({ modulus: fromLittleEndian(fromHex(modulus)), exponent: 65537n, length: 64 });
  });

  test("with another key under the same signature is refused", () => {
    const forged = example.slice();
    forged[40] ^= 1;
    expect(() => decodeServerCertificate(forged, environment)).toThrow("the signature is not the Terminal Services");
  });

  test("comes back as it was made", () => {
    const { privateExponent: _, ...key } = rsaKey;
    expect(decodeServerCertificate(encodeProprietaryCertificate(key, environment), environment)).toEqual(key);
  });
});

describe("an X.509 chain", () => {
  test("gives the key of its last certificate", () => {
    const leaf = certificates.rsaSha256.der;
    expect(decodeServerCertificate(chain(certificates.rsaSha1.der, leaf), environment).length).toBe(256);
    expect(decodeServerCertificate(chain(leaf, certificates.rsaSha1.der), environment).length).toBe(128);
  });

  test("that claims more than there is is refused", () => {
    const lie = chain(certificates.rsaSha1.der, certificates.rsaSha1.der);
    new DataView(lie.buffer).setUint32(4, 100, true);
    expect(() => decodeServerCertificate(lie, environment)).toThrow("SERVER_CERTIFICATE");
    new DataView(lie.buffer).setUint32(4, 0xffffffff, true);
    expect(() => decodeServerCertificate(lie, environment)).toThrow("a chain of");
  });
});

test("garbage gives a typed error", () => {
  expectOnlyTypedErrors(
    (bytes) => decodeServerCertificate(bytes, environment),
    [example, chain(certificates.rsaSha1.der, certificates.rsaSha512.der)],
  );
});
