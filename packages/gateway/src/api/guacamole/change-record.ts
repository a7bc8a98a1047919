import { type AuditAction, type AuditObject, recordAudit } from "../../database/audit.ts";
import type { Group } from "../../parameters/form.ts";
import type { Context } from "./directory.ts";

const FIELDS = ["username", "identifier", "name", "parentIdentifier", "protocol", "type", "disabled"];

/**
 * What the audit log says of a body that changed something: values of what an object has and of the attributes of its
 * forms, and names of parameters. Whatever else a client sent may be a secret.
 */
export function auditDetails(body: object, attributeForms: readonly Group[]): Record<string, unknown> {
  const given = Object.entries(body).filter(([name]) => FIELDS.includes(name));
  const { attributes = {}, parameters } = body as { attributes?: object; parameters?: object };
  const known = new Set(attributeForms.flatMap((group) => group.parameters).map(({ name }) => name));
  const values = Object.entries(attributes).filter(([name]) => known.has(name));
  return {
    ...Object.fromEntries(given),
    ...(values.length > 0 && { attributes: Object.fromEntries(values) }),
    ...(parameters !== undefined && { parameters: Object.keys(parameters) }),
  };
}

/** Writes changes of a directory's objects to the audit log, in the transaction of the change. */
export function changeRecorder(kind: AuditObject["kind"], attributeForms: readonly Group[]) {
  return async (
    { db, caller }: Context,
    action: AuditAction,
    identifier: string,
    name: string,
    body: object = {},
  ): Promise<void> => {
    const details = auditDetails(body, attributeForms);
    await recordAudit(db, { actor: caller, action, object: { kind, identifier, name }, details });
  };
}
