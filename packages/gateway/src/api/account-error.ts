import { type LoginRefusal, LoginRefused, MoreNeeded } from "../accounts/login-refused.ts";
import { type PasswordFault, PasswordRefused } from "../accounts/password-policy.ts";
import { CREDENTIAL_FIELDS } from "../accounts/password-renewal.ts";
import { TooManyAttempts } from "../accounts/turns.ts";
import { ApiError } from "./api-error.ts";

/** What a login without credentials, or with wrong ones, is answered. */
export function invalidCredentials(): ApiError {
  const details = { key: "LOGIN.ERROR_INVALID_LOGIN", expected: CREDENTIAL_FIELDS };
  return new ApiError("INVALID_CREDENTIALS", "Permission Denied.", details);
}

/** Messages and keys; Guacamole's where it has some. */
const REFUSALS: Readonly<Record<Exclude<LoginRefusal, "wrong" | "disabled">, readonly [string, string]>> = {
  "not-valid": ["This account is not valid today.", "LOGIN.ERROR_NOT_VALID"],
  "not-accessible": ["This account cannot be used at this time of day.", "LOGIN.ERROR_NOT_ACCESSIBLE"],
  "restricted-time": ["This account cannot be used at this time.", "RESTRICT.ERROR_USER_LOGIN_NOT_ALLOWED_NOW"],
  "restricted-host": ["This account cannot be used from here.", "RESTRICT.ERROR_USER_LOGIN_NOT_ALLOWED_FROM_HOST"],
  "second-factor": ["The code or passkey was not accepted.", "TOTP.INFO_VERIFICATION_FAILED"],
};

const PASSWORD_FAULTS: Readonly<Record<PasswordFault, readonly [string, string]>> = {
  blank: ["The new password may not be blank.", "LOGIN.ERROR_PASSWORD_BLANK"],
  mismatch: ["The new passwords are not the same.", "LOGIN.ERROR_PASSWORD_MISMATCH"],
  same: ["The new password is the old one.", "LOGIN.ERROR_PASSWORD_SAME"],
  "too-short": ["The new password is too short.", "PASSWORD_POLICY.ERROR_TOO_SHORT"],
  "contains-username": ["The new password contains the user name.", "PASSWORD_POLICY.ERROR_CONTAINS_USERNAME"],
  "requires-multiple-case": [
    "The new password must have upper-case and lower-case letters.",
    "PASSWORD_POLICY.ERROR_REQUIRES_MULTIPLE_CASE",
  ],
  "requires-digit": ["The new password must have a digit.", "PASSWORD_POLICY.ERROR_REQUIRES_DIGIT"],
  "requires-symbol": [
    "The new password must have a character that is neither letter nor digit.",
    "PASSWORD_POLICY.ERROR_REQUIRES_NON_ALNUM",
  ],
  reused: ["The new password was used before.", "PASSWORD_POLICY.ERROR_REUSED"],
  "too-young": ["The password was changed too recently to be changed again.", "PASSWORD_POLICY.ERROR_TOO_YOUNG"],
};

function refusal(reason: LoginRefusal): ApiError {
  if (reason === "wrong" || reason === "disabled") {
    return invalidCredentials();
  }
  const [message, key] = REFUSALS[reason];
  return new ApiError("BAD_REQUEST", message, { key });
}

/** The answer to what went wrong with a login or a new password; undefined of any other error. */
export function accountError(error: unknown): ApiError | undefined {
  if (error instanceof LoginRefused) {
    return refusal(error.reason);
  }
  if (error instanceof MoreNeeded) {
    const { message, key, fields } = error;
    return new ApiError("INSUFFICIENT_CREDENTIALS", message, { key, expected: fields });
  }
  if (error instanceof PasswordRefused) {
    const [message, key] = PASSWORD_FAULTS[error.fault];
    return new ApiError("BAD_REQUEST", message, { key, variables: error.variables });
  }
  if (error instanceof TooManyAttempts) {
    return new ApiError("BAD_REQUEST", error.message, { status: 429, key: "LOGIN.ERROR_TOO_MANY_ATTEMPTS" });
  }
  return undefined;
}
