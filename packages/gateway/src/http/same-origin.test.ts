import { expect, test } from "vitest";
import { isSameOrigin } from "./same-origin.ts";

test.each([
  [{ "sec-fetch-site": "same-origin" }, true],
  [{ "sec-fetch-site": "same-site", origin: "https://host", host: "host" }, false],
  [{ "sec-fetch-site": "none" }, false],
  [{ origin: "http://host:8080", host: "host:8080" }, true],
  [{ origin: "http://host", host: "host:80" }, true],
  [{ origin: "https://host", host: "host:443", "x-forwarded-proto": "https" }, true],
  [{ origin: "https://host", host: "host", "x-forwarded-proto": "http" }, true],
  [{ origin: "http://host", host: "host", "x-forwarded-proto": "https" }, false],
  [{ origin: "https://evil.example", host: "host" }, false],
  [{ origin: "http://host:8081", host: "host:8080" }, false],
  [{ origin: "null", host: "null" }, false],
  [{ host: "host" }, false],
  [{ origin: "https://host" }, false],
])("%j is the same origin: %s", (headers, expected) => {
  expect(isSameOrigin(headers)).toBe(expected);
});
