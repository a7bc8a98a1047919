import { type AuditObject, recordAudit } from "../../database/audit.ts";
import type { Queries } from "../../database/database.ts";
import type { Caller } from "../../database/sign-ins.ts";
import { isSecretParameter } from "../../parameters/connection-parameters.ts";
import { withoutSecrets } from "./connection-objects.ts";

/**
 * Parameters as a caller who may change the object gets them: in clear, which is written to the audit log if there are
 * secrets among them; without secrets by an API key that has no scope for them.
 */
export async function readableParameters(
  queries: Queries,
  caller: Caller,
  action: "connection.secrets-read" | "sharing-profile.secrets-read",
  object: AuditObject,
  parameters: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  if (caller.scopes !== undefined && !caller.scopes.includes("secrets")) {
    return withoutSecrets(parameters);
  }
  const names = Object.keys(parameters).filter(isSecretParameter);
  if (names.length > 0) {
    await recordAudit(queries, { actor: caller, action, object, details: { parameters: names } });
  }
  return parameters;
}
