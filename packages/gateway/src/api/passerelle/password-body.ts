import { Type } from "typebox";

/** The caller's password: a stolen sign-in must not be able to change how its owner gets in. */
export const PasswordBody = Type.Object(
  { password: Type.String({ maxLength: 1024 }) },
  { additionalProperties: false },
);
