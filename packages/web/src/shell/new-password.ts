import type { ParseKeys } from "i18next";

export interface NewPassword {
  readonly current: string;
  readonly fresh: string;
  readonly repeated: string;
}

type Problem = ParseKeys<"app">;

/** What is wrong with a new password before it is even sent, by field; empty if nothing is. */
export function newPasswordProblems({ current, fresh, repeated }: NewPassword): {
  fresh?: Problem;
  repeated?: Problem;
} {
  if (fresh === "") return { fresh: "password.missing" };
  if (fresh === current) return { fresh: "password.same" };
  return fresh === repeated ? {} : { repeated: "password.mismatch" };
}
