import { type Static, Type } from "typebox";
import { parseIdentifier } from "../../database/identifier.ts";
import {
  allLogins,
  allUses,
  type HistoryFilter,
  type ListedLogin,
  type ListedUse,
  listLogins,
  listUses,
} from "../../database/lists/history.ts";
import { historyUuid } from "../../sessions/history.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { type CsvFormat, CsvQuery, csvFormat, sendCsv } from "./csv-download.ts";
import { pageOf, pageQuery } from "./page.ts";
import { Moment, nullable } from "./schemas.ts";

const LoginFilter = Type.Object({
  from: Type.Optional(Moment),
  to: Type.Optional(Moment),
  username: Type.Optional(Type.String({ maxLength: 128 })),
});
const UseFilter = Type.Interface([LoginFilter], { connection: Type.Optional(Type.String({ maxLength: 10 })) });
const Search = Type.Object({ search: Type.Optional(Type.String({ maxLength: 256 })) });

const LOGIN_SORTS = ["startDate", "endDate", "duration", "username", "remoteHost"] as const;

const Login = Type.Object({
  identifier: Type.String(),
  username: Type.String(),
  remoteHost: nullable(Type.String()),
  startDate: Moment,
  endDate: nullable(Moment),
  duration: nullable(Type.Integer({ description: "Milliseconds; null until it has ended." })),
  active: Type.Boolean({ description: "It is live now." }),
  doubtful: Type.Boolean({ description: "It has no end and is not live: nobody knows how long it was." }),
});

const Use = Type.Interface([Login], {
  uuid: Type.String(),
  connectionIdentifier: nullable(Type.String({ description: "Null when the connection was deleted." })),
  connectionName: Type.String(),
  sharingProfileName: nullable(Type.String()),
});

function durationOf({ startDate, endDate }: ListedLogin): number | null {
  return endDate === null ? null : endDate.getTime() - startDate.getTime();
}

function loginItem(row: ListedLogin): Static<typeof Login> {
  const { historyId, username, remoteHost, startDate, endDate, active } = row;
  return {
    identifier: String(historyId),
    username,
    remoteHost,
    startDate: startDate.getTime(),
    endDate: endDate?.getTime() ?? null,
    duration: durationOf(row),
    active: active && endDate === null,
    doubtful: !active && endDate === null,
  };
}

function useItem(row: ListedUse): Static<typeof Use> {
  const { connectionId, connectionName, sharingProfileName } = row;
  return {
    ...loginItem(row),
    uuid: historyUuid(row.historyId),
    connectionIdentifier: connectionId?.toString() ?? null,
    connectionName,
    sharingProfileName,
  };
}

type Filters = Static<typeof UseFilter> & Static<typeof Search>;

/** An identifier that can be none is one of which there are no records. */
function filterOf({ from, to, username, connection, search }: Filters): HistoryFilter {
  return {
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
    username,
    connectionId: connection === undefined ? undefined : (parseIdentifier(connection) ?? 0),
    search,
  };
}

const WHO = { en: ["User", "Address"], fr: ["Utilisateur", "Adresse"] };
const WHAT = { en: ["Connection", "Shared as"], fr: ["Connexion", "Partagée par"] };
const WHEN = {
  en: ["Start", "End", "Duration", "Hours"],
  fr: ["Début", "Fin", "Durée", "Heures"],
};
const LOGIN_HEADINGS = { en: [...WHO.en, ...WHEN.en], fr: [...WHO.fr, ...WHEN.fr] };
const USE_HEADINGS = { en: [...WHO.en, ...WHAT.en, ...WHEN.en], fr: [...WHO.fr, ...WHAT.fr, ...WHEN.fr] };

function times(row: ListedLogin, format: CsvFormat): string[] {
  const duration = durationOf(row);
  return [format.moment(row.startDate), format.moment(row.endDate), format.duration(duration), format.hours(duration)];
}

/** Who used what and who logged in, to look at and to take along; auditors see all, others what they may READ. */
export function historyRoutes(routes: Routes, { queries }: Services): void {
  const tags = ["history"];
  const csv = { 200: Type.Unsafe<unknown>({ type: "string", description: "text/csv" }) };

  routes.get(
    "/history/connections",
    {
      schema: {
        tags,
        summary: "Uses of connections",
        querystring: Type.Interface([pageQuery([...LOGIN_SORTS, "connectionName"]), UseFilter], {}),
        response: { 200: pageOf(Use) },
      },
    },
    async ({ caller, query }) => {
      const { total, rows } = await listUses(queries, caller, filterOf(query), query);
      return { total, items: rows.map(useItem) };
    },
  );

  routes.get(
    "/history/logins",
    {
      schema: {
        tags,
        summary: "Logins",
        querystring: Type.Interface([pageQuery(LOGIN_SORTS), LoginFilter], {}),
        response: { 200: pageOf(Login) },
      },
    },
    async ({ caller, query }) => {
      const { total, rows } = await listLogins(queries, caller, filterOf(query), query);
      return { total, items: rows.map(loginItem) };
    },
  );

  routes.get(
    "/history/connections.csv",
    {
      schema: {
        tags,
        summary: "All uses of connections, as CSV",
        querystring: Type.Interface([CsvQuery, UseFilter, Search], {}),
        response: csv,
      },
    },
    async ({ caller, query }, reply) => {
      const format = csvFormat(query);
      const rows = allUses(queries, caller, filterOf(query));
      return sendCsv(reply, "history", format, USE_HEADINGS, rows, (row) => [
        row.username,
        row.remoteHost ?? "",
        row.connectionName,
        row.sharingProfileName ?? "",
        ...times(row, format),
      ]);
    },
  );

  routes.get(
    "/history/logins.csv",
    {
      schema: {
        tags,
        summary: "All logins, as CSV",
        querystring: Type.Interface([CsvQuery, LoginFilter, Search], {}),
        response: csv,
      },
    },
    async ({ caller, query }, reply) => {
      const format = csvFormat(query);
      const rows = allLogins(queries, caller, filterOf(query));
      return sendCsv(reply, "logins", format, LOGIN_HEADINGS, rows, (row) => [
        row.username,
        row.remoteHost ?? "",
        ...times(row, format),
      ]);
    },
  );
}
