import { fetchList, type ListPage, type ListQuery, listParameters } from "./lists.ts";
import { request } from "./request.ts";

/** A live session, of whatever gateway. */
export interface LiveSession {
  readonly identifier: string;
  readonly connectionIdentifier: string;
  readonly connectionName: string;
  /** Null for other people's, unless the person may know. */
  readonly username: string | null;
  readonly remoteHost: string | null;
  readonly startDate: number;
  readonly state: string;
  readonly mine: boolean;
  readonly mayEnd: boolean;
}

/** One use of a desktop. */
export interface ConnectionRecord {
  readonly identifier: string;
  readonly username: string;
  readonly connectionName: string;
  readonly remoteHost: string | null;
  readonly startDate: number;
  readonly endDate: number | null;
  /** Milliseconds. */
  readonly duration: number | null;
  readonly active: boolean;
  /** Neither ended nor live: nobody knows how long it was. */
  readonly doubtful: boolean;
}

/** One sign-in of the past. */
export type LoginRecord = Omit<ConnectionRecord, "connectionName">;

export interface AuditEvent {
  readonly identifier: string;
  readonly date: number;
  /** "" for the gateway itself. */
  readonly actor: string;
  readonly remoteHost: string | null;
  readonly action: string;
  readonly objectKind: string | null;
  readonly objectIdentifier: string | null;
  readonly objectName: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Somebody who guessed wrong too often. */
export interface Ban {
  readonly kind: "address" | "account";
  readonly name: string;
  readonly failures: number;
  readonly lastFailure: number;
  /** When the next attempt will be heard; null if it would be now. */
  readonly until: number | null;
}

export const apiKeyScopes = ["read", "manage", "secrets", "connect"] as const;
export type ApiKeyScope = (typeof apiKeyScopes)[number];

export interface ApiKey {
  readonly identifier: string;
  readonly name: string;
  readonly owner: string;
  readonly scopes: readonly ApiKeyScope[];
  readonly created: number;
  readonly expires: number | null;
  readonly lastUsed: number | null;
  readonly lastHost: string | null;
}

const own = "api/passerelle";

export const fetchSessions = (query: ListQuery) => fetchList<LiveSession>("sessions", query);

export async function endSession(identifier: string): Promise<void> {
  await request("DELETE", `${own}/sessions/${encodeURIComponent(identifier)}`);
}

/** Shows a text over somebody's desktop. */
export async function sendMessage(identifier: string, text: string): Promise<void> {
  await request("POST", `${own}/sessions/${encodeURIComponent(identifier)}/message`, { text });
}

/** The filters `from` and `to` are days in this browser's time zone, such as 2026-11-23; both belong to the range. */
function withMoments(query: ListQuery): ListQuery {
  const { from = "", to = "", ...filters } = query.filters;
  const moment = (day: string, daysLater: number) => {
    const [year, month, date] = day.split("-").map(Number);
    const time = new Date(year ?? Number.NaN, (month ?? Number.NaN) - 1, (date ?? Number.NaN) + daysLater).getTime();
    return Number.isNaN(time) ? "" : String(time);
  };
  return { ...query, filters: { ...filters, from: moment(from, 0), to: moment(to, 1) } };
}

export const fetchConnectionRecords = (query: ListQuery): Promise<ListPage<ConnectionRecord>> =>
  fetchList("history/connections", withMoments(query));

export const fetchLoginRecords = (query: ListQuery): Promise<ListPage<LoginRecord>> =>
  fetchList("history/logins", withMoments(query));

export const fetchAudit = (query: ListQuery): Promise<ListPage<AuditEvent>> => fetchList("audit", withMoments(query));

/** Where the whole of a list, as it is filtered, is downloaded as CSV. @param list such as `history/connections` */
export function csvAddress(list: string, query: ListQuery, language: string): string {
  const parameters = listParameters(withMoments(query));
  parameters.delete("offset");
  parameters.delete("limit");
  parameters.set("language", language);
  parameters.set("timeZone", Intl.DateTimeFormat().resolvedOptions().timeZone);
  return `${own}/${list}.csv?${parameters}`;
}

export const fetchBans = (query: ListQuery) => fetchList<Ban>("bans", query);

export async function liftBan({ kind, name }: Ban): Promise<void> {
  await request("DELETE", `${own}/bans/${kind}/${encodeURIComponent(name)}`);
}

export const fetchApiKeys = (query: ListQuery) => fetchList<ApiKey>("apiKeys", query);

/** Makes a key; its text is told only now. */
export async function createApiKey(draft: {
  readonly name: string;
  readonly scopes: readonly ApiKeyScope[];
  readonly expires?: number;
}): Promise<string> {
  return ((await request("POST", `${own}/apiKeys`, draft)) as { key: string }).key;
}

export async function deleteApiKey(identifier: string): Promise<void> {
  await request("DELETE", `${own}/apiKeys/${encodeURIComponent(identifier)}`);
}
