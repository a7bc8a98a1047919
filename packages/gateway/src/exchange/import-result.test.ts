import { expect, test } from "vitest";
import { notFound } from "../api/api-error.ts";
import { ImportTally } from "./import-result.ts";

test("an import in which everything is wrong is not tried to its end", async () => {
  const tally = new ImportTally();
  let tried = 0;
  for (let line = 1; line <= 1000; line++) {
    await tally.attempt({ line, name: "x" }, async () => {
      tried++;
      throw notFound("x");
    });
  }
  expect(tried).toBe(200);
  expect(tally.result().problems).toHaveLength(200);
});
