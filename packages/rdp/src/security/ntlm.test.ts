import { describe, expect, test } from "vitest";
import { nodeEnvironment } from "../testing/environment.ts";
import { expectOnlyTypedErrors } from "../testing/garbage.ts";
import { fromHex, toHex } from "../testing/hex.ts";
import { NtlmClient, NtlmServer } from "./ntlm.ts";
import { clientChallengeBlob, lmV2Response, NtlmSession, ntlmV2Key, ntlmV2Proof } from "./ntlm-keys.ts";
import {
  avIds,
  decodeAuthenticate,
  decodeChallenge,
  decodeNegotiate,
  encodeAuthenticate,
  encodeAvPairs,
  encodeChallenge,
  utf16,
} from "./ntlm-messages.ts";
import { Rc4 } from "./rc4.ts";

const environment = nodeEnvironment();

describe("[MS-NLMP] 4.2.4", () => {
  const serverChallenge = fromHex("0123456789abcdef");
  const clientChallenge = fromHex("aaaaaaaaaaaaaaaa");
  const randomSessionKey = new Uint8Array(16).fill(0x55);
  const targetInfo = encodeAvPairs([
    { id: avIds.domainName, value: utf16("Domain") },
    { id: avIds.computerName, value: utf16("Server") },
  ]);
  const key = ntlmV2Key("User", "Password", "Domain", environment);
  const blob = clientChallengeBlob(new Uint8Array(8), clientChallenge, targetInfo);

  test("NTOWFv2", () => {
    expect(toHex(key)).toBe("0c868a403bfd7a93a3001ef22ef02e3f");
  });

  test("temp", () => {
    expect(toHex(blob)).toBe(
      "01010000000000000000000000000000aaaaaaaaaaaaaaaa0000000002000c0044006f006d00610069006e0001000c005300650072007600650072000000000000000000",
    );
  });

  test("NTLMv2 response, session base key, LMv2 response", () => {
    const { proof, sessionBaseKey } = ntlmV2Proof(key, serverChallenge, blob, environment);
    expect(toHex(proof)).toBe("68cd0ab851e51c96aabc927bebef6a1c");
    expect(toHex(sessionBaseKey)).toBe("8de40ccadbc14a82f15cb0ad0de95ca3");
    expect(toHex(new Rc4(sessionBaseKey).apply(randomSessionKey))).toBe("c5dad2544fc9799094ce1ce90bc9d03e");
    expect(toHex(lmV2Response(key, serverChallenge, clientChallenge, environment))).toBe(
      "86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa",
    );
  });

  test("GSS_WrapEx", () => {
    const session = new NtlmSession(randomSessionKey, "client", environment);
    expect(toHex(session.seal(utf16("Plaintext")))).toBe(
      "010000007fb38ec5c55d49760000000054e50165bf1936dc996020c1811b0f06fb5f",
    );
  });

  test("CHALLENGE_MESSAGE", () => {
    const message =
      fromHex(`4e544c4d53535000020000000c000c003800000033828ae20123456789abcdef00000000000000002400240044000000
      060070170000000f53006500720076006500720002000c0044006f006d00610069006e0001000c0053006500720076006500720000000000`);
    const challenge = decodeChallenge(message);
    expect(challenge.targetName).toBe("Server");
    expect(challenge.flags | 0).toBe(0xe28a8233 | 0);
    expect(challenge.serverChallenge).toEqual(serverChallenge);
    expect(encodeAvPairs(challenge.targetInfo)).toEqual(targetInfo);
    expect(decodeChallenge(encodeChallenge(challenge))).toEqual(challenge);
  });
});

const bindings = new Uint8Array(16).fill(7);
const credentials = { username: "Zoé", password: "pässword", domain: "DOM" };

function authenticate(options: { password?: string; bindings?: Uint8Array } = {}) {
  const client = new NtlmClient({ credentials, targetName: "TERMSRV/pc", channelBindings: bindings, environment });
  const server = new NtlmServer("PC", environment);
  const { token, session } = client.receive(server.challenge(client.start()));
  const passwordOf = (name: string) => (name === "Zoé" ? (options.password ?? "pässword") : undefined);
  return { token, session, server, passwordOf, bindings: options.bindings ?? bindings };
}

describe("client and server", () => {
  test("authenticate and talk both ways", () => {
    const { token, session, server, passwordOf } = authenticate();
    const identity = server.authenticate(token, bindings, passwordOf);
    expect(identity).toMatchObject({ username: "Zoé", domain: "DOM" });
    for (const text of ["one", "two", "three"]) {
      expect(identity?.session.unseal(session.seal(utf16(text)))).toEqual(utf16(text));
      if (identity) expect(session.unseal(identity.session.seal(utf16(text)))).toEqual(utf16(text));
    }
  });

  test("the client proves its target name, bindings and MIC", () => {
    const { token } = authenticate();
    const { ntResponse } = decodeAuthenticate(token);
    const text = toHex(ntResponse);
    expect(text).toContain(toHex(utf16("TERMSRV/pc")));
    expect(text).toContain(`0a001000${toHex(bindings)}`);
  });

  test.each([
    ["another password", { password: "other" }],
    ["other channel bindings", { bindings: new Uint8Array(16).fill(8) }],
  ])("%s is refused", (_, options) => {
    const { token, server, passwordOf, bindings } = authenticate(options);
    expect(server.authenticate(token, bindings, passwordOf)).toBeUndefined();
  });

  test("a message changed on the way is refused by its MIC", () => {
    const { token, server, passwordOf } = authenticate();
    const message = decodeAuthenticate(token);
    const changed = encodeAuthenticate({ ...message, flags: message.flags & ~0x8000 });
    expect(server.authenticate(changed, bindings, passwordOf)).toBeUndefined();
  });

  test("a message sealed for one side or out of turn does not open", () => {
    const { token, session, server, passwordOf } = authenticate();
    const identity = server.authenticate(token, bindings, passwordOf);
    const first = session.seal(utf16("first"));
    const second = session.seal(utf16("second"));
    expect(() => identity?.session.unseal(second)).toThrow("the signature is wrong");
    expect(() => session.unseal(first)).toThrow("the signature is wrong");
  });

  test("a server without 128 bit session security is refused", () => {
    const client = new NtlmClient({ credentials, targetName: "", channelBindings: bindings, environment });
    const challenge = decodeChallenge(new NtlmServer("PC", environment).challenge(client.start()));
    const weak = encodeChallenge({ ...challenge, flags: challenge.flags & ~0x20000000 });
    expect(() => client.receive(weak)).toThrow("128 bit NTLMv2 is not offered");
  });
});

test("garbage gives a typed error", () => {
  const { token } = authenticate();
  const client = new NtlmClient({ credentials, targetName: "", channelBindings: bindings, environment });
  const challenge = new NtlmServer("PC", environment).challenge(client.start());
  expectOnlyTypedErrors((bytes) => client.receive(bytes), [challenge]);
  expectOnlyTypedErrors(decodeAuthenticate, [token]);
  expectOnlyTypedErrors(decodeNegotiate, [client.start()]);
  const server = new NtlmServer("PC", environment);
  expectOnlyTypedErrors((bytes) => server.authenticate(bytes, bindings, () => "x"), [token]);
});
