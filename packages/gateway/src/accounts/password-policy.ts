import type { PasswordPolicy } from "./account-settings.ts";

/** What is wrong with a new password. */
export type PasswordFault =
  | "blank"
  | "mismatch"
  | "same"
  | "too-short"
  | "contains-username"
  | "requires-multiple-case"
  | "requires-digit"
  | "requires-symbol"
  | "reused"
  | "too-young";

/** A new password was not accepted. */
export class PasswordRefused extends Error {
  override readonly name = "PasswordRefused";
  readonly fault: PasswordFault;
  /** What a text about it names, such as the least length. */
  readonly variables: Readonly<Record<string, number>>;

  constructor(fault: PasswordFault, variables: Readonly<Record<string, number>> = {}) {
    super(`The new password was refused: ${fault}`);
    this.fault = fault;
    this.variables = variables;
  }
}

/**
 * Checks a new password by itself, in Guacamole's order.
 * @throws PasswordRefused
 */
export function checkPassword(policy: PasswordPolicy, username: string, password: string): void {
  if (password.trim() === "") {
    throw new PasswordRefused("blank");
  }
  if ([...password].length < policy.minLength) {
    throw new PasswordRefused("too-short", { LENGTH: policy.minLength });
  }
  if (policy.prohibitUsername && password.toLowerCase().includes(username.toLowerCase())) {
    throw new PasswordRefused("contains-username");
  }
  if (policy.requireMultipleCase && !(/\p{Ll}/u.test(password) && /\p{Lu}/u.test(password))) {
    throw new PasswordRefused("requires-multiple-case");
  }
  if (policy.requireDigit && !/\p{Nd}/u.test(password)) {
    throw new PasswordRefused("requires-digit");
  }
  if (policy.requireSymbol && !/[^\p{L}\p{N}]/u.test(password)) {
    throw new PasswordRefused("requires-symbol");
  }
}
