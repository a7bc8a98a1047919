import { expect, test } from "vitest";
import { newPasswordProblems } from "./new-password.ts";

test("a new password typed twice is fine", () => {
  expect(newPasswordProblems({ current: "old", fresh: "new", repeated: "new" })).toEqual({});
});

test("a blank, unchanged or differently repeated password is not", () => {
  expect(newPasswordProblems({ current: "old", fresh: "", repeated: "" })).toEqual({ fresh: "password.missing" });
  expect(newPasswordProblems({ current: "old", fresh: "old", repeated: "old" })).toEqual({ fresh: "password.same" });
  expect(newPasswordProblems({ current: "old", fresh: "new", repeated: "nwe" })).toEqual({
    repeated: "password.mismatch",
  });
});
