import { describe, expect, test } from "vitest";
import { ClientError } from "../client-error.ts";
import { Rc4 } from "../security/rc4.ts";
import { fromLittleEndian, modularPower, toLittleEndian } from "../security/rsa.ts";
import { encodeProprietaryCertificate } from "../security/standard-security.ts";
import { nodeEnvironment } from "../testing/environment.ts";
import { expectOnlyTypedErrors } from "../testing/garbage.ts";
import { fromHex, toHex } from "../testing/hex.ts";
import { rsaKey } from "../testing/rsa-key.ts";
import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";
import { deriveLicensingKeys, LicensingClient, type LicensingKeys, licensingMac } from "./licensing.ts";
import { encodeChallengeResponseData, encodeLicenseError, encodeLicensingMessage } from "./licensing-pdus.ts";

const environment = nodeEnvironment();
const serverRandom = new Uint8Array(32).fill(9);
const challenge = new TextEncoder().encode("TEST challenge");

test("the licensing keys of a recorded exchange", () => {
  const keys = deriveLicensingKeys(
    fromHex(`1428dafbb9ea38ab5ea2f904f7899c983d504577bf17811c3787c24813e8c920
      4ddff327bdb6987e64dafe1d312f62ca`),
    fromHex("4b5b7b43638a08fed17abaf5918577fe3936f6d778ec6acc894a90412cac5a49"),
    fromHex("5c81f011ebcfd10eb41fb3ba93a2d73909aa99e910d4d795ddad916905266b6a"),
    environment,
  );
  expect(toHex(keys.macSalt)).toBe("f70375b95fdad0beb42af5c13d98857a");
  expect(toHex(keys.encryption)).toBe("fa44e878d82b3f1d4d00a0a655ce8ab7");
});

test("PLATFORM_CHALLENGE_RESPONSE_DATA", () => {
  expect(toHex(encodeChallengeResponseData(fromHex("54004500530054000000")))).toBe(
    "0001000103000a0054004500530054000000",
  );
});

function licenseRequest(): Uint8Array {
  const certificate = encodeProprietaryCertificate(rsaKey, environment);
  const company = new Writer().utf16("Microsoft Corporation\0").finish();
  const product = new Writer().utf16("A02\0").finish();
  const body = new Writer().bytes(serverRandom).u32(0x60000).u32(company.length).bytes(company);
  body.u32(product.length).bytes(product).u16(13).u16(4).u32(1);
  body.u16(3).u16(certificate.length).bytes(certificate);
  return encodeLicensingMessage(1, body.u32(0));
}

function protectedMessage(type: number, keys: LicensingKeys, plain: Uint8Array): Uint8Array {
  const body = type === 2 ? new Writer().u32(0) : new Writer();
  body.u16(9).u16(plain.length).bytes(new Rc4(keys.encryption).apply(plain));
  return encodeLicensingMessage(type, body.bytes(licensingMac(keys, plain, environment)));
}

function newClient() {
  return new LicensingClient({ environment, clientName: "GATEWAY", username: "zoé" });
}

/** What the server reads from CLIENT_NEW_LICENSE_REQUEST. */
function readNewLicenseRequest(pdu: Uint8Array) {
  const reader = new Reader(pdu, "CLIENT_NEW_LICENSE_REQUEST");
  expect([reader.u8(), reader.u8(), reader.u16()]).toEqual([0x13, 0x83, pdu.length]);
  expect([reader.u32(), reader.u32()]).toEqual([1, 0x04010000]);
  const clientRandom = reader.bytes(32);
  const blob = () => ({ type: reader.u16(), content: reader.bytes(reader.u16()) });
  const secret = blob();
  expect(secret.type).toBe(2);
  const number = modularPower(fromLittleEndian(secret.content), rsaKey.privateExponent, rsaKey.modulus);
  const premaster = toLittleEndian(number, 48);
  const names = [blob(), blob()].map(({ type, content }) => [type, new TextDecoder().decode(content)]);
  expect(reader.remaining).toBe(0);
  return { names, keys: deriveLicensingKeys(premaster, clientRandom, serverRandom, environment) };
}

