import { ApiError } from "../api/api-error.ts";
import type { Schema } from "./draft.ts";

/**
 * The field that the gateway refused to store: its messages begin with the parameter's name.
 * @returns its path, such as `parameters.port`; undefined if the failure is not about one field.
 */
export function refusedField(error: unknown, schema: Schema): string | undefined {
  if (!(error instanceof ApiError) || error.type !== "BAD_REQUEST") return undefined;
  const name = error.detail?.split(" ", 1)[0];
  const isParameter = schema.parameters.some((form) => form.fields.some((field) => field.name === name));
  return isParameter ? `parameters.${name}` : undefined;
}
