import { type RawBuilder, sql } from "kysely";
import type { Queries } from "../database/database.ts";
import { inTransaction } from "../database/transaction.ts";
import { SECRET_PARAMETERS } from "../parameters/connection-parameters.ts";
import { secretPlace } from "./places.ts";
import { SEALED_PREFIX, type SecretBox, SecretError } from "./secret-box.ts";

/** A column that holds secrets. */
interface SecretColumn {
  readonly table: string;
  readonly value: string;
  /** The column that says whose secret it is. */
  readonly key: string;
  readonly keyType: "integer" | "uuid";
  /** The column that names a value, and the names that are secrets'; absent: all are. */
  readonly name?: { readonly column: string; readonly secret: readonly string[] };
  /** Guacamole's: it may hold plain text. */
  readonly ofGuacamole: boolean;
  place(key: string, name: string): string;
}

export const TOTP_SECRET = "guac-totp-key-secret";

/** Every column that holds secrets, by what they are. */
const COLUMNS = {
  connectionSecrets: {
    table: "guacamole_connection_parameter",
    value: "parameter_value",
    key: "connection_id",
    keyType: "integer",
    name: { column: "parameter_name", secret: SECRET_PARAMETERS },
    ofGuacamole: true,
    place: secretPlace.connectionParameter,
  },
  sharingProfileSecrets: {
    table: "guacamole_sharing_profile_parameter",
    value: "parameter_value",
    key: "sharing_profile_id",
    keyType: "integer",
    name: { column: "parameter_name", secret: SECRET_PARAMETERS },
    ofGuacamole: true,
    place: secretPlace.sharingProfileParameter,
  },
  totpSecrets: {
    table: "guacamole_user_attribute",
    value: "attribute_value",
    key: "user_id",
    keyType: "integer",
    name: { column: "attribute_name", secret: [TOTP_SECRET] },
    ofGuacamole: true,
    place: secretPlace.userAttribute,
  },
  legacyPasswords: {
    table: "passerelle_password",
    value: "sealed_legacy",
    key: "user_id",
    keyType: "integer",
    ofGuacamole: false,
    place: secretPlace.legacyPassword,
  },
  signInPasswords: {
    table: "passerelle_sign_in",
    value: "sealed_password",
    key: "sign_in_id",
    keyType: "uuid",
    ofGuacamole: false,
    place: secretPlace.signInPassword,
  },
  hoursSigningKeys: {
    table: "passerelle_hours_signing_key",
    value: "sealed_private_key",
    key: "key_id",
    keyType: "uuid",
    ofGuacamole: false,
    place: secretPlace.hoursSigningKey,
  },
} as const satisfies Record<string, SecretColumn>;

export type SecretKind = keyof typeof COLUMNS;
const KINDS = Object.keys(COLUMNS) as SecretKind[];

/** What was done to the stored secrets. */
export interface SecretChanges {
  /** How many of each kind. */
  readonly changed: Readonly<Record<SecretKind, number>>;
  /** The places of values that cannot be opened; they stay as they are. */
  readonly damaged: readonly string[];
}

/** Seals with the current key what is plain or was sealed with another one. Guacamole's columns stay if `guacamoleReads`. */
export async function sealStored(
  queries: Queries,
  secrets: SecretBox,
  guacamoleReads: boolean,
): Promise<SecretChanges> {
  return change(queries, (column) => {
    const seal = (text: string, place: string) => {
      if (!column.ofGuacamole && !text.startsWith(SEALED_PREFIX)) {
        throw new SecretError(`The ${place} was put into the database by something other than Passerelle.`);
      }
      return secrets.seal(secrets.open(text, place), place);
    };
    const outdated = sql<boolean>`not starts_with(${sql.ref(column.value)}, ${secrets.prefix})`;
    return column.ofGuacamole && guacamoleReads ? undefined : { which: outdated, rewrite: seal };
  });
}

/** Makes plain text of what is sealed in Guacamole's columns. */
export async function openStored(queries: Queries, secrets: SecretBox): Promise<SecretChanges> {
  return change(queries, (column) =>
    column.ofGuacamole ? { which: isSealed(column), rewrite: (value, place) => secrets.open(value, place) } : undefined,
  );
}

/** How many secrets of each kind are sealed with which key; those without one are plain. */
export interface SecretCount {
  readonly kind: SecretKind;
  /** In a column of Guacamole's. */
  readonly ofGuacamole: boolean;
  readonly keyId: string | null;
  readonly count: number;
}

export async function countStored(queries: Queries): Promise<SecretCount[]> {
  const counts = await Promise.all(KINDS.map((kind) => countKind(queries, kind)));
  return counts.flat();
}

