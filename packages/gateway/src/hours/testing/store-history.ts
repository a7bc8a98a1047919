import { randomUUID } from "node:crypto";
import { type Insertable, sql } from "kysely";
import type { Queries } from "../../database/database.ts";
import type { Tables } from "../../database/tables.ts";
import { CONNECTION_NAMES, DELETED_CONNECTION, TEAMS } from "./naive-hours.ts";
import { ACCOUNTS, type RandomHistory, type RandomRow, TICK } from "./random-hours.ts";

/** The numbers that the database gave. */
export interface Stage {
  /** Of accounts and then groups. */
  readonly entities: readonly number[];
  readonly users: readonly number[];
  readonly groups: readonly number[];
  readonly connections: readonly number[];
}

async function numbers(queries: Queries, statement: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`${sql.raw(statement)}`.execute(queries);
  return rows.map(({ id }) => id);
}

/** Makes accounts, groups and connections. */
export async function makeStage(queries: Queries): Promise<Stage> {
  const entities = await numbers(
    queries,
    `insert into guacamole_entity (name, type)
      select 'account ' || number, 'USER'::guacamole_entity_type from generate_series(1, ${ACCOUNTS}) as number union all
      select name, 'USER_GROUP' from unnest('{${TEAMS.join()}}'::text[]) as name returning entity_id as id`,
  );
  const users = `insert into guacamole_user (entity_id, password_hash, password_date)
    select entity_id, '', now() from guacamole_entity where type = 'USER' order by 1 returning user_id as id`;
  const groups = `insert into guacamole_user_group (entity_id)
    select entity_id from guacamole_entity where type = 'USER_GROUP' order by 1 returning user_group_id as id`;
  const connections = `insert into guacamole_connection (connection_name, protocol)
    select name, 'rdp' from unnest('{${CONNECTION_NAMES.join()}}'::text[]) as name returning connection_id as id`;
  return {
    entities,
    users: await numbers(queries, users),
    groups: await numbers(queries, groups),
    connections: await numbers(queries, connections),
  };
}

const FILLED = [
  ...["guacamole_user_group_member", "guacamole_connection_history", "passerelle_gateway_run"],
  ...["passerelle_hours_correction", "passerelle_hours_schedule", "passerelle_hours_holiday"],
];

/** Puts a history in the place of what was there: the rows have the numbers from 1 as their history_id. */
export async function storeHistory(queries: Queries, stage: Stage, history: RandomHistory): Promise<void> {
  const deletions = FILLED.map((table) => sql`${sql.id(`of ${table}`)} as (delete from ${sql.table(table)})`);
  await sql`with ${sql.join(deletions)} select 1`.execute(queries);
  await storePeople(queries, stage, history);
  await storeRows(queries, stage, history.rows);
  await storeAgreements(queries, stage, history);
  await insert(
    queries,
    "passerelle_gateway_run",
    history.runs.map(({ start, end, how }) => ({
      ...{ run_id: randomUUID(), address: "127.0.0.1:8080", started: at(start) },
      heartbeat: how === "lives" ? new Date() : at(end),
      stopped: how === "stopped" ? at(end) : null,
    })),
  );
}

function at(tick: number): Date {
  return new Date(tick * TICK);
}

async function insert<Table extends keyof Tables>(
  queries: Queries,
  table: Table,
  rows: readonly Insertable<Tables[Table]>[],
): Promise<void> {
  if (rows.length > 0) {
    await queries.insertInto(table).values(rows).execute();
  }
}

async function storePeople(queries: Queries, stage: Stage, history: RandomHistory): Promise<void> {
  const { names, disabled, memberships } = history;
  // Names are swapped, too, which must be unique after each single change.
  await sql`update guacamole_entity set name = 'account ' || entity_id where type = 'USER'`.execute(queries);
  await sql`update guacamole_entity as stored set name = wanted.name
    from unnest(${stage.entities.slice(0, ACCOUNTS)}::integer[], ${names}::text[]) as wanted (id, name)
    where entity_id = id`.execute(queries);
  await sql`update guacamole_user_group as stored set disabled = wanted.disabled
    from unnest(${stage.groups}::integer[], ${disabled}::boolean[]) as wanted (id, disabled)
    where user_group_id = id`.execute(queries);
  await sql`insert into guacamole_user_group_member select * from unnest(
    ${memberships.map(([group]) => stage.groups[group])}::integer[],
    ${memberships.map(([, member]) => stage.entities[member])}::integer[])`.execute(queries);
}

async function storeRows(queries: Queries, { users, connections }: Stage, rows: readonly RandomRow[]): Promise<void> {
  const numbered = rows.map((row, index) => ({ ...row, id: index + 1 }));
  await insert(
    queries,
    "guacamole_connection_history",
    numbered.map(({ id, account, username, connection, start, end, shared }) => ({
      ...{ history_id: id, username, start_date: at(start), end_date: end === null ? null : at(end) },
      user_id: account === null ? null : (users[account] ?? null),
      connection_id: connection === null ? null : (connections[connection] ?? null),
      connection_name: connection === null ? DELETED_CONNECTION : "as it was called then",
      sharing_profile_name: shared ? "Watch" : null,
    })),
  );
  await insert(
    queries,
    "passerelle_session",
    numbered.flatMap(({ id, mark }) =>
      mark === null ? [] : [{ history_id: id, heartbeat: new Date(mark === "fresh" ? Date.now() : 0) }],
    ),
  );
  await insert(
    queries,
    "passerelle_session_end",
    numbered.flatMap(({ id, cause }) => (cause === null ? [] : [{ history_id: id, cause }])),
  );
  await insert(
    queries,
    "passerelle_active_stretch",
    numbered.flatMap(({ id, active }) =>
      active.map(({ start, end }) => ({ history_id: id, start_date: at(start), end_date: at(end) })),
    ),
  );
  await insert(
    queries,
    "passerelle_hours_correction",
    numbered.flatMap(({ id, account, start, username, settlements }) =>
      settlements.map(({ end, withdrawn }) => ({
        ...{
          user_id: account === null ? null : (users[account] ?? null),
          username,
          kind: "settle" as const,
          history_id: id,
          start_date: at(start),
          end_date: at(end),
        },
        ...decision(withdrawn),
      })),
    ),
  );
}

async function storeAgreements(queries: Queries, { users, entities }: Stage, history: RandomHistory): Promise<void> {
  await insert(
    queries,
    "passerelle_hours_correction",
    history.corrections.map(({ account, username, kind, start, end, withdrawn }) => ({
      ...{ username, kind, history_id: null, start_date: at(start), end_date: at(end) },
      user_id: account === null ? null : (users[account] ?? null),
      ...decision(withdrawn),
    })),
  );
  await insert(
    queries,
    "passerelle_hours_schedule",
    history.schedules.map(({ entity, validFrom, minutes, calendar }) => ({
      ...{ entity_id: entities[entity] ?? 0, valid_from: validFrom, minutes: [...minutes], calendar },
    })),
  );
  await insert(queries, "passerelle_hours_holiday", history.holidays);
}

function decision(withdrawn: boolean) {
  const made = { reason: "agreed", made_by: "clerk", made_at: new Date() };
  return { ...made, withdrawn_at: withdrawn ? new Date() : null, withdrawn_by: null, withdrawn_reason: null };
}
