import { expect, test } from "vitest";
import { pageAfterLogin } from "./page-after-login.ts";

test("people return to where they were", () => {
  expect(pageAfterLogin("/desktop/3")).toBe("/desktop/3");
  expect(pageAfterLogin("/connections/new?copyOf=2")).toBe("/connections/new?copyOf=2");
});

test("without a page, to the login page again or out of the application they come home", () => {
  expect(pageAfterLogin(undefined)).toBe("/");
  expect(pageAfterLogin("/login?redirect=%2Flogin")).toBe("/");
  expect(pageAfterLogin("//evil.example")).toBe("/");
  expect(pageAfterLogin("https://evil.example")).toBe("/");
});
