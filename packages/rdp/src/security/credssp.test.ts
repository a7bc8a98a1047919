import { describe, expect, test } from "vitest";
import { ClientError } from "../client-error.ts";
import { certificates } from "../testing/certificates.ts";
import { nodeEnvironment } from "../testing/environment.ts";
import { expectOnlyTypedErrors } from "../testing/garbage.ts";
import { fromHex } from "../testing/hex.ts";
import {
  CredSspClient,
  type CredSspMechanism,
  decodeEarlyUserAuthorizationResult,
  tsRequestLength,
} from "./credssp.ts";
import { CredSspServer, type CredSspServerStep } from "./credssp-server.ts";
import { encodeNegTokenResp, negotiationStates } from "./spnego.ts";
import { decodeTsRequest, encodeTsRequest, type TsRequest } from "./ts-request.ts";

const environment = nodeEnvironment();
const credentials = { username: "alice", password: "Secret1", domain: "" };
const mechanisms = ["spnego", "ntlm"] as const;
const certificate = certificates.rsaSha256.der;

function clientOf(mechanism: CredSspMechanism = "spnego", seen = certificate) {
  return new CredSspClient({ credentials, hostname: "pc.example", certificate: seen, environment, mechanism });
}

function serverOf(version: number, password = "Secret1") {
  return new CredSspServer({ name: "PC", certificate, environment, version, passwordOf: () => password });
}

function run(client: CredSspClient, server: CredSspServer): CredSspServerStep {
  let step = server.receive(client.start());
  for (;;) {
    if (!step.send) return step;
    const { send, done } = client.receive(step.send);
    if (!send) return step;
    step = server.receive(send);
    if (done) return step;
  }
}

/** The two messages that bind the public key: the client's, and the server's answer, which the client has not seen. */
function bind(client: CredSspClient, server: CredSspServer): { request: TsRequest; answer: TsRequest } {
  let bytes = client.start();
  for (;;) {
    const request = decodeTsRequest(bytes);
    const answer = server.receive(bytes).send ?? new Uint8Array();
    if (request.pubKeyAuth) return { request, answer: decodeTsRequest(answer) };
    bytes = client.receive(answer).send ?? new Uint8Array();
  }
}

