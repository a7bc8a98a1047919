import { describe, expect, test } from "vitest";
import { ClientError } from "../client-error.ts";
import { nodeEnvironment } from "../testing/environment.ts";
import { expectOnlyTypedErrors } from "../testing/garbage.ts";
import { toHex } from "../testing/hex.ts";
import { rsaKey } from "../testing/rsa-key.ts";
import { decryptClientRandom, deriveSessionKeys, encryptClientRandom, StandardSecurity } from "./standard-security.ts";

const environment = nodeEnvironment();
const clientRandom = Uint8Array.from({ length: 32 }, (_, index) => index * 7);
const serverRandom = Uint8Array.from({ length: 32 }, (_, index) => 255 - index);

function security(role: "client" | "server", method = 2) {
  return new StandardSecurity({ role, method, clientRandom, serverRandom, environment });
}

test("the client random comes back from its encryption", () => {
  const encrypted = encryptClientRandom(clientRandom, rsaKey);
  expect(encrypted.length).toBe(72);
  expect(encrypted.subarray(64)).toEqual(new Uint8Array(8));
  expect(decryptClientRandom(encrypted, rsaKey)).toEqual(clientRandom);
});

test.each([
  [1, 8, /^d1269e/],
  [8, 8, /^d1/],
  [2, 16, /^(?!d1)/],
])("the keys of method %i have their length and salt", (method, length, salt) => {
  const keys = deriveSessionKeys({ role: "client", method, clientRandom, serverRandom, environment });
  for (const key of Object.values(keys)) {
    expect(key.length).toBe(length);
    expect(toHex(key)).toMatch(salt);
  }
  const strong = deriveSessionKeys({ role: "client", method: 2, clientRandom, serverRandom, environment });
  expect(keys.macKey.subarray(3)).toEqual(strong.macKey.subarray(3, length));
});

describe.each([
  ["40 bits", 1],
  ["56 bits", 8],
  ["128 bits", 2],
])("%s", (_, method) => {
  test("both sides understand each other beyond two key updates", () => {
    const client = security("client", method);
    const server = security("server", method);
    for (let packet = 0; packet < 4096 * 2 + 3; packet++) {
      const plain = Uint8Array.of(packet, packet >> 8, 3);
      const salted = packet % 3 === 0;
      expect(server.open(client.seal(plain, salted), salted)).toEqual(plain);
      if (packet % 2) expect(client.open(server.seal(plain, salted), salted)).toEqual(plain);
    }
  });

  test("a changed packet is refused", () => {
    const sealed = security("client", method).seal(Uint8Array.of(1, 2, 3), false);
    sealed[9] ^= 1;
    expect(() => security("server", method).open(sealed, false)).toThrow("the signature is wrong");
  });
});

test("a salted MAC differs by the count of packets", () => {
  const client = security("client");
  const server = security("server");
  server.open(client.seal(Uint8Array.of(1), true), true);
  const second = client.seal(Uint8Array.of(1), false);
  expect(() => server.open(second, true)).toThrow("the signature is wrong");
});

test("FIPS and unknown methods are refused in words", () => {
  expect(() => security("client", 16)).toThrow(ClientError);
  expect(() => security("client", 16)).toThrow(/FIPS/);
  expect(() => security("client", 3)).toThrow(ClientError);
});

test("garbage gives a typed error", () => {
  const server = security("server");
  expectOnlyTypedErrors((bytes) => server.open(bytes, false));
});
