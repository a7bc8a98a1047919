import { ChangeRefused } from "../database/change-refused.ts";
import { accountError } from "./account-error.ts";
import { ApiError, badRequest } from "./api-error.ts";
import { driveError } from "./drive-error.ts";

/** The answer to an error that is a refusal; undefined of any other. */
export function knownError(error: unknown): ApiError | undefined {
  if (error instanceof ApiError) {
    return error;
  }
  if (error instanceof ChangeRefused) {
    return badRequest(error.message);
  }
  return accountError(error) ?? driveError(error);
}
