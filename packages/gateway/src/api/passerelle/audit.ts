import { type Static, Type } from "typebox";
import { AUDIT_ACTIONS } from "../../database/audit.ts";
import { type AuditFilter, allAudit, type ListedAudit, listAudit } from "../../database/lists/audit-log.ts";
import { requireSystemPermission } from "../access.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { CsvQuery, csvFormat, sendCsv } from "./csv-download.ts";
import { pageOf, pageQuery } from "./page.ts";
import { Moment, nullable } from "./schemas.ts";

const Text = nullable(Type.String());

const Entry = Type.Object({
  identifier: Type.String(),
  date: Moment,
  actor: Type.String({ description: 'A user name, or "" for the gateway and its operator.' }),
  remoteHost: Text,
  action: Type.String({ description: `One of ${AUDIT_ACTIONS.join(", ")}.` }),
  objectKind: Text,
  objectIdentifier: Text,
  objectName: Text,
  details: Type.Record(Type.String(), Type.Unknown()),
});

const Filter = Type.Object({
  action: Type.Optional(Type.String({ maxLength: 64, description: "An action, or how several begin: `user.`" })),
  actor: Type.Optional(Type.String({ maxLength: 128 })),
  from: Type.Optional(Moment),
  to: Type.Optional(Moment),
  objectKind: Type.Optional(Type.String({ maxLength: 32 })),
  objectIdentifier: Type.Optional(Type.String({ maxLength: 128 })),
});

function entryOf({ auditId, date, ...row }: ListedAudit): Static<typeof Entry> {
  return { ...row, identifier: auditId, date: date.getTime() };
}

function filterOf({ from, to, ...filter }: Static<typeof Filter> & { search?: string }): AuditFilter {
  return {
    ...filter,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  };
}

const HEADINGS = {
  en: ["Date", "User", "Address", "Action", "Kind", "Identifier", "Name", "Details"],
  fr: ["Date", "Utilisateur", "Adresse", "Action", "Genre", "Identifiant", "Nom", "Détails"],
};

/** Who changed what; for administrators and auditors. */
export function auditRoutes(routes: Routes, { queries }: Services): void {
  const tags = ["audit"];

  routes.get(
    "/audit",
    {
      schema: {
        tags,
        summary: "The audit log",
        querystring: Type.Interface([pageQuery(["date", "actor", "action", "objectName"]), Filter], {}),
        response: { 200: pageOf(Entry) },
      },
    },
    async ({ caller, query }) => {
      await requireSystemPermission(queries, caller, "AUDIT");
      const { total, rows } = await listAudit(queries, filterOf(query), query);
      return { total, items: rows.map(entryOf) };
    },
  );

  routes.get(
    "/audit.csv",
    {
      schema: {
        tags,
        summary: "The whole audit log, as CSV",
        querystring: Type.Interface([CsvQuery, Filter], {
          search: Type.Optional(Type.String({ maxLength: 256 })),
        }),
        response: { 200: Type.Unsafe<unknown>({ type: "string", description: "text/csv" }) },
      },
    },
    async ({ caller, query }, reply) => {
      await requireSystemPermission(queries, caller, "AUDIT");
      const format = csvFormat(query);
      return sendCsv(reply, "audit", format, HEADINGS, allAudit(queries, filterOf(query)), (row) => [
        format.moment(row.date),
        row.actor,
        row.remoteHost ?? "",
        row.action,
        row.objectKind ?? "",
        row.objectIdentifier ?? "",
        row.objectName ?? "",
        Object.keys(row.details).length === 0 ? "" : JSON.stringify(row.details),
      ]);
    },
  );
}
