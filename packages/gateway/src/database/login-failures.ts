import { sql } from "kysely";
import type { Queries } from "./database.ts";
import { contains, type Page, type PageRequest, readPage } from "./lists/page.ts";
import { inTransaction } from "./transaction.ts";

/** Whose failures are counted: an account's at one address, an account's at all ("" for the address), or an address's at all. */
export interface FailureCount {
  readonly account: string;
  readonly address: string;
}

/** How one count leads to blocks. */
export interface BlockRule {
  /** Failures at which a block begins. */
  readonly limit: number;
  /** Seconds of the first block, and after which one failure is forgotten. */
  readonly duration: number;
  /** Seconds of the longest. */
  readonly longest: number;
}

/** SQL: what is left of a count at `now`; nothing is forgotten during a block. */
function remaining(now: Date, duration: number) {
  const quiet = sql`extract(epoch from ${now}::timestamptz - greatest(failure.last_failure, failure.blocked_until))`;
  return sql<number>`greatest(0, failure.failures - greatest(0, ${quiet}) / ${duration})`;
}

/**
 * Counts a failure.
 * @returns the end of the block that this failure began, if it did.
 */
export async function countFailure(
  queries: Queries,
  { account, address }: FailureCount,
  { limit, duration, longest }: BlockRule,
  now: Date,
): Promise<Date | undefined> {
  return inTransaction(queries, async (db) => {
    const { rows } = await sql<{ failures: number }>`
      insert into passerelle_login_failure as failure (account, address, failures, last_failure)
      values (${account}, ${address}, 1, ${now})
      on conflict (account, address) do update
      set failures = least(${remaining(now, duration)} + 1, 1000000), last_failure = ${now}
      returning failures`.execute(db);
    const excess = Math.ceil(rows[0].failures) - limit;
    if (excess < 0) {
      return undefined;
    }
    const seconds = Math.min(duration * 2 ** excess, longest);
    const until = new Date(now.getTime() + seconds * 1000);
    await db
      .updateTable("passerelle_login_failure")
      .set({ blocked_until: until })
      .where("account", "=", account)
      .where("address", "=", address)
      .execute();
    return until;
  });
}

/** Those of the counts that are blocked at `now`, with the ends of their blocks. */
export async function blocksOf(
  queries: Queries,
  account: string,
  address: string,
  now: Date,
): Promise<(FailureCount & { readonly until: Date })[]> {
  const { rows } = await sql<FailureCount & { until: Date }>`
    select account, address, blocked_until as until from passerelle_login_failure
    where (account, address) in ((${account}, ${address}), (${account}, ''), ('', ${address}))
      and blocked_until > ${now}`.execute(queries);
  return rows;
}

/** Whether a user signed in from an address since then. */
export async function cameInFrom(queries: Queries, username: string, address: string, since: Date): Promise<boolean> {
  const { rows } = await sql`
    select 1 from guacamole_user_history as login
    join guacamole_user as account on account.user_id = login.user_id
    join guacamole_entity as entity on entity.entity_id = account.entity_id
    where entity.name = ${username} and entity.type = 'USER' and login.remote_host = ${address}
      and login.start_date > ${since}
    limit 1`.execute(queries);
  return rows.length > 0;
}

/** Forgets the failures of an account, at all addresses together and at one of them. */
export async function forgetFailures(queries: Queries, account: string, address: string): Promise<void> {
  await queries
    .deleteFrom("passerelle_login_failure")
    .where("account", "=", account)
    .where("address", "in", ["", address])
    .execute();
}

/** Deletes the counts that time has brought to nothing. */
export async function sweepFailures(queries: Queries, duration: number, now: Date): Promise<void> {
  await sql`delete from passerelle_login_failure as failure where ${remaining(now, duration)} = 0`.execute(queries);
}

/** What an administrator sees of guessers. */
export interface Ban {
  readonly kind: "address" | "account";
  readonly name: string;
  readonly failures: number;
  readonly lastFailure: Date;
  /** Null: counted, but not blocked. */
  readonly until: Date | null;
}

/** SQL: accounts and addresses with failures that are not forgotten at `now`; of accounts only those that exist. */
function bans(duration: number, now: Date) {
  const failures = sql`ceil(${remaining(now, duration)})::integer`;
  const until = sql`case when blocked_until > ${now} then blocked_until end`;
  return sql`(
    select 'address' as kind, address as name, ${failures} as failures, last_failure, ${until} as until
    from passerelle_login_failure as failure
    where account = ''
    union all
    select 'account', account, max(${failures}), max(last_failure), max(${until})
    from passerelle_login_failure as failure
    where exists (select 1 from guacamole_entity as entity where entity.name = account and entity.type = 'USER')
    group by account
  )`;
}

const BAN_SORTS = {
  name: sql`name`,
  failures: sql`failures`,
  lastFailure: sql`last_failure`,
  until: sql`until`,
} as const;

/** @param duration as in the rules that the failures are counted by. */
export async function listBans(
  queries: Queries,
  duration: number,
  now: Date,
  request: PageRequest,
): Promise<Page<Ban>> {
  const conditions = [sql<boolean>`failures > 0`, contains(request.search ?? "", sql`name`)];
  const source = {
    from: sql`${bans(duration, now)} as ban`,
    conditions,
    columns: sql`kind, name, failures, last_failure as "lastFailure", until`,
    sorts: BAN_SORTS,
    tieBreaker: sql`(kind || ' ' || name)`,
    defaultSort: "-lastFailure",
  };
  return readPage<Ban>(queries, source, request);
}

/**
 * Forgets the failures of an account everywhere, or of an address.
 * @returns false if there were none.
 */
export async function liftBan(queries: Queries, kind: Ban["kind"], name: string): Promise<boolean> {
  const lifted = await queries
    .deleteFrom("passerelle_login_failure")
    .where("account", "=", kind === "account" ? name : "")
    .$if(kind === "address", (query) => query.where("address", "=", name))
    .returning("account")
    .execute();
  return lifted.length > 0;
}
