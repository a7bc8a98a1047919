import { ApiError } from "../api/api-error.ts";
import { fieldsOf, type Schema } from "./draft.ts";

/**
 * The field that the gateway refused to store: its messages begin with its name.
 * @returns its path, such as `parameters.port`; undefined if the failure is not about one field.
 */
export function refusedField(error: unknown, schema: Schema): string | undefined {
  if (!(error instanceof ApiError) || error.type !== "BAD_REQUEST") return undefined;
  if (isNameTaken(error)) return "name";
  const name = error.detail?.split(/[ :]/, 1)[0];
  const kind = (["parameters", "attributes"] as const).find((one) =>
    fieldsOf(schema[one]).some((field) => field.name === name),
  );
  return kind && `${kind}.${name}`;
}

/** Whether there is one of this name in the same group already. */
export function isNameTaken(error: unknown): boolean {
  return error instanceof ApiError && /^The connection( group)? ".*" already exists\.$/s.test(error.detail ?? "");
}
