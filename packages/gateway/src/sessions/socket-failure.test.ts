import { describe, expect, test } from "vitest";
import { failureOfSocketError } from "./socket-failure.ts";

describe("socket errors", () => {
  test.each([
    ["ENOTFOUND", "host-unknown"],
    ["EAI_AGAIN", "host-unknown"],
    ["ECONNREFUSED", "port-closed"],
    ["ETIMEDOUT", "no-answer"],
    ["EHOSTUNREACH", "no-answer"],
    ["ENETUNREACH", "no-answer"],
    ["ECONNRESET", "connection-lost"],
    ["EPIPE", "connection-lost"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "tls-failed"],
  ])("%s is %s", (code, expected) => {
    const error = Object.assign(new Error("it failed"), { code });
    expect(failureOfSocketError(error, "desktop:3389")).toEqual({ code: expected, detail: `desktop:3389 ${code}` });
  });

  test("without a code are a lost connection", () => {
    expect(failureOfSocketError(new Error("?"), "desktop:3389")).toEqual({
      code: "connection-lost",
      detail: "desktop:3389",
    });
  });
});
