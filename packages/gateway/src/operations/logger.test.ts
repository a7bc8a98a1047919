import { expect, test } from "vitest";
import { errorFacts } from "./logger.ts";

test("an error is logged without what the database adds to it", () => {
  const fault = Object.assign(new Error("value too long"), {
    code: "22001",
    params: ["$argon2id$secret"],
    detail: "secret",
  });
  const facts = errorFacts(new Error("request failed", { cause: fault }));
  expect(facts).toMatchObject({ message: "request failed", cause: { message: "value too long", code: "22001" } });
  expect(JSON.stringify(facts)).not.toContain("secret");
  expect(errorFacts("thrown text")).toEqual({ message: "thrown text" });
});
