import { ApiError } from "../api/api-error.ts";

/** The field of a user that the gateway refused; undefined if the failure is about no field. */
export function refusedUserField(error: unknown): "username" | "password" | undefined {
  if (!(error instanceof ApiError) || error.type !== "BAD_REQUEST") return undefined;
  if (error.key !== undefined && /^(PASSWORD_POLICY\.|LOGIN\.ERROR_PASSWORD)/.test(error.key)) return "password";
  return isNameTaken(error) ? "username" : undefined;
}

/** Whether something of this name exists. */
export function isNameTaken(error: unknown): boolean {
  return error instanceof ApiError && error.type === "BAD_REQUEST" && /already exists/i.test(error.detail ?? "");
}

/** The attribute that the gateway refused: its messages begin with the name; undefined if the failure is about none. */
export function refusedAttribute(error: unknown, known: readonly string[]): string | undefined {
  if (!(error instanceof ApiError) || error.type !== "BAD_REQUEST") return undefined;
  return known.find((name) => error.detail?.startsWith(`${name}: `));
}