function afterRequest() {
  const client = newClient();
  const { send, done } = client.receive(licenseRequest());
  expect(done).toBe(false);
  return { client, ...readNewLicenseRequest(send ?? new Uint8Array()) };
}

describe("the whole exchange", () => {
  test("asks for a new licence in the name of the user and the client", () => {
    expect(afterRequest().names).toEqual([
      [15, "zo?\0"],
      [16, "GATEWAY\0"],
    ]);
  });

  test("answers the platform challenge and ends with the licence", () => {
    const { client, keys } = afterRequest();
    const { send, done } = client.receive(protectedMessage(2, keys, challenge));
    expect(done).toBe(false);
    const reader = new Reader(send ?? new Uint8Array(), "CLIENT_PLATFORM_CHALLENGE_RESPONSE");
    expect(reader.u32() & 0xff).toBe(0x15);
    const blob = () => {
      expect(reader.u16()).toBe(9);
      return new Rc4(keys.encryption).apply(reader.bytes(reader.u16()));
    };
    const data = blob();
    const hardwareId = blob();
    expect(data).toEqual(encodeChallengeResponseData(challenge));
    expect(hardwareId.length).toBe(20);
    const signed = new Writer().bytes(data, hardwareId).finish();
    expect(reader.rest()).toEqual(licensingMac(keys, signed, environment));
    expect(client.receive(protectedMessage(3, keys, new Uint8Array(100)))).toEqual({ done: true });
  });

  test("an upgraded licence ends it too", () => {
    const { client, keys } = afterRequest();
    expect(client.receive(protectedMessage(4, keys, new Uint8Array(10)))).toEqual({ done: true });
  });

  test("a challenge with a wrong MAC, or out of turn, is refused", () => {
    const { client, keys } = afterRequest();
    const message = protectedMessage(2, keys, challenge);
    message[message.length - 1] ^= 1;
    expect(() => client.receive(message)).toThrow("the MAC is wrong");
    expect(() => newClient().receive(message)).toThrow("before a license request");
  });

  test("a challenge too long to be answered is refused", () => {
    const { client, keys } = afterRequest();
    const message = protectedMessage(2, keys, new Uint8Array(16_384));
    expect(() => client.receive(message)).toThrow("a challenge of 16384 bytes");
  });

  test("a user name without end is cut", () => {
    const client = new LicensingClient({ environment, clientName: "GATEWAY", username: "z".repeat(100_000) });
    const { send } = client.receive(licenseRequest());
    const [[, username] = []] = readNewLicenseRequest(send ?? new Uint8Array()).names;
    expect(username).toBe(`${"z".repeat(255)}\0`);
  });
});

test("STATUS_VALID_CLIENT of [MS-RDPBCGR] 4.1.12 ends licensing", () => {
  expect(newClient().receive(fromHex("ff031000070000000200000028140000"))).toEqual({ done: true });
});

test("an error that aborts is told, one without transition is not", () => {
  const abort = encodeLicenseError({ errorCode: 2, stateTransition: 1 });
  try {
    newClient().receive(abort);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(ClientError);
    expect((error as ClientError).failure).toMatchObject({ code: "licence-refused", detail: "ERR_NO_LICENSE" });
  }
  expect(newClient().receive(encodeLicenseError({ errorCode: 2, stateTransition: 2 }))).toEqual({ done: true });
});

test("garbage gives a typed error", () => {
  const { client, keys } = afterRequest();
  const good = [
    licenseRequest(),
    protectedMessage(2, keys, challenge),
    encodeLicenseError({ errorCode: 7, stateTransition: 2 }),
  ];
  expectOnlyTypedErrors((bytes) => client.receive(bytes), good);
});
