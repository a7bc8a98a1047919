import { type RawBuilder, sql } from "kysely";
import type { Queries } from "../database.ts";
import { SESSION_OF_HISTORY } from "../live-sessions.ts";
import { holdsSystemPermission, isGranted } from "../permissions.ts";
import type { Asker } from "./held-permissions.ts";
import { type ListSource, type Page, type PageRequest, readAll, readPage } from "./page.ts";

/** One login. */
export interface ListedLogin {
  readonly historyId: number;
  readonly username: string;
  readonly remoteHost: string | null;
  readonly startDate: Date;
  readonly endDate: Date | null;
  /** It is live now. */
  readonly active: boolean;
}

/** One use of a connection. */
export interface ListedUse extends ListedLogin {
  readonly connectionId: number | null;
  readonly connectionName: string;
  readonly sharingProfileName: string | null;
}

export interface HistoryFilter {
  /** Begun at or after this moment. */
  readonly from?: Date | undefined;
  /** Begun before it. */
  readonly to?: Date | undefined;
  readonly username?: string | undefined;
  readonly connectionId?: number | undefined;
  /** Words in the names and the address, without regard to case. */
  readonly search?: string | undefined;
}

const COMMON = sql`
  history.history_id as "historyId", history.username, history.remote_host as "remoteHost",
  history.start_date as "startDate", history.end_date as "endDate"`;

/** A gateway marks its live sessions more often. */
const LIVE_USE = sql`exists (
  select 1 from passerelle_session as live
  where live.history_id = ${SESSION_OF_HISTORY} and live.heartbeat > now() - interval '3 minutes'
)`;

const LIVE_LOGIN = sql`exists (
  select 1 from passerelle_sign_in as sign_in
  where sign_in.user_history_id = history.history_id and sign_in.expires > now()
)`;

const SORTS = {
  startDate: sql`history.start_date`,
  endDate: sql`history.end_date`,
  duration: sql`history.end_date - history.start_date`,
  username: sql`lower(history.username)`,
  remoteHost: sql`history.remote_host`,
};

/** A million rows are looked through faster by `lower` than without accents. */
function hasWord(word: string, texts: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`strpos(lower(${texts}), lower(${word})) > 0`;
}

function conditionsOf(
  { from, to, username, search }: HistoryFilter,
  texts: RawBuilder<unknown>,
  visible: RawBuilder<boolean>,
): RawBuilder<boolean>[] {
  const words = search?.split(/\s+/).filter(Boolean) ?? [];
  return [
    visible,
    ...(from === undefined ? [] : [sql<boolean>`history.start_date >= ${from}`]),
    ...(to === undefined ? [] : [sql<boolean>`history.start_date < ${to}`]),
    ...(username === undefined ? [] : [sql<boolean>`history.username = ${username}`]),
    ...words.map((word) => hasWord(word, texts)),
  ];
}

/** Auditors and administrators see everything; others what happened to the users and connections that they may READ. */
async function visibleRows(
  queries: Queries,
  asker: Asker,
  ...kinds: readonly ("user" | "connection")[]
): Promise<RawBuilder<boolean>> {
  if (await holdsSystemPermission(queries, asker, "AUDIT")) {
    return sql<boolean>`true`;
  }
  const readable = kinds.map((kind) => isGranted(asker.userId, kind, sql.ref(`history.${kind}_id`), "READ"));
  return sql<boolean>`(${sql.join(readable, sql` and `)})`;
}

async function usesSource(queries: Queries, asker: Asker, filter: HistoryFilter): Promise<ListSource> {
  const texts = sql`concat_ws(
    ${"\n"}, history.username, history.connection_name, history.remote_host, history.sharing_profile_name
  )`;
  const conditions = conditionsOf(filter, texts, await visibleRows(queries, asker, "user", "connection"));
  if (filter.connectionId !== undefined) {
    conditions.push(sql<boolean>`history.connection_id = ${filter.connectionId}`);
  }
  return {
    from: sql`guacamole_connection_history as history`,
    conditions,
    columns: sql`${COMMON}, ${LIVE_USE} as active, history.connection_id as "connectionId",
      history.connection_name as "connectionName", history.sharing_profile_name as "sharingProfileName"`,
    sorts: { ...SORTS, connectionName: sql`lower(history.connection_name)` },
    neverNull: ["startDate"],
    tieBreaker: sql`history.history_id`,
    defaultSort: "-startDate",
  };
}

async function loginsSource(queries: Queries, asker: Asker, filter: HistoryFilter): Promise<ListSource> {
  const texts = sql`concat_ws(${"\n"}, history.username, history.remote_host)`;
  return {
    from: sql`guacamole_user_history as history`,
    conditions: conditionsOf(filter, texts, await visibleRows(queries, asker, "user")),
    columns: sql`${COMMON}, ${LIVE_LOGIN} as active`,
    sorts: SORTS,
    neverNull: ["startDate"],
    tieBreaker: sql`history.history_id`,
    defaultSort: "-startDate",
  };
}

/** Who used what, and when. */
export async function listUses(
  queries: Queries,
  asker: Asker,
  filter: HistoryFilter,
  page: PageRequest,
): Promise<Page<ListedUse>> {
  return readPage(queries, await usesSource(queries, asker, filter), page);
}

/** Who logged in, and when. */
export async function listLogins(
  queries: Queries,
  asker: Asker,
  filter: HistoryFilter,
  page: PageRequest,
): Promise<Page<ListedLogin>> {
  return readPage(queries, await loginsSource(queries, asker, filter), page);
}

/** All uses, newest first. */
export async function* allUses(queries: Queries, asker: Asker, filter: HistoryFilter): AsyncGenerator<ListedUse> {
  yield* readAll(queries, await usesSource(queries, asker, filter), (row: ListedUse) => row.historyId);
}

/** All logins, newest first. */
export async function* allLogins(queries: Queries, asker: Asker, filter: HistoryFilter): AsyncGenerator<ListedLogin> {
  yield* readAll(queries, await loginsSource(queries, asker, filter), (row: ListedLogin) => row.historyId);
}
