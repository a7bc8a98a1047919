import { type RawBuilder, sql } from "kysely";
import type { Queries } from "../database.ts";

/** Which part of a list is asked for. */
export interface PageRequest {
  /** Words that must be in its texts, without regard to case and accents. */
  readonly search?: string | undefined;
  /** A field, or `-field` from the end. */
  readonly sort?: string | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** A part of a list, and how many there are in all. */
export interface Page<Row> {
  readonly total: number;
  readonly rows: Row[];
}

/** A list in SQL. */
export interface ListSource {
  /** Tables and joins. */
  readonly from: RawBuilder<unknown>;
  readonly conditions: readonly RawBuilder<boolean>[];
  readonly columns: RawBuilder<unknown>;
  /** What each field is sorted by. */
  readonly sorts: Readonly<Record<string, RawBuilder<unknown>>>;
  /** Fields that are never null, whose order an index may therefore give. */
  readonly neverNull?: readonly string[];
  /** A value that each row has for itself: sorts what is otherwise equal, so that pages do not overlap. */
  readonly tieBreaker: RawBuilder<unknown>;
  readonly defaultSort: string;
}

/** Counting stops here: further pages can be read, but nobody waits for a million rows to be counted. */
const MAX_TOTAL = 100_000;

/** SQL: the text without case and without accents, in any locale of the database. */
export function folded(text: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`lower(regexp_replace(normalize(${text}, NFD), '[\u0300-\u036f]', '', 'g'))`;
}

/** Does to a text what `folded` does in SQL. */
function fold(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .toLowerCase();
}

/** SQL: every word of `search` is in one of `texts`. */
export function contains(search: string, ...texts: readonly RawBuilder<unknown>[]): RawBuilder<boolean> {
  const haystack = folded(sql`concat_ws(${"\n"}, ${sql.join(texts)})`);
  const words = fold(search).split(/\s+/).filter(Boolean);
  return words.length === 0
    ? sql<boolean>`true`
    : sql<boolean>`(${sql.join(
        words.map((word) => sql`strpos(${haystack}, ${word}) > 0`),
        sql` and `,
      )})`;
}

/** SQL: what holds if all conditions hold. */
function allOf(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

/** SQL: the order that is asked for; what is absent counts as least. */
function orderOf(source: ListSource, sort = source.defaultSort): RawBuilder<unknown> {
  const descending = sort.startsWith("-");
  const field = descending ? sort.slice(1) : sort;
  const expression = source.sorts[field] ?? source.tieBreaker;
  const direction = descending ? sql`desc` : sql`asc`;
  const nulls = descending ? sql`nulls last` : sql`nulls first`;
  const placement = source.neverNull?.includes(field) ? sql`` : nulls;
  return sql`${expression} ${direction} ${placement}, ${source.tieBreaker} ${direction}`;
}

/** Reads a part of a list. */
export async function readPage<Row>(queries: Queries, source: ListSource, request: PageRequest): Promise<Page<Row>> {
  const { from, columns, tieBreaker } = source;
  const condition = allOf(source.conditions);
  const counted = await sql<{ total: number }>`
    select count(*)::integer as total
    from (select 1 from ${from} where ${condition} limit ${MAX_TOTAL}) as counted`.execute(queries);
  const order = orderOf(source, request.sort);
  // Columns are costly: they are made for the rows of this page alone, and not for those before it.
  const { rows } = await sql<Row>`
    select ${columns} from ${from} where ${tieBreaker} in (
      select ${tieBreaker} from ${from} where ${condition} order by ${order} limit ${request.limit} offset ${request.offset}
    )
    order by ${order}`.execute(queries);
  return { total: counted.rows[0]?.total ?? 0, rows };
}

/** Rows that are read at a time, where all are wanted. */
const BATCH = 1000;

/**
 * Reads a whole list, from its end, without holding it in memory.
 * @param keyOf the value of the tie breaker, a number, in a row.
 */
export async function* readAll<Row>(
  queries: Queries,
  { from, columns, conditions, tieBreaker }: ListSource,
  keyOf: (row: Row) => number,
): AsyncGenerator<Row> {
  let below = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const { rows } = await sql<Row>`
      select ${columns} from ${from} where ${allOf(conditions)} and ${tieBreaker} < ${below}::bigint
      order by ${tieBreaker} desc limit ${BATCH}`.execute(queries);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) {
      return;
    }
    below = keyOf(last);
  }
}