async function countKind(queries: Queries, kind: SecretKind): Promise<SecretCount[]> {
  const column: SecretColumn = COLUMNS[kind];
  const keyId = sql`case when ${isSealed(column)} then split_part(${sql.ref(column.value)}, ':', 3) end`;
  const { rows } = await sql<{ keyId: string | null; count: number }>`
    select ${keyId} as "keyId", count(*)::integer as count from ${sql.table(column.table)}
    where ${isSecret(column)} group by 1 order by 1`.execute(queries);
  return rows.map((row) => ({ kind, ofGuacamole: column.ofGuacamole, ...row }));
}

/** SQL: the row holds a secret. */
function isSecret({ name, value }: SecretColumn): RawBuilder<boolean> {
  const named = name === undefined ? sql`true` : sql`${sql.ref(name.column)} in (${sql.join(name.secret)})`;
  return sql<boolean>`(${sql.ref(value)} is not null and ${named})`;
}

function isSealed({ value }: SecretColumn): RawBuilder<boolean> {
  return sql<boolean>`starts_with(${sql.ref(value)}, ${SEALED_PREFIX})`;
}

interface Rewriting {
  readonly which: RawBuilder<boolean>;
  /** @throws SecretError */
  rewrite(value: string, place: string): string;
}

type Plan = (column: SecretColumn) => Rewriting | undefined;

async function change(queries: Queries, plan: Plan): Promise<SecretChanges> {
  const changed: Record<string, number> = {};
  const damaged: string[] = [];
  for (const kind of KINDS) {
    const rewriting = plan(COLUMNS[kind]);
    changed[kind] = rewriting === undefined ? 0 : await changeColumn(queries, COLUMNS[kind], rewriting, damaged);
  }
  return { changed: changed as Record<SecretKind, number>, damaged };
}

interface StoredSecret {
  readonly key: string;
  readonly name: string;
  readonly value: string;
}

/** Few enough that nobody waits long for a row that a batch has locked. */
const BATCH = 500;

/** Rewrites the values of a column, a batch in a transaction, in the order of their keys. */
async function changeColumn(
  queries: Queries,
  column: SecretColumn,
  rewriting: Rewriting,
  damaged: string[],
): Promise<number> {
  let changed = 0;
  let last: StoredSecret | undefined;
  do {
    const after = last;
    const { rows, rewritten } = await inTransaction(queries, async (db) => {
      const found = await readBatch(db, column, rewriting.which, after);
      const good = found.flatMap((row) => rewriteOne(column, row, rewriting, damaged));
      await writeBatch(db, column, good);
      return { rows: found, rewritten: good.length };
    });
    changed += rewritten;
    last = rows.length < BATCH ? undefined : rows.at(-1);
  } while (last !== undefined);
  return changed;
}

function rewriteOne(
  column: SecretColumn,
  row: StoredSecret,
  { rewrite }: Rewriting,
  damaged: string[],
): StoredSecret[] {
  const place = column.place(row.key, row.name);
  try {
    return [{ ...row, value: rewrite(row.value, place) }];
  } catch (error) {
    if (error instanceof SecretError) {
      damaged.push(place);
      return [];
    }
    throw error;
  }
}

async function readBatch(
  db: Queries,
  column: SecretColumn,
  which: RawBuilder<boolean>,
  after: StoredSecret | undefined,
): Promise<StoredSecret[]> {
  const key = sql.ref(column.key);
  const name = column.name === undefined ? sql`''::text` : sql.ref(column.name.column);
  const isAfter =
    after === undefined
      ? sql`true`
      : sql`(${key}, ${name}) > (${after.key}::${sql.raw(column.keyType)}, ${after.name})`;
  const { rows } = await sql<StoredSecret>`
    select ${key}::text as key, ${name} as name, ${sql.ref(column.value)} as value from ${sql.table(column.table)}
    where ${isSecret(column)} and ${which} and ${isAfter}
    order by ${key}, ${name} limit ${BATCH} for update`.execute(db);
  return rows;
}

async function writeBatch(db: Queries, column: SecretColumn, rows: readonly StoredSecret[]): Promise<void> {
  const [keys, names, values] = (["key", "name", "value"] as const).map((field) => rows.map((row) => row[field]));
  const isNamed = column.name === undefined ? sql`true` : sql`stored.${sql.ref(column.name.column)} = secret.name`;
  await sql`
    update ${sql.table(column.table)} as stored set ${sql.ref(column.value)} = secret.value
    from unnest(${keys}::text[], ${names}::text[], ${values}::text[]) as secret (key, name, value)
    where stored.${sql.ref(column.key)} = secret.key::${sql.raw(column.keyType)} and ${isNamed}`.execute(db);
}
