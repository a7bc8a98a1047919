import { describe, expect, test } from "vitest";
import {
  disconnectReasonFailure,
  errorInfoFailure,
  licenceFailure,
  logonErrorFailure,
  negotiationFailure,
} from "./error-info.ts";
import { errorInfoCodes, protocolErrorNames } from "./error-info-codes.ts";

describe("Set Error Info", () => {
  test.each([
    [0x3, "ERRINFO_IDLE_TIMEOUT", "idle-timeout"],
    [0x5, "ERRINFO_DISCONNECTED_BY_OTHERCONNECTION", "logged-off-elsewhere"],
    [0xc, "ERRINFO_LOGOFF_BY_USER", "logged-off"],
    [0x102, "ERRINFO_LICENSE_NO_LICENSE", "licence-refused"],
    [0x10d0, "ERRINFO_INVALIDINPUTPDUMOUSE", "protocol-error"],
    [0x1111, "ERRINFO_SECURITYDATATOOSHORT2", "protocol-error"],
    [0x1126, "ERRINFO_SECURITYDATATOOSHORT23", "protocol-error"],
    [0x1195, "ERRINFO_DECRYPTFAILED2", "protocol-error"],
    [0xdeadbeef, "error info 0xdeadbeef", "server-error"],
  ])("%i is %s", (code, detail, ours) => {
    expect(errorInfoFailure(code)).toMatchObject({ detail, code: ours });
  });

  test("ERRINFO_NONE is no failure", () => {
    expect(errorInfoFailure(0)).toBeUndefined();
  });

  test("every name stands once, every message is a sentence", () => {
    const names = [...[...errorInfoCodes.values()].map(([name]) => name), ...protocolErrorNames.values()];
    expect(new Set(names).size).toBe(names.length);
    for (const [, , message] of errorInfoCodes.values()) expect(message).toMatch(/^[A-Z].*\.$/);
  });
});

test("logon errors end the logon, notices do not", () => {
  expect(logonErrorFailure(0xfffffff9, 0)).toMatchObject({ detail: "LOGON_MSG_DISCONNECT_REFUSED" });
  expect(logonErrorFailure(-7, 0)).toMatchObject({ detail: "LOGON_MSG_DISCONNECT_REFUSED" });
  expect(logonErrorFailure(0xc0000234, 9)).toMatchObject({ code: "account-locked" });
  expect(logonErrorFailure(0xc000006d, 2)).toBeUndefined();
  for (const notice of [0xfffffffb, 0xfffffffc, 0xfffffffe]) expect(logonErrorFailure(notice, 9)).toBeUndefined();
});

test("negotiation failures name what the server wants", () => {
  expect(negotiationFailure(5)).toMatchObject({ code: "security-refused", detail: "HYBRID_REQUIRED_BY_SERVER" });
  expect(negotiationFailure(99)).toMatchObject({ code: "security-refused" });
});

test("licence errors are refusals, but for STATUS_VALID_CLIENT", () => {
  expect(licenceFailure(7)).toBeUndefined();
  expect(licenceFailure(2)).toMatchObject({ code: "licence-refused", detail: "ERR_NO_LICENSE" });
  expect(licenceFailure(0x1234)).toMatchObject({ code: "licence-refused" });
});

test("MCS disconnect reasons", () => {
  expect(disconnectReasonFailure(3)).toMatchObject({ code: "logged-off", detail: "rn-user-requested" });
  expect(disconnectReasonFailure(1)).toMatchObject({ code: "server-error" });
});
