import type { FailureCode } from "@passerelle/tunnel";
import { sql } from "kysely";
import { type AccountLimits, validityOf } from "../accounts/validity.ts";
import { isPersonAllowedNow } from "../parameters/person-restrictions.ts";
import { isAllowedNow, type ResolveHost, restrictionsOf } from "../parameters/restrictions.ts";
import type { Queries } from "./database.ts";

/** A live session whose rights are in question, and the address from which it is used. */
export interface SessionInQuestion {
  readonly historyId: number;
  readonly remoteHost: string;
}

export interface RightsSettings {
  /** False: an access window that ends does not end the sessions that began inside it. */
  readonly enforceAccessWindows: boolean;
  readonly resolve: ResolveHost;
}

/** Attributes by their names. */
type Attributes = Readonly<Record<string, string>>;

/** What a session stands on. */
interface Standing extends AccountLimits {
  readonly historyId: number;
  readonly endReason: FailureCode | null;
  /** Null: the account was deleted. */
  readonly disabled: boolean | null;
  readonly signedIn: boolean;
  readonly administrator: boolean;
  readonly connectionExists: boolean;
  readonly readable: boolean;
  readonly ofUser: Attributes | null;
  readonly ofUserGroups: readonly (Attributes | null)[] | null;
  readonly ofConnection: Attributes | null;
  readonly ofConnectionGroups: readonly (Attributes | null)[] | null;
}

/** SQL: the restricting attributes of one object as JSON, null if it has none. */
function restrictions(table: string, column: string, id: string) {
  return sql`(
    select json_object_agg(attribute_name, attribute_value) from ${sql.table(table)}
    where ${sql.ref(`${table}.${column}`)} = ${sql.ref(id)} and attribute_name like '%-restrict-%'
  )`;
}

/** What each of the sessions stands on, in one query. */
async function standings(queries: Queries, historyIds: readonly number[]): Promise<Standing[]> {
  const ids = sql.join(historyIds);
  const { rows } = await sql<Standing>`
    with recursive live as (
      select session.history_id, session.sign_in_id, session.end_reason, session.connection_group_id,
        history.user_id, history.connection_id
      from passerelle_session as session join guacamole_connection_history as history using (history_id)
      where session.history_id in (${ids})
    ), effective (user_id, entity_id) as (
      select user_id, entity_id from guacamole_user where user_id in (select user_id from live)
      union
      select effective.user_id, parent.entity_id
      from effective
      join guacamole_user_group_member as membership on membership.member_entity_id = effective.entity_id
      join guacamole_user_group as parent
        on parent.user_group_id = membership.user_group_id and not parent.disabled
    ), above (connection_id, group_id) as (
      select connection_id, parent_id from guacamole_connection where connection_id in (select connection_id from live)
      union
      select above.connection_id, parent.parent_id
      from above join guacamole_connection_group as parent on parent.connection_group_id = above.group_id
    )
    select
      live.history_id as "historyId", live.end_reason as "endReason", account.disabled,
      account.valid_from::text as "validFrom", account.valid_until::text as "validUntil",
      account.access_window_start::text as "accessWindowStart", account.access_window_end::text as "accessWindowEnd",
      account.timezone,
      (exists (select 1 from passerelle_sign_in as sign_in where sign_in.sign_in_id = live.sign_in_id)
        or exists (select 1 from passerelle_api_key as api_key where api_key.api_key_id = live.sign_in_id
          and (api_key.expires is null or api_key.expires > now()))) as "signedIn",
      rights.administrator,
      live.connection_id is not null as "connectionExists",
      (rights.administrator
        or exists (
          select 1 from guacamole_connection_permission as held join effective using (entity_id)
          where held.connection_id = live.connection_id and held.permission = 'READ' and effective.user_id = live.user_id)
        or exists (
          select 1 from guacamole_connection_group_permission as held join effective using (entity_id)
          join guacamole_connection_group as balancing using (connection_group_id)
          join guacamole_connection as member on member.parent_id = balancing.connection_group_id
          where held.connection_group_id = live.connection_group_id and held.permission = 'READ'
            and effective.user_id = live.user_id and balancing.type = 'BALANCING'
            and member.connection_id = live.connection_id)) as readable,
      ${restrictions("guacamole_user_attribute", "user_id", "live.user_id")} as "ofUser",
      (select json_agg(${restrictions("guacamole_user_group_attribute", "user_group_id", "user_group.user_group_id")})
        from effective join guacamole_user_group as user_group using (entity_id)
        where effective.user_id = live.user_id) as "ofUserGroups",
      ${restrictions("guacamole_connection_attribute", "connection_id", "live.connection_id")} as "ofConnection",
      (select json_agg(${restrictions("guacamole_connection_group_attribute", "connection_group_id", "above.group_id")})
        from above where above.connection_id = live.connection_id) as "ofConnectionGroups"
    from live
    left join guacamole_user as account on account.user_id = live.user_id
    cross join lateral (
      select exists (
        select 1 from guacamole_system_permission as held join effective using (entity_id)
        where effective.user_id = live.user_id and held.permission = 'ADMINISTER'
      ) as administrator
    ) as rights`.execute(queries);
  return rows;
}

