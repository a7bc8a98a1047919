import type { Queries } from "./database.ts";

/** Everything that the audit log speaks of. */
export const AUDIT_ACTIONS = [
  ...(["user.create", "user.change", "user.delete", "user.password", "user.permissions", "user.groups"] as const),
  ...(["user.unlock", "user.second-factor-reset", "user.sign-ins-end"] as const),
  ...(["group.create", "group.change", "group.delete", "group.permissions", "group.members"] as const),
  ...(["connection.create", "connection.change", "connection.delete", "connection.secrets-read"] as const),
  "connection.test",
  ...(["connection-group.create", "connection-group.change", "connection-group.delete"] as const),
  ...(["sharing-profile.create", "sharing-profile.change", "sharing-profile.delete"] as const),
  ...(["sharing-profile.secrets-read"] as const),
  ...(["session.end", "session.message", "session.share", "session.unshare"] as const),
  ...(["sign-in.success", "sign-in.refused", "sign-in.end", "sign-in.blocked"] as const),
  ...(["second-factor.add", "second-factor.remove", "recovery-code.use"] as const),
  ...(["api-key.create", "api-key.delete"] as const),
  ...(["import", "export", "ban.lift", "database.adopt"] as const),
  ...(["hours.correct", "hours.withdraw", "hours.close", "hours.reopen"] as const),
  ...(["hours.schedule", "hours.holidays", "hours.roles", "hours.mail"] as const),
  ...(["secrets.seal", "secrets.rotate", "secrets.release"] as const),
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** What an action was done to, as the API names it. */
export interface AuditObject {
  readonly kind: "user" | "userGroup" | "connection" | "connectionGroup" | "sharingProfile" | "session" | "apiKey";
  readonly identifier: string;
  readonly name: string;
}

export interface AuditEntry {
  /** Undefined: the gateway itself, or its operator at the command line. */
  readonly actor: { readonly username: string; readonly remoteHost: string } | undefined;
  readonly action: AuditAction;
  readonly object?: AuditObject;
  /** What changed; never a secret. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Adds to the audit log; in the transaction of what is logged, where there is one. */
export async function recordAudit(queries: Queries, { actor, action, object, details }: AuditEntry): Promise<void> {
  await queries
    .insertInto("passerelle_audit")
    .values({
      at: new Date(),
      actor: actor?.username ?? "",
      remote_host: actor?.remoteHost ?? null,
      action,
      object_kind: object?.kind ?? null,
      object_identifier: object?.identifier ?? null,
      object_name: object?.name ?? null,
      details: JSON.stringify(details ?? {}),
    })
    .execute();
}
