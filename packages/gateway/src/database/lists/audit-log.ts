import { type RawBuilder, sql } from "kysely";
import type { Queries } from "../database.ts";
import { contains, type ListSource, type Page, type PageRequest, readAll, readPage } from "./page.ts";

/** An entry of the audit log. */
export interface ListedAudit {
  readonly auditId: string;
  readonly date: Date;
  /** Name of a user, or "" for the gateway itself. */
  readonly actor: string;
  readonly remoteHost: string | null;
  readonly action: string;
  readonly objectKind: string | null;
  readonly objectIdentifier: string | null;
  readonly objectName: string | null;
  readonly details: Record<string, unknown>;
}

export interface AuditFilter {
  /** An action, or the beginning of several, such as `user.`. */
  readonly action?: string | undefined;
  readonly actor?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  readonly objectKind?: string | undefined;
  readonly objectIdentifier?: string | undefined;
  readonly search?: string | undefined;
}

function equals(column: string, value: string | undefined): RawBuilder<boolean>[] {
  return value === undefined ? [] : [sql<boolean>`${sql.ref(`entry.${column}`)} = ${value}`];
}

function auditSource({ action, from, to, search, ...filter }: AuditFilter): ListSource {
  const texts = ["actor", "action", "object_name", "object_identifier", "remote_host"];
  return {
    from: sql`passerelle_audit as entry`,
    conditions: [
      ...(action === undefined ? [] : [sql<boolean>`starts_with(entry.action, ${action})`]),
      ...(from === undefined ? [] : [sql<boolean>`entry.at >= ${from}`]),
      ...(to === undefined ? [] : [sql<boolean>`entry.at < ${to}`]),
      ...equals("actor", filter.actor),
      ...equals("object_kind", filter.objectKind),
      ...equals("object_identifier", filter.objectIdentifier),
      ...(search === undefined ? [] : [contains(search, ...texts.map((column) => sql.ref(`entry.${column}`)))]),
    ],
    columns: sql`
      entry.audit_id::text as "auditId", entry.at as date, entry.actor, entry.remote_host as "remoteHost", entry.action,
      entry.object_kind as "objectKind", entry.object_identifier as "objectIdentifier",
      entry.object_name as "objectName", entry.details`,
    sorts: {
      date: sql`entry.at`,
      actor: sql`entry.actor`,
      action: sql`entry.action`,
      objectName: sql`entry.object_name`,
    },
    neverNull: ["date", "actor", "action"],
    tieBreaker: sql`entry.audit_id`,
    defaultSort: "-date",
  };
}

/** A part of the audit log; who may read it is for the caller to decide. */
export async function listAudit(queries: Queries, filter: AuditFilter, page: PageRequest): Promise<Page<ListedAudit>> {
  return readPage(queries, auditSource(filter), page);
}

/** The whole of it, newest first. */
export async function* allAudit(queries: Queries, filter: AuditFilter): AsyncGenerator<ListedAudit> {
  yield* readAll(queries, auditSource(filter), (row: ListedAudit) => Number(row.auditId));
}
