import { randomUUID } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import type { ApiKeyScope } from "../accounts/api-key-scope.ts";
import type { Queries } from "./database.ts";
import { contains, folded, type ListSource, type Page, type PageRequest, readPage } from "./lists/page.ts";

/** A key without its text, which nobody knows. */
export interface ApiKey {
  readonly identifier: string;
  readonly name: string;
  readonly owner: string;
  readonly scopes: ApiKeyScope[];
  readonly created: Date;
  readonly expires: Date | null;
  readonly lastUsed: Date | null;
  /** The address from which it was used last. */
  readonly lastHost: string | null;
}

export interface NewApiKey {
  readonly userId: number;
  readonly name: string;
  readonly tokenHash: Uint8Array;
  readonly scopes: readonly ApiKeyScope[];
  readonly created: Date;
  readonly expires: Date | undefined;
}

/** Stores a key; answers its id. */
export async function createApiKey(queries: Queries, key: NewApiKey): Promise<string> {
  const identifier = randomUUID();
  await queries
    .insertInto("passerelle_api_key")
    .values({
      api_key_id: identifier,
      user_id: key.userId,
      name: key.name,
      token_hash: key.tokenHash,
      scopes: [...key.scopes],
      created: key.created,
      expires: key.expires ?? null,
    })
    .execute();
  return identifier;
}

export async function countApiKeys(queries: Queries, userId: number): Promise<number> {
  const { count } = await queries
    .selectFrom("passerelle_api_key")
    .select((row) => row.fn.countAll<string>().as("count"))
    .where("user_id", "=", userId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** @param userId whose; undefined: everybody's. */
export async function listApiKeys(
  queries: Queries,
  userId: number | undefined,
  page: PageRequest,
): Promise<Page<ApiKey>> {
  const conditions: RawBuilder<boolean>[] = [];
  if (userId !== undefined) {
    conditions.push(sql<boolean>`key.user_id = ${userId}`);
  }
  if (page.search !== undefined) {
    conditions.push(contains(page.search, sql`key.name`, sql`entity.name`));
  }
  const source: ListSource = {
    from: sql`passerelle_api_key as key
      join guacamole_user as owner on owner.user_id = key.user_id
      join guacamole_entity as entity on entity.entity_id = owner.entity_id`,
    conditions,
    columns: sql`
      key.api_key_id::text as identifier, key.name, entity.name as owner, key.scopes, key.created, key.expires,
      key.last_used as "lastUsed", key.last_host as "lastHost"`,
    sorts: {
      name: folded(sql`key.name`),
      owner: folded(sql`entity.name`),
      created: sql`key.created`,
      expires: sql`key.expires`,
      lastUsed: sql`key.last_used`,
    },
    tieBreaker: sql`key.api_key_id`,
    defaultSort: "name",
  };
  return readPage(queries, source, page);
}

/**
 * Deletes a key.
 * @param userId whose it must be; undefined: anybody's.
 * @returns its name; undefined when there is none.
 */
export async function deleteApiKey(
  queries: Queries,
  identifier: string,
  userId: number | undefined,
): Promise<string | undefined> {
  const deleted = await queries
    .deleteFrom("passerelle_api_key")
    .where("api_key_id", "=", identifier)
    .$if(userId !== undefined, (query) => query.where("user_id", "=", userId ?? 0))
    .returning("name")
    .executeTakeFirst();
  return deleted?.name;
}

/** A key that was presented. */
export interface PresentedKey {
  readonly identifier: string;
  readonly scopes: readonly ApiKeyScope[];
  readonly username: string;
  readonly lastUsed: Date | null;
}

/** The key with that hash, unless it has run out. */
export async function findApiKey(
  queries: Queries,
  tokenHash: Uint8Array,
  now: Date,
): Promise<PresentedKey | undefined> {
  const row = await queries
    .selectFrom("passerelle_api_key as key")
    .innerJoin("guacamole_user as user", "user.user_id", "key.user_id")
    .innerJoin("guacamole_entity as entity", "entity.entity_id", "user.entity_id")
    .select(["key.api_key_id as identifier", "key.scopes", "key.last_used as lastUsed", "entity.name as username"])
    .where("key.token_hash", "=", tokenHash)
    .where((condition) => condition.or([condition("key.expires", "is", null), condition("key.expires", ">", now)]))
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, scopes: row.scopes as ApiKeyScope[] };
}

/** Remembers when and from where a key was used. */
export async function touchApiKey(queries: Queries, identifier: string, remoteHost: string, now: Date): Promise<void> {
  await queries
    .updateTable("passerelle_api_key")
    .set({ last_used: now, last_host: remoteHost })
    .where("api_key_id", "=", identifier)
    .execute();
}
