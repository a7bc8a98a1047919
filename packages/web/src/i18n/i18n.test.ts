import { expect, test } from "vitest";
import { preferredLanguage } from "./i18n.ts";

test("the language chosen before wins over the browser's", () => {
  expect(preferredLanguage("en", ["fr-FR"])).toBe("en");
});

test("else the first of the browser's languages that there are texts in", () => {
  expect(preferredLanguage(null, ["mg-MG", "fr-MG", "en"])).toBe("fr");
  expect(preferredLanguage("de", ["FR"])).toBe("fr");
});

test("else English", () => {
  expect(preferredLanguage(null, ["mg", "de-DE"])).toBe("en");
  expect(preferredLanguage(null, [])).toBe("en");
});