const VALIDITY_FAILURES = { "not-valid": "user-not-valid", "not-accessible": "user-outside-hours" } as const;
const RESTRICTION_FAILURES = { time: "time-restricted", host: "host-restricted" } as const;

function accountFailure(standing: Standing, now: Date, { enforceAccessWindows }: RightsSettings) {
  if (standing.disabled === null) {
    return "user-deleted";
  }
  if (standing.disabled) {
    return "user-disabled";
  }
  const validity = validityOf(standing, now);
  return validity === "usable" || (validity === "not-accessible" && !enforceAccessWindows)
    ? undefined
    : VALIDITY_FAILURES[validity];
}

async function restrictionFailure(standing: Standing, remoteHost: string, now: Date, { resolve }: RightsSettings) {
  const ofPlace = [standing.ofConnection, ...(standing.ofConnectionGroups ?? [])].map((one) =>
    restrictionsOf(one ?? {}),
  );
  const verdicts = ofPlace.map((one) => isAllowedNow(one, now, remoteHost, resolve));
  if (!standing.administrator) {
    const groups = (standing.ofUserGroups ?? []).map((one) => restrictionsOf(one ?? {}));
    verdicts.unshift(isPersonAllowedNow(restrictionsOf(standing.ofUser ?? {}), groups, now, remoteHost, resolve));
  }
  const refused = (await Promise.all(verdicts)).find((verdict) => verdict !== "allowed");
  return refused && RESTRICTION_FAILURES[refused];
}

async function failureOf(
  standing: Standing,
  remoteHost: string,
  now: Date,
  settings: RightsSettings,
): Promise<FailureCode | undefined> {
  if (standing.endReason !== null) {
    return standing.endReason;
  }
  const account = accountFailure(standing, now, settings);
  if (account !== undefined) {
    return account;
  }
  if (!standing.connectionExists) {
    return "connection-deleted";
  }
  if (!standing.signedIn) {
    return "signed-out";
  }
  return standing.readable ? restrictionFailure(standing, remoteHost, now, settings) : "not-permitted";
}

/** Those of the live sessions that may not go on, and why. A session without a row in the database is not among them. */
export async function sessionsWithoutRights(
  queries: Queries,
  sessions: readonly SessionInQuestion[],
  now: Date,
  settings: RightsSettings,
): Promise<{ readonly historyId: number; readonly code: FailureCode }[]> {
  const hosts = new Map(sessions.map(({ historyId, remoteHost }) => [historyId, remoteHost]));
  const found = await standings(queries, [...hosts.keys()]);
  const verdicts = await Promise.all(
    found.map(async (standing) => ({
      historyId: standing.historyId,
      code: await failureOf(standing, hosts.get(standing.historyId) ?? "", now, settings),
    })),
  );
  return verdicts.flatMap(({ historyId, code }) => (code === undefined ? [] : [{ historyId, code }]));
}