function failureOf(act: () => unknown) {
  try {
    act();
  } catch (error) {
    if (error instanceof ClientError) return error.failure;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe.each([2, 3, 4, 5, 6])("version %i", (version) => {
  test.each(mechanisms)("delegates the credentials with %s", (mechanism) => {
    expect(run(clientOf(mechanism), serverOf(version)).credentials).toEqual(credentials);
  });

  test("a wrong password is told", () => {
    const failure = failureOf(() => run(clientOf(), serverOf(version, "other")));
    expect(failure).toMatchObject({ code: "wrong-credentials", detail: "STATUS_LOGON_FAILURE" });
  });

  test.each(mechanisms)("the password is not sent to who has another public key, with %s", (mechanism) => {
    const client = clientOf(mechanism);
    const { pubKeyAuth, ...rest } = bind(client, serverOf(version)).answer;
    const broken = pubKeyAuth?.map((byte, index) => (index === 20 ? byte ^ 1 : byte));
    expect(() => client.receive(encodeTsRequest({ ...rest, ...(broken && { pubKeyAuth: broken }) }))).toThrow();
  });
});

test("a relay that shows another certificate gets no logon", () => {
  expect(failureOf(() => run(clientOf("spnego", certificates.rsaSha512.der), serverOf(6))).code).toBe(
    "wrong-credentials",
  );
});

test.each(mechanisms)("a server that echoes the client's own binding is refused, with %s", (mechanism) => {
  const client = clientOf(mechanism);
  const { pubKeyAuth } = bind(client, serverOf(6)).request;
  const echo = encodeTsRequest({ version: 6, ...(pubKeyAuth && { pubKeyAuth }) });
  expect(() => client.receive(echo)).toThrow("the signature is wrong");
});

test("SPNEGO is confirmed before the public key is bound", () => {
  const client = clientOf("spnego");
  const server = serverOf(6);
  const answer = client.receive(server.receive(client.start()).send ?? new Uint8Array()).send ?? new Uint8Array();
  expect(decodeTsRequest(answer)).not.toHaveProperty("pubKeyAuth");
  const confirmation = decodeTsRequest(server.receive(answer).send ?? new Uint8Array());
  expect(confirmation).toHaveProperty("negoToken");
  expect(confirmation).not.toHaveProperty("pubKeyAuth");
});

test("a server that rejects NTLM is told apart", () => {
  const client = clientOf("spnego");
  client.start();
  const negoToken = encodeNegTokenResp({ state: negotiationStates.reject });
  const failure = failureOf(() => client.receive(encodeTsRequest({ version: 6, negoToken })));
  expect(failure).toMatchObject({ code: "authentication-failed", detail: "SPNEGO without NTLM" });
  expect(client.challenged).toBe(false);
});

test.each([
  [0xc0000071, "password-expired"],
  [0xc0000224, "password-expired"],
  [0xc0000234, "account-locked"],
  [0xc0000072, "account-disabled"],
  [0xc0000193, "account-expired"],
  [0xc000006e, "account-restricted"],
  [0xc000015b, "logon-not-granted"],
  [0xc000006d, "wrong-credentials"],
  [0x8007052e, "wrong-credentials"],
  [0xc0ffee00, "authentication-failed"],
])("errorCode %i is %s", (errorCode, code) => {
  const client = clientOf();
  client.start();
  expect(failureOf(() => client.receive(encodeTsRequest({ version: 6, errorCode }))).code).toBe(code);
});

test("a server that hangs up is told apart by when it does", () => {
  const client = clientOf();
  const challenge = serverOf(6).receive(client.start()).send ?? new Uint8Array();
  expect(client.connectionClosed().code).toBe("authentication-failed");
  client.receive(challenge);
  expect(client.connectionClosed().code).toBe("wrong-credentials");
});

describe("tsRequestLength", () => {
  test.each([
    ["", undefined],
    ["30", undefined],
    ["3005", 7],
    ["3081", undefined],
    ["308190", 0x93],
    ["308201", undefined],
    ["30820102", 0x106],
  ])("%s", (bytes, length) => {
    expect(tsRequestLength(fromHex(bytes))).toBe(length);
  });

  test.each(["04", "3080", "3084ffffffff", "3083010000"])("%s is refused", (bytes) => {
    expect(() => tsRequestLength(fromHex(bytes))).toThrow("TSRequest");
  });
});

test("Early User Authorization Result", () => {
  expect(decodeEarlyUserAuthorizationResult(fromHex("00000000"))).toBeUndefined();
  expect(decodeEarlyUserAuthorizationResult(fromHex("05000000"))).toMatchObject({ code: "logon-not-granted" });
  expect(() => decodeEarlyUserAuthorizationResult(fromHex("0500"))).toThrow("2 left");
});

test("garbage gives a typed error at every stage", () => {
  expectOnlyTypedErrors((bytes) => tsRequestLength(bytes));
  const challenge = serverOf(6).receive(clientOf().start()).send ?? new Uint8Array();
  expectOnlyTypedErrors((bytes) => clientOf().receive(bytes), [challenge]);
  expectOnlyTypedErrors((bytes) => clientOf("ntlm").receive(bytes), [challenge]);
  expectOnlyTypedErrors((bytes) => serverOf(6).receive(bytes), [clientOf().start(), clientOf("ntlm").start()]);
  for (const mechanism of mechanisms) {
    const client = clientOf(mechanism);
    const server = serverOf(6);
    const answer = client.receive(server.receive(client.start()).send ?? new Uint8Array()).send ?? new Uint8Array();
    expectOnlyTypedErrors(
      (bytes) => {
        const fresh = serverOf(6);
        fresh.receive(clientOf(mechanism).start());
        fresh.receive(bytes);
      },
      [answer],
    );
    const confirmation = server.receive(answer).send ?? new Uint8Array();
    expectOnlyTypedErrors((bytes) => client.receive(bytes), [confirmation]);
  }
});
